import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenDate, writtenInstant } from "../../src/mapping/written-dates.ts";
import { mappingContext } from "../connectors/connector-case.ts";
import { dates, lostBy } from "./two-way.ts";

const context = mappingContext();

describe("a date in a text field", () => {
  it("is read and written by its pattern", () => {
    const date = writtenDate("DD/MM/YYYY");
    expect(date(" 31/01/2026 ", context, "path")).toBe("2026-01-31");
    expect(date.toVendor("2026-01-31", context)).toBe("31/01/2026");
    expect(writtenDate("DD/MM/YYYY HH:mm")("31/01/2026 23:59", context, "path")).toBe("2026-01-31");
  });

  it("comes back the same", () => {
    for (const pattern of ["DD/MM/YYYY", "M-D-YYYY", "YYYY/MM/DD hh:mm A"]) {
      expect(lostBy(writtenDate(pattern), dates)).toBeNull();
    }
  });

  it.each(["01/31/2026", "yesterday", 31, null, {}])("is bad as %o, and says what it is like", (value) => {
    expect(() => writtenDate("DD/MM/YYYY")(value, context, "path")).toThrow(/^should be a date as in 31\/01\/2026,/);
  });
});

describe("an instant in a text field", () => {
  const berlin = writtenInstant("DD/MM/YYYY HH:mm", "Europe/Berlin");

  it("is read and written in its zone", () => {
    expect(berlin("01/07/2026 01:30", context, "path")).toBe("2026-06-30T23:30:00.000Z");
    expect(berlin.toVendor("2026-06-30T23:30:00.000Z", context)).toBe("01/07/2026 01:30");
    expect(writtenInstant("DD/MM/YYYY", "Europe/Berlin")("01/07/2026", context, "path")).toBe(
      "2026-06-30T22:00:00.000Z",
    );
  });

  it("comes back the same where the zone's clocks are never set", () => {
    const minutes = fc
      .integer({ min: Date.parse("2010-01-01") / 60_000, max: Date.parse("9000-01-01") / 60_000 })
      .map((minute) => new Date(minute * 60_000).toISOString());
    expect(lostBy(writtenInstant("MM/DD/YYYY HH:mm", "Asia/Kolkata"), minutes)).toBeNull();
    expect(lostBy(writtenInstant("M/D/YYYY h:mm A", "UTC"), minutes)).toBeNull();
  });

  it("is written only where it comes back the same", () => {
    const refused = /^can't hold .*: ".*" in Europe\/Berlin would be another instant$/;
    expect(berlin.toVendor("2026-10-25T00:30:00.000Z", context)).toBe("25/10/2026 02:30");
    expect(() => berlin.toVendor("2026-10-25T01:30:00.000Z", context)).toThrow(refused); // the second 02:30
    expect(() => berlin.toVendor("2026-06-30T23:30:01.000Z", context)).toThrow(refused);
  });

  it.each(["31/31/2026 00:00", "31/01/2026", 0, null])("is bad as %o, and says what it is like", (value) => {
    expect(() => berlin(value, context, "path")).toThrow(/^should be a date and time as in 31\/01\/2026 18:15,/);
  });

  it("is bad past the years that we have", () => {
    expect(() => writtenInstant("YYYY-MM-DD", "Asia/Tokyo")("0000-01-01", context, "path")).toThrow("years 0 to 9999");
  });
});
