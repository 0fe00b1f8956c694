import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordId, recordIdOf, recordIdsOf } from "../../../src/connectors/salesforce/record-id.ts";
import { mappingContext } from "../connector-case.ts";

describe("a record's id", () => {
  // Pairs from Salesforce's own pages: help article 000387915, and the REST guide's sObject rows.
  it.each([
    ["00300000003T2PG", "00300000003T2PGAA0"],
    ["001D000000IRFma", "001D000000IRFmaIAH"],
  ])("%s is %s", (short, long) => {
    expect(recordIdOf(short)).toBe(long);
    expect(recordIdOf(long)).toBe(long);
    expect(recordIdsOf([short, long, "nothing"])).toEqual([long]);
  });

  it("is never anything else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z0-9]{14,19}$/)), (value) => {
        const id = recordIdOf(value) ?? "";
        expect(id).toMatch(/^(?:[A-Za-z0-9]{18})?$/);
        expect(id.startsWith(value) || !/^[A-Za-z0-9]{15}$/.test(value)).toBe(true);
      }),
    );
    for (const value of ["001D000000IRFmaIAA", "001D000000IRFma\n", "001D000000IRFm'", "", "001d000000irfmaIAH"]) {
      expect(recordIdOf(value), value).toBeNull();
    }
  });

  it("of a record is lengthened, and what is none is a bad value", () => {
    expect(recordId("001D000000IRFma", mappingContext(), "Id")).toBe("001D000000IRFmaIAH");
    for (const value of [5, "x", null, {}]) {
      expect(() => recordId(value, mappingContext(), "Id")).toThrow("should be an id of 15 or 18 characters");
    }
  });
});
