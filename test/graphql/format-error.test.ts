import { GraphQLError, parse } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { MappingError, RequestError, UpstreamError, UPSTREAM_CODES, type UpstreamFailure } from "../../src/errors.ts";
import { createErrorFormatter } from "../../src/graphql/format-error.ts";

function formatter() {
  const error = vi.fn<(fields: unknown, message?: string) => void>();
  let ids = 0;
  return { error, format: createErrorFormatter({ log: { error }, newErrorId: () => `id${(ids += 1)}` }) };
}

const at = (originalError: Error): GraphQLError =>
  new GraphQLError(originalError.message, { originalError, path: ["deals", 3, "name"] });

describe("createErrorFormatter", () => {
  it.each(Object.entries(UPSTREAM_CODES))("gives %s of a source the code %s", (failure, code) => {
    const { format, error } = formatter();
    const cause = new UpstreamError("hubspot-eu", failure as UpstreamFailure, {
      status: 500,
      detail: "https://api.hubapi.com/secret said no",
      cause: new Error("socket"),
    });
    const answer = format(at(cause));
    expect(answer).toEqual({
      message: cause.message,
      path: ["deals", 3, "name"],
      extensions: { code, source: "hubspot-eu" },
    });
    expect(JSON.stringify(answer)).not.toContain("hubapi");
    expect(error).not.toHaveBeenCalled();
  });

  it("names the source, record and field of a bad value", () => {
    const { format } = formatter();
    expect(format(at(new MappingError("stripe", "ch_1", "Payment.amount", "should be a number")))).toEqual({
      message: "stripe record ch_1: Payment.amount should be a number",
      path: ["deals", 3, "name"],
      extensions: { code: "BAD_RECORD", source: "stripe", record: "ch_1", field: "Payment.amount" },
    });
  });

  it("keeps a caller's mistake in its words, and its code whatever its extensions say", () => {
    const { format } = formatter();
    const mistake = new RequestError("BAD_USER_INPUT", "not an id of ours", { argument: "id", code: "OTHER" });
    expect(format(at(mistake))).toMatchObject({
      message: "not an id of ours",
      extensions: { argument: "id", code: "BAD_USER_INPUT" },
    });
    expect(format(mistake)).toEqual({
      message: "not an id of ours",
      extensions: { argument: "id", code: "BAD_USER_INPUT" },
    });
  });

  it("looks through errors around errors", () => {
    const { format } = formatter();
    const inner = new GraphQLError("inner", { originalError: new RequestError("FORBIDDEN", "not yours") });
    expect(format(new GraphQLError("outer", { originalError: inner }))).toMatchObject({
      message: "not yours",
      extensions: { code: "FORBIDDEN" },
    });
  });

  it.each([
    ["an error of ours", at(new Error("connect ECONNREFUSED 10.0.0.1"))],
    [
      "a null where none may be",
      new GraphQLError("Cannot return null for non-nullable field Deal.id.", { path: ["a"] }),
    ],
    ["a library's error with a code", at(Object.assign(new Error("no"), { extensions: { code: "SQL_42P01" } }))],
    ["a GraphQLError with an unknown code", new GraphQLError("x", { extensions: { code: "constructor" } })],
    ["an Error without GraphQLError", new TypeError("x is not a function")],
    ["text", "thrown text"],
    ["undefined", undefined],
  ])("masks %s, and logs it under the id that the client gets", (_, thrown) => {
    const { format, error } = formatter();
    const answer = format(thrown, "request-1");
    expect(answer).toMatchObject({
      message: "Internal error",
      extensions: { code: "INTERNAL_SERVER_ERROR", errorId: "id1" },
    });
    expect(Object.keys(answer.extensions ?? {})).toEqual(["code", "errorId"]);
    expect(error).toHaveBeenCalledOnce();
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ errorId: "id1", requestId: "request-1" }),
      expect.any(String),
    );
  });

  it("logs the cause with its stack", () => {
    const { format, error } = formatter();
    const cause = new Error("the cause");
    format(at(cause));
    expect(error.mock.calls[0]?.[0]).toMatchObject({ err: cause, path: ["deals", 3, "name"] });
  });

  it("gives the same error the same answer, and logs it once", () => {
    const { format, error } = formatter();
    const fault = at(new Error("x"));
    expect(format(fault, "r")).toBe(format(fault));
    expect(error).toHaveBeenCalledOnce();
  });

  it("lets through what is wrong with a document, with its place", () => {
    const { format } = formatter();
    const nodes = parse("{ gone }").definitions;
    const invalid = new GraphQLError('Cannot query field "gone".', {
      nodes,
      extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400, headers: {} }, stacktrace: "s" },
      originalError: new TypeError("a scalar's own"),
    });
    expect(format(invalid)).toMatchObject({
      message: 'Cannot query field "gone".',
      locations: [{ line: 1, column: 1 }],
      extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
    });
    expect(format(invalid).extensions).not.toHaveProperty("http");
  });

  it("knows Apollo's refusals without a code by their status", () => {
    const { format } = formatter();
    const refusal = (status: number): GraphQLError =>
      new GraphQLError("provided sha does not match query", { extensions: { http: { status, headers: {} } } });
    expect(format(refusal(400))).toEqual({
      message: "provided sha does not match query",
      extensions: { code: "BAD_REQUEST" },
    });
    expect(format(refusal(500))).toMatchObject({ message: "Internal error" });
  });
});
