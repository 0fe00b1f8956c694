import { GraphQLError, responsePathAsArray, type GraphQLResolveInfo } from "graphql";
import type { GraphqlContext } from "../context.ts";

/** Where an error is that stands beside a field's answer. */
export type FieldPlace = Pick<GraphQLResolveInfo, "path" | "fieldNodes">;

/** Notes what a source can't give, where others give their part of a field. */
export function addShortfall(
  { shortfalls }: Pick<GraphqlContext, "shortfalls">,
  { path, fieldNodes }: FieldPlace,
  originalError: Error,
): void {
  const place = { nodes: fieldNodes, path: responsePathAsArray(path) };
  shortfalls.push(new GraphQLError(originalError.message, { ...place, originalError }));
}
