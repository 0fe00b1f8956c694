import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { datePattern } from "../../src/mapping/date-pattern.ts";

const read = (pattern: string, text: string): string | null => {
  const localMs = datePattern(pattern).read(text);
  return localMs === null ? null : new Date(localMs).toISOString();
};

describe("a date pattern", () => {
  it.each([
    ["DD/MM/YYYY", "31/01/2026", "2026-01-31T00:00:00.000Z"],
    ["MM/DD/YYYY HH:mm", "01/31/2026 18:15", "2026-01-31T18:15:00.000Z"],
    ["M/D/YYYY h:mm A", "1/31/2026 6:15 pm", "2026-01-31T18:15:00.000Z"],
    ["M/D/YYYY h:mm A", "12/1/2026 12:00 AM", "2026-12-01T00:00:00.000Z"],
    ["D.M.YYYY hh:mmA", "01.02.2026 12:00PM", "2026-02-01T12:00:00.000Z"],
    ["YYYYMMDDHHmmssSSS", "20260131181530125", "2026-01-31T18:15:30.125Z"],
    ["YYYY-MM-DDTHH:mm:ss", "2026-01-31T18:15:30", "2026-01-31T18:15:30.000Z"],
    ["DD.MM.YYYY [um] H [Uhr]", "29.02.2024 um 7 Uhr", "2024-02-29T07:00:00.000Z"],
    ["YYYY (MM) DD", "0099 (01) 31", "0099-01-31T00:00:00.000Z"],
  ])("%s reads %s", (pattern, text, expected) => {
    expect(read(pattern, text)).toBe(expected);
  });

  it.each([
    ["DD/MM/YYYY", "01/31/2026"],
    ["DD/MM/YYYY", "29/02/2026"],
    ["DD/MM/YYYY", "1/2/2026"],
    ["DD/MM/YYYY", "31/01/26"],
    ["DD/MM/YYYY", "31/01/2026 "],
    ["DD.MM.YYYY", "31-01-2026"],
    ["DD/MM/YYYY HH:mm", "31/01/2026 24:00"],
    ["DD/MM/YYYY HH:mm", "31/01/2026 18:60"],
    ["DD/MM/YYYY h:mm A", "31/01/2026 13:00 PM"],
    ["DD/MM/YYYY h:mm A", "31/01/2026 0:00 AM"],
  ])("%s does not read %s", (pattern, text) => {
    expect(read(pattern, text)).toBeNull();
  });

  it("says whether it has a time", () => {
    expect(datePattern("DD/MM/YYYY").hasTime).toBe(false);
    expect(datePattern("DD/MM/YYYY h A").hasTime).toBe(true);
  });

  it("reads what it writes", () => {
    const times = fc.integer({ min: Date.parse("0000-01-01T00:00:00Z"), max: Date.parse("9999-12-31T23:59:59Z") });
    const patterns = fc.constantFrom("D.M.YYYY H:mm:ss.SSS", "YYYYMMDD [at] hh:mm:ss:SSSA", "h/DD/MM/YYYY/mm/ss/SSS A");
    fc.assert(
      fc.property(patterns, times, (pattern, localMs) => {
        const { read: readBack, write } = datePattern(pattern);
        expect(readBack(write(localMs))).toBe(localMs);
      }),
    );
  });

  it.each([
    ["DD/MM", "has no year: add YYYY"],
    ["MM/YYYY", "has no day: add DD"],
    ["DD/MM/YY", 'has "YY", which is no part of a date: use YYYY, MM'],
    ["DD MMM YYYY", 'has "MMM", which is no part of a date'],
    ["DD.MM.YYYY um HH:mm", 'has "u", which is no part of a date'],
    ["DD/MM/YYYY D", "tells the day twice"],
    ["DD/MM/YYYY h:mm A A", "tells the half of the day twice"],
    ["DD/MM/YYYY mm", "but not the hour: add it"],
    ["DD/MM/YYYY HH:ss", "but not the minute: add it"],
    ["DD/MM/YYYY h:mm", "should have h or hh together with A"],
    ["DD/MM/YYYY HH:mm A", "should have h or hh together with A"],
    ["DM/YYYY", "has parts of no fixed width that run into the next"],
    ["M1/DD/YYYY", "has parts of no fixed width that run into the next"],
    ["M[1]/DD/YYYY", "has parts of no fixed width that run into the next"],
  ])("%s is refused: it %s", (pattern, problem) => {
    expect(() => datePattern(pattern)).toThrow(problem);
  });
});
