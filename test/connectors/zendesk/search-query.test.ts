import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import { filterTerms, isRecordId, phraseTerm } from "../../../src/connectors/zendesk/search-query.ts";
import { ticketFields } from "../../../src/connectors/zendesk/ticket-fields.ts";
import { RequestError } from "../../../src/errors.ts";
import { parseSearch } from "../../../src/sandbox/zendesk/search/parse-search.ts";

describe("a phrase", () => {
  it.each(["ada@example.com", "o'neil+x@example.com", "a b", "-status:open", "a*", "NOT x", "(a OR b)"])(
    "%s",
    (value) => {
      expect(phraseTerm("email", value)).toBe(`email:"${value}"`);
    },
  );

  it.each(['a"b', "a\\b", "a\nb", "a\tb", "a\u0000b", "a\u2028b", "", "  "])("can't say %o", (value) => {
    expect(phraseTerm("email", value)).toBeNull();
  });

  it("is one clause, whatever stands in it", () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom('"', "\\", " ", ":", "-", "*", "email:", "type:ticket", "OR", "\n", "x"), {
          maxLength: 9,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(hostile, (value) => {
        const term = phraseTerm("email", value);
        if (term === null) return;
        const clauses = parseSearch(`type:user ${term} role:end-user`);
        expect(clauses.map(({ keyword }) => keyword)).toEqual(["type", "email", "role"]);
        expect(clauses[1]).toMatchObject({ value, isQuoted: true, isNegated: false });
      }),
      { numRuns: 500 },
    );
  });
});

describe("conditions", () => {
  it("are made of words of ours only: hostile values find nothing or are built anew", () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom("status", "priority"), (value, field) => {
        expect(filterTerms(ticketFields, where({ [field]: { in: [value] } }))).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (value) => {
        const said = termsOf(value);
        const isOurs = typeof said === "string" && /^created>=[+-]?[\d:TZ-]+$/.test(said);
        expect(isOurs || said instanceof RequestError).toBe(true);
      }),
    );
  });

  it("of values that the search has no word for are left out, and leave nothing where there are no others", () => {
    expect(filterTerms(ticketFields, where({ status: { in: ["ESCALATED", "ON_HOLD"] } }))).toEqual(["status:hold"]);
    expect(filterTerms(ticketFields, where({ status: { in: [] }, priority: { in: ["LOW"] } }))).toBeNull();
    expect(filterTerms(ticketFields, EVERYTHING)).toEqual([]);
  });

  it("of fields that the search lacks are refused", () => {
    for (const field of ["subject", "constructor", "__proto__"]) {
      expect(() => filterTerms(ticketFields, { field, operator: "in", value: ["x"] })).toThrow(RequestError);
    }
  });
});

describe("an id", () => {
  it("is digits, and never something else to the search or to a list", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(isRecordId(value)).toBe(/^[0-9]{1,19}$/.test(value) && !value.endsWith("\n"));
      }),
    );
    for (const value of ["1,2", "1 status:open", "1\n", "-1", "٣", ""]) expect(isRecordId(value)).toBe(false);
  });
});

function termsOf(instant: string): unknown {
  try {
    return filterTerms(ticketFields, where({ createdAt: { gte: instant } }))?.join(" ");
  } catch (problem) {
    return problem;
  }
}
