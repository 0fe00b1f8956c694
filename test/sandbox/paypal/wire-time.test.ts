import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, instant, parseDay, parseInstant } from "../../../src/sandbox/paypal/wire-time.ts";

const times = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });

describe("PayPal's instants and days", () => {
  it("are read as they are written, to the second and the day", () => {
    fc.assert(
      fc.property(times, (ms) => {
        expect(parseInstant(instant(ms))).toBe(Math.floor(ms / 1_000) * 1_000);
        expect(parseDay(day(ms))).toBe(Math.floor(ms / 86_400_000) * 86_400_000);
      }),
    );
  });

  it.each([
    ["2026-10-01T00:00:00Z", Date.UTC(2026, 9, 1)],
    ["2026-10-01t00:00:00z", Date.UTC(2026, 9, 1)],
    ["2026-10-01T02:00:00.250+02:00", Date.UTC(2026, 9, 1) + 250],
    // PayPal's own pattern says "[T,t]".
    ["2026-10-01,00:00:00Z", Date.UTC(2026, 9, 1)],
    ["2026-06-30T23:59:60Z", Date.UTC(2026, 5, 30, 23, 59, 59)],
  ])("read %s", (text, ms) => {
    expect(parseInstant(text)).toBe(ms);
  });

  it.each([
    "",
    "2026-10-01",
    "2026-10-01T00:00Z",
    "2026-10-01T00:00:00",
    "2026-10-01T00:00:00+0200",
    "2026-13-01T00:00:00Z",
  ])("do not read %s", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it.each(["", "2026-10", "2026-13-01", "01.10.2026", "2026-10-01T00:00:00Z"])("are no day: %s", (text) => {
    expect(parseDay(text)).toBeNull();
  });
});
