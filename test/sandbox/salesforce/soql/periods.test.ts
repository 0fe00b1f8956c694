import { describe, expect, it } from "vitest";
import { isPeriod, periodOf } from "../../../../src/sandbox/salesforce/soql/periods.ts";

// A Wednesday.
const now = Date.parse("2026-05-20T13:45:00Z");

describe("date literals", () => {
  it.each([
    ["YESTERDAY", null, "2026-05-19", "2026-05-20"],
    ["TODAY", null, "2026-05-20", "2026-05-21"],
    ["TOMORROW", null, "2026-05-21", "2026-05-22"],
    ["LAST_WEEK", null, "2026-05-10", "2026-05-17"],
    ["THIS_WEEK", null, "2026-05-17", "2026-05-24"],
    ["NEXT_WEEK", null, "2026-05-24", "2026-05-31"],
    ["LAST_MONTH", null, "2026-04-01", "2026-05-01"],
    ["THIS_MONTH", null, "2026-05-01", "2026-06-01"],
    ["NEXT_MONTH", null, "2026-06-01", "2026-07-01"],
    ["LAST_90_DAYS", null, "2026-02-19", "2026-05-21"],
    ["NEXT_90_DAYS", null, "2026-05-21", "2026-08-19"],
    ["LAST_QUARTER", null, "2026-01-01", "2026-04-01"],
    ["THIS_QUARTER", null, "2026-04-01", "2026-07-01"],
    ["THIS_YEAR", null, "2026-01-01", "2027-01-01"],
    ["LAST_FISCAL_YEAR", null, "2025-01-01", "2026-01-01"],
    ["LAST_N_DAYS", 1, "2026-05-19", "2026-05-21"],
    ["NEXT_N_DAYS", 2, "2026-05-21", "2026-05-23"],
    ["N_DAYS_AGO", 3, "2026-05-17", "2026-05-18"],
    ["LAST_N_WEEKS", 1, "2026-05-10", "2026-05-17"],
    ["LAST_N_MONTHS", 6, "2025-11-01", "2026-05-01"],
    ["NEXT_N_MONTHS", 1, "2026-06-01", "2026-07-01"],
    ["N_MONTHS_AGO", 5, "2025-12-01", "2026-01-01"],
    ["LAST_N_QUARTERS", 2, "2025-10-01", "2026-04-01"],
    ["NEXT_N_YEARS", 2, "2027-01-01", "2029-01-01"],
    ["N_YEARS_AGO", 1, "2025-01-01", "2026-01-01"],
  ])("%s:%s is from %s up to %s", (name, count, from, until) => {
    expect(isPeriod(name, count)).toBe(true);
    expect(periodOf(name, count, now)).toEqual({ from: Date.parse(from), until: Date.parse(until) });
  });

  it("knows no others", () => {
    for (const [name, count] of [
      ["LAST_N_DAYS", null],
      ["TODAY", 3],
      ["LAST_DAY", null],
      ["SOON", null],
    ] as const) {
      expect(isPeriod(name, count)).toBe(false);
    }
    expect(() => periodOf("SOON", null, now)).toThrow(RangeError);
  });
});
