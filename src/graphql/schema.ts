// The schema: schema/*.graphql with the resolvers given.
import { makeExecutableSchema } from "@graphql-tools/schema";
import type { IResolvers } from "@graphql-tools/utils";
import type { GraphQLSchema } from "graphql";
import type { Resolvers } from "../generated/resolvers.ts";
import { readTypeDefs } from "../schema-files.ts";
import { SCALARS } from "./scalars.ts";

export { readTypeDefs };

/**
 * The executable schema. Throws when a resolver names a type or field that the schema lacks, or an interface or union
 * has no `__resolveType` (which must answer at once: compiled plans do not wait for it).
 */
export function createSchema<C>(
  resolvers: Resolvers<C> | IResolvers<unknown, C>,
  typeDefs: readonly string[] = readTypeDefs(),
): GraphQLSchema {
  return makeExecutableSchema<C>({
    typeDefs: [...typeDefs],
    resolvers: [SCALARS, resolvers as IResolvers<unknown, C>],
    resolverValidationOptions: {
      requireResolversToMatchSchema: "error",
      requireResolversForResolveType: "error",
    },
  });
}
