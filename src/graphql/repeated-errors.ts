// A source that fails, or can't give what is asked, does so for every item of a list: fifty equal errors say no more than
// one that says it stands for fifty.
import type { GraphQLError } from "graphql";
import { RequestError, UpstreamError } from "../errors.ts";

const repeats = new WeakMap<object, number>();

/** How many errors this one stands for, for its extensions; nothing when it stands for itself. */
export function repeatsOf(error: unknown): { readonly repeated?: number } {
  const repeated = typeof error === "object" && error !== null ? repeats.get(error) : undefined;
  return repeated === undefined ? {} : { repeated };
}

/**
 * The errors with one in place of all that are the same failure of the same source at the same field of different items:
 * the one whose path comes first. `repeatsOf` tells how many there were. All others stay as they are.
 */
export function collapseRepeated(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  if (errors.length < 2) return errors;
  const groups = new Map<string | GraphQLError, GraphQLError[]>();
  for (const error of errors) {
    const key = failureOf(error) ?? error;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [error]);
    else group.push(error);
  }
  if (groups.size === errors.length) return errors;
  return [...groups.values()].map((group) => {
    const first = group.reduce((one, other) => (isBefore(other, one) ? other : one));
    if (group.length > 1) repeats.set(first, group.length);
    return first;
  });
}

/** Equal for errors that differ only in the items of lists; null for what is no source's failure. */
function failureOf({ originalError, path }: GraphQLError): string | null {
  const failure = kindOf(originalError);
  if (failure === null || path === undefined) return null;
  const field = path.map((key) => (typeof key === "number" ? 0 : key));
  return JSON.stringify([...failure, field]);
}

function kindOf(error: unknown): readonly string[] | null {
  if (error instanceof UpstreamError) return [error.source, error.failure];
  // Their messages name the source and what it can't do, and the type and who may read it.
  const isAlike = error instanceof RequestError && ["UNSUPPORTED_BY_SOURCE", "FORBIDDEN"].includes(error.code);
  return isAlike ? [error.code, error.message] : null;
}

function isBefore(one: GraphQLError, other: GraphQLError): boolean {
  const index = one.path?.findIndex((key, at) => key !== other.path?.[at]) ?? -1;
  return Number(one.path?.[index]) < Number(other.path?.[index]);
}
