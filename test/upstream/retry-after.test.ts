import { describe, expect, it } from "vitest";
import { retryAfterMs, shouldRetry } from "../../src/upstream/retry-after.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

describe("retryAfterMs", () => {
  it.each<[string, Record<string, string>, string, number | undefined]>([
    ["seconds", { "retry-after": "93" }, "", 93_000],
    ["a fraction", { "retry-after": "0.25" }, "", 250],
    ["an HTTP date", { "retry-after": "Tue, 24 Nov 2026 12:00:07 GMT" }, "", 7_000],
    ["a date in the past", { "retry-after": "Tue, 24 Nov 2026 11:00:00 GMT" }, "", 0],
    ["nonsense", { "retry-after": "soon" }, "", undefined],
    ["nothing", {}, "", undefined],
    ["Zendesk, exhausted", { "ratelimit-remaining": "0", "ratelimit-reset": "12" }, "", 12_000],
    ["Zendesk, not exhausted", { "ratelimit-remaining": "5", "ratelimit-reset": "12" }, "", undefined],
    [
      "one endpoint of Zendesk's",
      { "zendesk-ratelimit-tickets-index": "total=100; remaining=0; resets=41" },
      "",
      41_000,
    ],
    [
      "another that has some left",
      { "zendesk-ratelimit-tickets-index": "total=100; remaining=9; resets=41" },
      "",
      undefined,
    ],
    [
      "Retry-After before the rest",
      { "retry-after": "1", "ratelimit-remaining": "0", "ratelimit-reset": "12" },
      "",
      1_000,
    ],
    ["HubSpot, by ten seconds", {}, '{"policyName": "TEN_SECONDLY_ROLLING"}', 10_000],
    [
      "HubSpot, by its interval",
      { "x-hubspot-ratelimit-interval-milliseconds": "5000" },
      '{"policyName":"TEN_SECONDLY_ROLLING"}',
      5_000,
    ],
    ["HubSpot's search", {}, '{"message":"You have reached your secondly limit."}', 1_000],
    ["HubSpot, by the day", {}, '{"policyName":"DAILY"}', undefined],
  ])("reads %s", (_name, headers, text, expected) => {
    expect(retryAfterMs(headers, text, now)).toBe(expected);
  });
});

describe("shouldRetry", () => {
  it("is Stripe's word, or none", () => {
    expect(shouldRetry({ "stripe-should-retry": "true" })).toBe(true);
    expect(shouldRetry({ "stripe-should-retry": "false" })).toBe(false);
    expect(shouldRetry({})).toBeUndefined();
  });
});
