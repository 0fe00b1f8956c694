import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { MappingError, RequestError, UpstreamError, type UpstreamFailure } from "../../src/errors.ts";
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

  it("takes what a source can't do as one, and no other mistake of a request", () => {
    const mistake = (n: number, code: "UNSUPPORTED_BY_SOURCE" | "BAD_USER_INPUT", message = "paypal: no") =>
      new GraphQLError(message, { path: ["nodes", n, "a"], originalError: new RequestError(code, message) });
    expect(shown([mistake(1, "UNSUPPORTED_BY_SOURCE"), mistake(0, "UNSUPPORTED_BY_SOURCE")])).toEqual([
      ["nodes.0.a", 2],
    ]);
    const apart = [mistake(0, "UNSUPPORTED_BY_SOURCE"), mistake(1, "UNSUPPORTED_BY_SOURCE", "other: no")];
    expect(collapseRepeated(apart)).toBe(apart);
    expect(collapseRepeated([mistake(0, "BAD_USER_INPUT"), mistake(1, "BAD_USER_INPUT")])).toHaveLength(2);
  });

  it("keeps every bad record: each is another", () => {
    const bad = (n: number): GraphQLError =>
      new GraphQLError("x", { path: ["nodes", n], originalError: new MappingError("s", String(n), "f", "is bad") });
    expect(collapseRepeated([bad(0), bad(1), failed(["nodes", 2])])).toHaveLength(3);
  });
});
