import { describe, expect, it } from "vitest";
import { explainFailure } from "../../src/cli/explain-failure.ts";
import { ConfigError, UpstreamError } from "../../src/errors.ts";

describe("explainFailure", () => {
  it.each([
    [new UpstreamError("crm", "rejected", { status: 401, detail: "{}" }), /credentials are refused \(401\)/],
    [
      new UpstreamError("crm", "rejected", { status: 403, detail: "scope\n missing" }),
      /may not read this \(403\).*: scope missing$/,
    ],
    [new UpstreamError("crm", "rejected", { status: 404 }), /no such API there \(404\)/],
    [new UpstreamError("crm", "rejected", { status: 422, detail: "no" }), /refused the call \(status 422\): no/],
    [new UpstreamError("crm", "rate_limited", { status: 429 }), /\(429\): try again later/],
    [new UpstreamError("crm", "timeout"), /did not answer in time/],
    [
      new UpstreamError("crm", "malformed", { status: 200, detail: "content-type text/html" }),
      /content-type text\/html; is baseUrl/,
    ],
    [new UpstreamError("crm", "unavailable", { status: 503 }), /is failing \(status 503\)/],
    [new UpstreamError("crm", "unavailable", { detail: "ENOTFOUND: getaddrinfo" }), /no such host name/],
    [new UpstreamError("crm", "unavailable", { detail: "ECONNREFUSED: connect" }), /nothing listens there/],
    [
      new UpstreamError("crm", "unavailable", { detail: "DEPTH_ZERO_SELF_SIGNED_CERT: x" }),
      /certificate can't be trusted/,
    ],
    [new UpstreamError("crm", "unavailable", { detail: "ODD: thing" }), /^can't be reached: ODD: thing$/],
    [new ConfigError(["env:X is empty", "and more"]), /^env:X is empty; and more$/],
  ])("says of %s what to do", (error, words) => {
    expect(explainFailure(error)).toMatch(words);
  });

  it("lets a bug through", () => {
    expect(() => explainFailure(new TypeError("x is not a function"))).toThrow(TypeError);
  });
});
