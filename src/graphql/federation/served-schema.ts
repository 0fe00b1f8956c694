import type { GraphQLSchema } from "graphql";
import type { Resolvers } from "../../generated/resolvers.ts";
import type { Role } from "../../generated/types.ts";
import type { GraphqlContext } from "../context.ts";
import { createSchema } from "../schema.ts";
import { createSubgraphSchema } from "./subgraph-schema.ts";

/** As the configuration says it. */
export interface FederationSettings {
  readonly enabled: boolean;
  readonly node: boolean;
  readonly sdlRoles: readonly Role[];
}

/** The schema that is served: with what a router asks for where federation is on, and else without a trace of it. */
export function createServedSchema(
  resolvers: Resolvers,
  typeDefs: readonly string[],
  { enabled, node, sdlRoles }: FederationSettings,
): GraphQLSchema {
  if (!enabled) return createSchema<GraphqlContext>(resolvers, typeDefs);
  return createSubgraphSchema(resolvers, typeDefs, { hasNode: node, sdlRoles });
}
