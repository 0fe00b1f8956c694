import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allOf,
  anyOf,
  compared,
  date,
  instant,
  isOneOf,
  text,
  writeCount,
  writeGroups,
  writeStatement,
} from "../../../src/connectors/salesforce/soql.ts";
import { RequestError } from "../../../src/errors.ts";
import { tokensOf } from "./soql-reader.ts";

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "'",
        "\\",
        '"',
        "\n",
        "\u2028",
        "\u0000",
        "\\'",
        "' OR Id != '",
        ")",
        "u0027",
        "\\u0027",
        "%27",
        "x",
      ),
      { maxLength: 9 },
    )
    .map((parts) => parts.join("")),
);

describe("a text", () => {
  it.each([
    ["ada@example.com", "'ada@example.com'"],
    ["O'Neil", String.raw`'O\'Neil'`],
    [String.raw`a\b`, String.raw`'a\\b'`],
    [String.raw`\'`, String.raw`'\\\''`],
    ['say "x"', String.raw`'say \"x\"'`],
    ["a\nb\tc\rd\fe\bf", String.raw`'a\nb\tc\rd\fe\bf'`],
    ["\u0000\u001f\u2028\u0085", String.raw`'\u0000\u001f\u2028\u0085'`],
    ["%_", "'%_'"],
    ["山田", "'山田'"],
    ["", "''"],
  ])("%j is %s", (value, expected) => {
    expect(text(value).literal).toBe(expected);
  });

  it("is one value, whatever stands in it: nothing of it becomes syntax", () => {
    fc.assert(
      fc.property(hostile, hostile, (one, other) => {
        const soql = writeStatement({
          select: ["Id"],
          from: "Contact",
          where: [isOneOf("Email", [one, other]), compared("Name", "=", text(one))],
          limit: 1,
        });
        expect(tokensOf(soql).map(({ kind, value }) => (kind === "text" ? { value } : value))).toEqual([
          "SELECT",
          "Id",
          "FROM",
          "Contact",
          "WHERE",
          "Email",
          "IN",
          "(",
          { value: one.toWellFormed() },
          ",",
          { value: other.toWellFormed() },
          ")",
          "AND",
          "Name",
          "=",
          { value: one.toWellFormed() },
          "LIMIT",
          "1",
        ]);
        expect(() => encodeURIComponent(soql)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

const LITERAL_OR_REFUSAL = /^(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{3})?Z)?|BAD_USER_INPUT)$/;

function written(write: (value: string) => { literal: string }, value: string): string {
  try {
    return write(value).literal;
  } catch (problem) {
    return problem instanceof RequestError ? problem.code : String(problem);
  }
}

describe("an instant", () => {
  it.each([
    ["2026-01-31T08:15:00Z", "2026-01-31T08:15:00Z"],
    ["2026-01-31T08:15:00.000+02:00", "2026-01-31T06:15:00Z"],
    ["2026-01-31T08:15:00.120Z", "2026-01-31T08:15:00.120Z"],
    ["0001-01-01T00:00:00Z", "1700-01-01T00:00:00Z"],
    ["+012026-01-01T00:00:00Z", "4000-12-31T00:00:00Z"],
  ])("%s is %s, with no quotes", (value, expected) => {
    expect(instant(value).literal).toBe(expected);
  });

  it("is built anew: what is none is refused", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.date({ noInvalidDate: true }).map(String)), (value) => {
        for (const write of [instant, date]) expect(written(write, value)).toMatch(LITERAL_OR_REFUSAL);
      }),
    );
    expect(date("2026-01-31").literal).toBe("2026-01-31");
  });
});

describe("a statement", () => {
  it("has its parts in SOQL's order", () => {
    const later = compared("CreatedDate", ">", instant("2026-01-01T00:00:00Z"));
    const same = compared("CreatedDate", "=", instant("2026-01-01T00:00:00Z"));
    expect(
      writeStatement({
        select: ["Id", "Account.Name"],
        from: "Contact",
        where: [anyOf(later, allOf(same, compared("Id", ">", text("0")))), isOneOf("Email", ["a"])],
        orderBy: [
          { field: "CreatedDate", direction: "ASC" },
          { field: "Id", direction: "DESC" },
        ],
        limit: 10,
        offset: 20,
      }),
    ).toBe(
      "SELECT Id,Account.Name FROM Contact WHERE (CreatedDate > 2026-01-01T00:00:00Z OR " +
        "(CreatedDate = 2026-01-01T00:00:00Z AND Id > '0')) AND Email IN ('a') ORDER BY CreatedDate ASC,Id DESC LIMIT 10 OFFSET 20",
    );
    expect(writeCount("Case", [])).toBe("SELECT COUNT() FROM Case");
  });

  it("names fields only: what is no name is the configuration's mistake", () => {
    for (const name of ["Stripe__c", "Account.Owner.Name"]) expect(isOneOf(name, []).soql).toContain(name);
    for (const name of ["a b", "x'", "Id)", "", "1a", "a..b", "Name--", "Näme", "Id,Name", "(SELECT Id FROM Cases)"]) {
      expect(() => isOneOf(name, ["x"]), name).toThrow(TypeError);
      expect(() => writeStatement({ select: [name], from: "Contact" }), name).toThrow("should be the API name");
      expect(() => writeCount(name, []), name).toThrow(TypeError);
      expect(() =>
        writeStatement({ select: ["Id"], from: "Contact", orderBy: [{ field: name, direction: "ASC" }] }),
      ).toThrow(TypeError);
    }
    expect(() => writeStatement({ select: ["Id"], from: "Contact", limit: 1.5 })).toThrow(TypeError);
    expect(() => writeStatement({ select: ["Id"], from: "Contact", offset: -1 })).toThrow(TypeError);
  });
});

describe("a query for groups", () => {
  const asked = { from: "Opportunity", where: [], fields: [], month: null, sum: null, limit: 2_000 };

  it("tells apart fields and months, and counts and adds up", () => {
    const where = [isOneOf("StageName", ["O'Neil"])];
    expect(writeGroups({ ...asked, where, fields: ["StageName", "OwnerId"], month: "CloseDate", sum: "Amount" })).toBe(
      "SELECT StageName,OwnerId,CALENDAR_YEAR(CloseDate) inYear,CALENDAR_MONTH(CloseDate) inMonth,COUNT(Id) records," +
        String.raw`COUNT(Amount) valued,SUM(Amount) total FROM Opportunity WHERE StageName IN ('O\'Neil') ` +
        "GROUP BY StageName,OwnerId,CALENDAR_YEAR(CloseDate),CALENDAR_MONTH(CloseDate) LIMIT 2000",
    );
  });

  it("has no limit where there is one group of all", () => {
    expect(writeGroups(asked)).toBe("SELECT COUNT(Id) records FROM Opportunity");
  });

  it("takes names alone for fields", () => {
    for (const wrong of [{ fields: ["a b"] }, { month: "x)" }, { sum: "1" }]) {
      expect(() => writeGroups({ ...asked, ...wrong })).toThrow(TypeError);
    }
  });
});
