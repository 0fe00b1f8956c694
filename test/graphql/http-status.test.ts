import { describe, expect, it } from "vitest";
import { preferredMediaType } from "../../src/graphql/http-status.ts";

// The statuses: apollo.test.ts.
describe("preferredMediaType", () => {
  const json = "application/json";
  const graphql = "application/graphql-response+json";

  it.each([
    [undefined, json],
    ["", json],
    ["*/*", json],
    ["application/*", json],
    [json, json],
    [graphql, graphql],
    [`${graphql}; charset=utf-8`, graphql],
    [`${graphql}, ${json}`, graphql],
    [`${json}, ${graphql}`, json],
    [`${graphql},${json};q=0.9`, graphql],
    [`${json};q=0.5, ${graphql};q=0.4`, json],
    [`${graphql}, ${json}, multipart/mixed`, graphql],
    [`${graphql};q=0, */*`, json],
    [`${json};q=0, */*;q=0.1`, graphql],
    [`*/*, ${graphql}`, json],
    [`text/html, ${graphql};q=0.3`, graphql],
    ["text/html", null],
    [`${json};q=0`, null],
  ])("of %s it takes %s", (accept, expected) => {
    expect(preferredMediaType(accept)).toBe(expected);
  });
});
