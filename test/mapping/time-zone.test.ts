import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTimeZone } from "../../src/mapping/time-zone.ts";

const at = (zone: string, local: string): string =>
  new Date(createTimeZone(zone).instantOf(Date.parse(`${local}Z`))).toISOString();

describe("a time zone", () => {
  it.each([
    ["UTC", "2026-07-01T12:00", "2026-07-01T12:00:00.000Z"],
    ["Europe/Berlin", "2026-07-01T12:00", "2026-07-01T10:00:00.000Z"],
    ["Europe/Berlin", "2026-01-01T12:00", "2026-01-01T11:00:00.000Z"],
    ["America/New_York", "2026-01-01T00:30", "2026-01-01T05:30:00.000Z"],
    ["Asia/Kolkata", "2026-01-01T00:00", "2025-12-31T18:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-01-01T00:00", "2025-12-31T13:00:00.000Z"],
    ["America/New_York", "1850-01-01T00:00", "1850-01-01T04:56:02.000Z"],
  ])("%s: %s is %s", (zone, local, instant) => {
    expect(at(zone, local)).toBe(instant);
  });

  it.each([
    ["Europe/Berlin", "2026-03-29T01:59:59.999", "2026-03-29T00:59:59.999Z"],
    ["Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00.000Z"],
    ["Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00.000Z"],
    ["Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00.000Z"],
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00.000Z"],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00.000Z"], // a day that Samoa did not have
  ])("%s: %s, around a leap of the clocks, is %s", (zone, local, instant) => {
    expect(at(zone, local)).toBe(instant);
  });

  it.each([
    ["Europe/Berlin", "2026-10-25T01:59:59.999", "2026-10-24T23:59:59.999Z"],
    ["Europe/Berlin", "2026-10-25T02:00", "2026-10-25T00:00:00.000Z"],
    ["Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00.000Z"],
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z"],
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00.000Z"],
  ])("%s: %s, around an hour shown twice, is the first: %s", (zone, local, instant) => {
    expect(at(zone, local)).toBe(instant);
  });

  it("gives, for what its clocks show, an instant at which they show that, and never a later one", () => {
    const clocks = createTimeZone("Europe/Berlin");
    const instants = fc.integer({ min: Date.parse("1970-01-01"), max: Date.parse("2100-01-01") });
    fc.assert(
      fc.property(instants, (instant) => {
        const local = instant + clocks.offsetAt(instant);
        const found = clocks.instantOf(local);
        expect(found + clocks.offsetAt(found)).toBe(local);
        expect(found).toBeLessThanOrEqual(instant);
      }),
    );
  });

  it("must be known", () => {
    expect(() => createTimeZone("Mars/Olympus")).toThrow(RangeError);
  });
});
