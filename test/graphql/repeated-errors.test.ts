import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { MappingError, UpstreamError, type UpstreamFailure } from "../../src/errors.ts";
import { collapseRepeated, repeatsOf } from "../../src/graphql/repeated-errors.ts";

const failed = (path: readonly (string | number)[], source = "zendesk", failure: UpstreamFailure = "timeout") =>
  new GraphQLError("x", { path, originalError: new UpstreamError(source, failure) });

const shown = (errors: readonly GraphQLError[]): readonly unknown[] =>
  collapseRepeated(errors).map((error) => [error.path?.join("."), repeatsOf(error).repeated]);

describe("collapseRepeated", () => {
  it("keeps the first of a failure that hits every item, whatever order they came in", () => {
    expect(shown([10, 2, 0, 1].map((n) => failed(["nodes", n, "tickets"])))).toEqual([["nodes.0.tickets", 4]]);
    const nested = [failed(["a", 1, "b", 0]), failed(["a", 0, "b", 5]), failed(["a", 0, "b", 3])];
    expect(shown(nested)).toEqual([["a.0.b.3", 3]]);
  });

  it("keeps apart sources, failures and fields", () => {
    const errors = [
      failed(["nodes", 0, "tickets"]),
      failed(["nodes", 1, "tickets"], "stripe"),
      failed(["nodes", 2, "tickets"], "zendesk", "unavailable"),
      failed(["nodes", 3, "requester"]),
      failed(["nodes", "tickets"]),
    ];
    expect(collapseRepeated(errors)).toBe(errors);
    expect(errors.map((error) => repeatsOf(error))).toEqual([{}, {}, {}, {}, {}]);
  });

  it("keeps every bad record: each is another", () => {
    const bad = (n: number): GraphQLError =>
      new GraphQLError("x", { path: ["nodes", n], originalError: new MappingError("s", String(n), "f", "is bad") });
    expect(collapseRepeated([bad(0), bad(1), failed(["nodes", 2])])).toHaveLength(3);
  });
});
