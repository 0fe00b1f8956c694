import { afterEach, describe, expect, it, vi } from "vitest";
import { timeMatcher } from "../../../../src/sandbox/zendesk/search/time-match.ts";
import type { Operator } from "../../../../src/sandbox/zendesk/search/parse-search.ts";
import { ZendeskError } from "../../../../src/sandbox/zendesk/errors.ts";

const now = Date.UTC(2026, 5, 15, 12);

function matches(operator: Operator, value: string, time: string): boolean {
  return timeMatcher({ keyword: "created", operator, value, isQuoted: false, isNegated: false }, now)(Date.parse(time));
}

describe("timeMatcher", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it("takes a time without a zone for UTC, wherever the sandbox runs", () => {
    vi.stubEnv("TZ", "Asia/Tokyo");
    expect(matches(">=", "2026-01-01T10:00:00", "2026-01-01T09:59:59Z")).toBe(false);
    expect(matches(":", "2026-01-01", "2025-12-31T23:00:00Z")).toBe(false);
  });

  it.each<readonly [Operator, string, string, boolean]>([
    [":", "2026-01-01", "2026-01-01T00:00:00Z", true],
    [":", "2026-01-01", "2026-01-01T23:59:59Z", true],
    [":", "2026-01-01", "2026-01-02T00:00:00Z", false],
    ["<", "2026-01-01", "2025-12-31T23:59:59Z", true],
    ["<", "2026-01-01", "2026-01-01T00:00:00Z", false],
    ["<=", "2026-01-01", "2026-01-01T12:00:00Z", true],
    ["<=", "2026-01-01", "2026-01-02T00:00:00Z", false],
    [">", "2026-01-01", "2026-01-01T23:59:59Z", false],
    [">", "2026-01-01", "2026-01-02T00:00:00Z", true],
    [">=", "2026-01-01", "2026-01-01T00:00:00Z", true],
    [">=", "2026-01-01", "2025-12-31T23:59:59Z", false],
    [">", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", false],
    [">", "2026-01-01T10:00:00Z", "2026-01-01T10:00:01Z", true],
    [">=", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", true],
    [":", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z", true],
    ["<", "2026-01-01T10:00:00+02:00", "2026-01-01T07:59:59Z", true],
    ["<", "2026-01-01T10:00:00+02:00", "2026-01-01T08:00:00Z", false],
    [">=", "2026-01-01T10:00:00", "2026-01-01T10:00:00Z", true],
    [":", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00.900Z", true],
    [">", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00.900Z", false],
    [">", "4hours", "2026-06-15T08:00:01Z", true],
    [">", "4hours", "2026-06-15T07:59:59Z", false],
    ["<", "2days", "2026-06-13T11:59:59Z", true],
    ["<", "1week", "2026-06-09T00:00:00Z", false],
  ])("created%s%s and %s: %s", (operator, value, time, isMatch) => {
    expect(matches(operator, value, time)).toBe(isMatch);
  });

  it.each(["yesterday", "2026-13-01", "2026-01", "", "10"])("refuses %j as Zendesk does", (value) => {
    expect(() => matches(">", value, "2026-01-01T00:00:00Z")).toThrow(ZendeskError);
  });
});
