// When two engines are said to have given the same answer.
import type { ExecutionResult } from "graphql";
import { createErrorFormatter } from "../../../src/graphql/format-error.ts";

export interface Answer {
  /** To the byte. */
  readonly data: string | undefined;
  /** As clients get them, sorted. */
  readonly errors: readonly string[];
}

/**
 * An answer to compare. Where a null went up to a parent, which of the errors below the parent are told is up to the
 * engine: the specification asks for one, and siblings that had begun may add theirs. So they count as one error, at the
 * place that became null.
 */
export function answerOf(result: ExecutionResult): Answer {
  const format = createErrorFormatter({ log: { error: () => undefined }, newErrorId: () => "id" });
  const errors = (result.errors ?? []).map((error) => {
    const nulled = nulledParent(result.data, error.path ?? []);
    return JSON.stringify(nulled === null ? format(error) : { below: nulled });
  });
  return {
    data: result.data === undefined ? undefined : JSON.stringify(result.data),
    errors: [...new Set(errors)].sort(),
  };
}

function nulledParent(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] | null {
  let value = data;
  for (const [index, key] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, index);
    value = (value as Record<string | number, unknown>)[key];
  }
  return null;
}
