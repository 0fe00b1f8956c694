// The executable schema of a subgraph: ours, and the two fields by which a router reads it.
import type { IResolvers } from "@graphql-tools/utils";
import type { GraphQLSchema } from "graphql";
import type { Resolvers } from "../../generated/resolvers.ts";
import type { Role } from "../../generated/types.ts";
import type { GraphqlContext } from "../context.ts";
import { createSchema } from "../schema.ts";
import { entityTypeName, resolveEntities } from "./entities.ts";
import { entityNames, subgraphSdl, type SubgraphOptions } from "./subgraph-sdl.ts";

export interface SubgraphSchemaOptions extends SubgraphOptions {
  /** Who may read the SDL: it names all that there is, also what a caller's own introspection leaves out. */
  readonly sdlRoles: readonly Role[];
}

/** The schema of these type definitions with `_service` and `_entities`. What clients can ask is otherwise the same. */
export function createSubgraphSchema(
  resolvers: Resolvers,
  typeDefs: readonly string[],
  options: SubgraphSchemaOptions,
): GraphQLSchema {
  const sdl = subgraphSdl(typeDefs, options);
  const forRouters = {
    _service: () => ({ sdl }),
    _entities: (_: unknown, { representations }: { representations: readonly unknown[] }, context: GraphqlContext) =>
      resolveEntities(representations, context),
  };
  const all = {
    ...(resolvers as IResolvers<unknown, GraphqlContext>),
    Query: { ...resolvers.Query, ...forRouters },
    _Entity: { __resolveType: entityTypeName },
  } as IResolvers<unknown, GraphqlContext>;
  return createSchema<GraphqlContext>(all, [...typeDefs, routerFields(entityNames(typeDefs), options.sdlRoles)]);
}

// The names are the federation's: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec
function routerFields(entities: readonly string[], sdlRoles: readonly Role[]): string {
  return `
extend type Query {
  "For a federation router: the things that other subgraphs refer to, in order; null for what the caller does not find."
  _entities("What is referred to, each by \`__typename\` and \`id\`." representations: [_Any!]!): [_Entity]!
  "For a federation router: this schema as a subgraph."
  _service: _Service!
}

"What other subgraphs may refer to by its id."
union _Entity @auth(requires: [AUTHENTICATED]) = ${entities.join(" | ")}

"A reference to a thing: a map of its \`__typename\` and its \`id\`."
scalar _Any

"This schema as a subgraph."
type _Service @auth(requires: [AUTHENTICATED]) {
  "The SDL that a supergraph is composed of. It names every field, whoever may read it."
  sdl: String @auth(requires: [${sdlRoles.join(", ")}])
}
`;
}
