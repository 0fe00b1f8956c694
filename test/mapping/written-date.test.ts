import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateFormat, dateInZone, isZone } from "../../src/mapping/written-date.ts";

describe("dateFormat", () => {
  it.each([
    ["DD/MM/YYYY", "31/01/2026", "2026-01-31"],
    ["D.M.YYYY", " 1.2.2026 ", "2026-02-01"],
    ["YYYYMMDD", "20240229", "2024-02-29"],
    ["MM-DD-YYYY HH:mm", "12-31-1999 23:59", "1999-12-31"],
    ["YYYY年MM月DD日", "2026年01月31日", "2026-01-31"],
  ])("reads %s", (format, text, date) => {
    expect(dateFormat(format).dateIn(text)).toBe(date);
  });

  it.each(["31/02/2026", "00/01/2026", "1/1/2026", "01/13/2026", "31/01/26", "31/01/2026 10:00", "", "soon"])(
    "takes %j for no day as DD/MM/YYYY",
    (text) => {
      expect(dateFormat("DD/MM/YYYY").dateIn(text)).toBeNull();
    },
  );

  it.each([
    ["DD/MM", "should have the year too"],
    ["DD/MM/YYYY DD", "has the day twice"],
    ["DD/MM/YYYYTHH", 'has "T"'],
    ["dd/MM/YYYY", 'has "d"'],
  ])("refuses the format %s", (format, message) => {
    expect(() => dateFormat(format)).toThrow(message);
  });

  it.each([
    ["31/01/2026 08:15", "2026-01-31T07:15:00.000Z"],
    ["01/07/2026 00:30", "2026-06-30T22:30:00.000Z"],
    // The clocks go from 2 to 3, and back from 3 to 2.
    ["29/03/2026 01:59", "2026-03-29T00:59:00.000Z"],
    ["29/03/2026 02:30", "2026-03-29T01:30:00.000Z"],
    ["29/03/2026 03:00", "2026-03-29T01:00:00.000Z"],
    ["25/10/2026 02:30", "2026-10-25T00:30:00.000Z"],
    ["25/10/2026 03:00", "2026-10-25T02:00:00.000Z"],
  ])("takes %s for a time in Berlin", (text, instant) => {
    expect(dateFormat("DD/MM/YYYY HH:mm").instantIn(text, "Europe/Berlin")).toBe(instant);
  });

  it("gives back every instant that was written in any zone, but for hours that come twice", () => {
    const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"];
    const format = dateFormat("DD/MM/YYYY HH:mm:ss");
    const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...zones), (at, zone) => {
        const written = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "medium",
        }).format(at * 1000);
        const read = format.instantIn(written.replace(",", ""), zone);
        const shift = read === null ? Number.NaN : at * 1000 - Date.parse(read);
        expect([0, 1_800_000, 3_600_000]).toContain(shift);
      }),
    );
  });
});

describe("dateInZone", () => {
  it("gives the day that a zone's calendars show", () => {
    expect(dateInZone("2026-06-30T22:30:00.000Z", "Europe/Berlin")).toBe("2026-07-01");
    expect(dateInZone("2026-06-30T02:30:00.000Z", "America/New_York")).toBe("2026-06-29");
  });
});

describe("isZone", () => {
  it("knows zones by their names", () => {
    expect(["Europe/Berlin", "UTC", "Berlin", "Mars/Base"].map(isZone)).toEqual([true, true, false, false]);
  });
});
