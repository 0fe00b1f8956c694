import { describe, expect, it } from "vitest";
import { dateOf, epochMillis, epochSeconds, isoDate, isoInstant, isoOrMillis } from "../../src/mapping/dates.ts";
import type { Converter } from "../../src/mapping/field-map.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { dates, instants, lostBy } from "./two-way.ts";

const context = mappingContext();
const convert = <V>(converter: Converter<V>, value: unknown): V => converter(value, context, "path");

describe("instants", () => {
  it.each([
    ["2026-01-31T08:15:00.123Z", "2026-01-31T08:15:00.123Z"],
    ["2026-01-31T08:15:00Z", "2026-01-31T08:15:00.000Z"],
    ["2026-01-31T08:15Z", "2026-01-31T08:15:00.000Z"],
    ["2026-01-31T08:15:00.5+02:00", "2026-01-31T06:15:00.500Z"],
    ["2024-01-01T00:00:00.000+0000", "2024-01-01T00:00:00.000Z"],
    ["2026-01-31 08:15:00+02", "2026-01-31T06:15:00.000Z"],
    ["2026-01-31t08:15:00,25z", "2026-01-31T08:15:00.250Z"],
    ["2026-01-31T08:15:00.1239999Z", "2026-01-31T08:15:00.123Z"],
    ["2026-01-31T08:15:00-0330", "2026-01-31T11:45:00.000Z"],
    ["0000-01-01", "0000-01-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["2024-01-01T24:00:00.000Z", "2024-01-02T00:00:00.000Z"],
  ])("reads %s", (value, expected) => {
    expect(convert(isoInstant, value)).toBe(expected);
  });

  it.each([
    "2026-02-29",
    "2026-02-30T00:00:00.000Z",
    "2026-04-31T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-01-01T25:00:00.000Z",
    "2026-01-01T00:60:00.000Z",
    "2026-01-31T08:15:00",
    "2026-01-31T08:15:60Z",
    "2026-01-31T08:15:00+25:00",
    "2026-01-31T08Z",
    "9999-12-31T23:59:59-01:00",
    "31.01.2026",
    "1769846400000",
    "",
    0,
    null,
  ])("refuses %o", (value) => {
    expect(() => convert(isoInstant, value)).toThrow("should be an ISO 8601 instant");
  });

  it("gives back any instant and any date, in each form", () => {
    for (const converter of [isoInstant, isoOrMillis, epochSeconds, epochMillis])
      expect(lostBy(converter, instants)).toBeNull();
    for (const converter of [isoDate, dateOf(isoOrMillis), dateOf(epochSeconds)])
      expect(lostBy(converter, dates)).toBeNull();
  });

  it("writes the source's own form", () => {
    const instant = "2009-02-13T23:31:30.000Z";
    expect(epochSeconds.toVendor(instant, context)).toBe(1_234_567_890);
    expect(epochMillis.toVendor(instant, context)).toBe(1_234_567_890_000);
    expect(isoOrMillis.toVendor(instant, context)).toBe(instant);
    expect(isoDate.toVendor("2009-02-13", context)).toBe("2009-02-13");
    expect(dateOf(epochSeconds).toVendor("2009-02-13", context)).toBe(1_234_483_200);
  });

  it("reads seconds, milliseconds and dates", () => {
    expect(convert(epochSeconds, 1_234_567_890)).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(epochSeconds, "1234567890")).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(epochSeconds, "-0.289")).toBe("1969-12-31T23:59:59.711Z");
    expect(convert(epochMillis, 0)).toBe("1970-01-01T00:00:00.000Z");
    expect(convert(epochMillis, "1234567890000")).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(isoDate, "2024-02-29")).toBe("2024-02-29");
    expect(convert(isoDate, "2026-01-31T23:30:00-02:00")).toBe("2026-02-01");
    expect(convert(isoOrMillis, 1_234_567_890_000)).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(isoOrMillis, "1234567890000")).toBe("2009-02-13T23:31:30.000Z");
    expect(convert(dateOf(isoOrMillis), "2026-01-31T23:30:00-02:00")).toBe("2026-02-01");
  });

  it.each([Number.NaN, Infinity, 1e300])("refuses %d seconds", (value) => {
    expect(() => convert(epochSeconds, value)).toThrow("should be an instant");
  });

  it.each(["", "1e3", " 1", "abc", null, {}, true])("refuses %o for a count", (value) => {
    expect(() => convert(epochSeconds, value)).toThrow("should be seconds since the epoch");
    expect(() => convert(epochMillis, value)).toThrow("should be milliseconds since the epoch");
  });
});
