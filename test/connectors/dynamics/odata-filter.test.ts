import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnName,
  filterQuery,
  isGuid,
  isNever,
  textList,
  type Condition,
} from "../../../src/connectors/dynamics/odata-filter.ts";
import { withinAddress } from "../../../src/connectors/dynamics/address-length.ts";
import { RequestError } from "../../../src/errors.ts";

const anyText = fc.string({ unit: "binary" });
const hostile = fc.oneof(
  anyText,
  fc.constantFrom("'", '"', "\\", "]", "')", "\\u0027", "' or 1 eq 1 or 'x' eq '", '"],"x', "&@p1=", "\ud800"),
);

describe("a list of texts", () => {
  it("is JSON that means the texts, and nothing else", () => {
    fc.assert(
      fc.property(fc.array(hostile), (values) => {
        expect(JSON.parse(textList(values))).toEqual(values);
      }),
    );
  });

  it("holds nothing that ends a text or a list for whoever reads it", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), (values) => {
        const inner = textList(values).slice(2, -2);
        for (const text of inner.split('","')) expect(text).toMatch(/^(?:[\w .@+-]|\\u[0-9a-f]{4})*$/);
      }),
    );
  });
});

describe("a filter", () => {
  it("is the same whatever its values are", () => {
    const one = (values: readonly string[]): Condition => ({ kind: "in", columns: ["name"], values });
    const plain = filterQuery(one(["x"]))["$filter"];
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1 }), (values) => {
        const query = filterQuery(one(values));
        expect(query["$filter"]).toBe(plain);
        expect(Object.keys(query)).toEqual(["$filter", "@p1", "@p2"]);
      }),
    );
  });

  it("closes every text that it opens", () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const { $filter = "" } = filterQuery({ kind: "equals", column: "objecttypecode", value });
        const [, literal = ""] = /^objecttypecode eq '([^]*)'$/.exec($filter) ?? [];
        expect(literal.replaceAll("''", "")).not.toContain("'");
        expect(literal.replaceAll("''", "'")).toBe(value);
      }),
    );
  });

  it("has no value twice, and none of another condition", () => {
    const of: Condition[] = [
      { kind: "in", columns: ["customerid", "primarycontactid"], values: ["a"] },
      { kind: "in", columns: ["statuscode"], values: ["1", "2"] },
      { kind: "equals", column: "statecode", value: 0 },
      { kind: "differs", column: "stepname", value: null },
    ];
    expect(filterQuery({ kind: "all", of })).toEqual({
      $filter:
        "((Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p3)) or " +
        "(Microsoft.Dynamics.CRM.In(PropertyName=@p2,PropertyValues=@p3))) and " +
        "Microsoft.Dynamics.CRM.In(PropertyName=@p4,PropertyValues=@p5) and statecode eq 0 and stepname ne null",
      "@p1": "'customerid'",
      "@p2": "'primarycontactid'",
      "@p3": '["a"]',
      "@p4": "'statuscode'",
      "@p5": '["1","2"]',
    });
  });

  it("is none where there are no conditions, and knows what no row can meet", () => {
    const never: Condition = { kind: "in", columns: ["name"], values: [] };
    const always: Condition = { kind: "all", of: [] };
    const some: Condition = { kind: "equals", column: "statecode", value: 1 };
    expect(filterQuery(always)).toEqual({});
    expect(filterQuery({ kind: "all", of: [always, some, always] })).toEqual({ $filter: "statecode eq 1" });
    expect(filterQuery({ kind: "any", of: [some, always] })).toEqual({});
    expect(filterQuery({ kind: "any", of: [never, some] })).toEqual({ $filter: "statecode eq 1" });
    expect(isNever({ kind: "all", of: [some, never] })).toBe(true);
    expect(isNever({ kind: "any", of: [some, never] })).toBe(false);
    expect(isNever({ kind: "any", of: [never, never] })).toBe(true);
    expect(isNever(some)).toBe(false);
  });

  it("refuses what is no instant, and what is no column", () => {
    const from = (instant: string): Condition => ({ kind: "from", column: "createdon", instant });
    expect(filterQuery(from("2026-01-31T08:15:00.001+01:00"))).toEqual({
      $filter: "createdon ge 2026-01-31T07:15:01Z",
    });
    expect(() => filterQuery(from("x or 1 eq 1"))).toThrow(RequestError);
    for (const name of ["", "a b", "name'", "x)", "1x", "Name", "a,b"])
      expect(() => columnName(name)).toThrow(TypeError);
  });
});

describe("what is a GUID", () => {
  it.each(["49b0be2e-d01c-ed11-b83e-000d3a572421", "49B0BE2E-D01C-ED11-B83E-000D3A572421"])("%s is", (id) => {
    expect(isGuid(id)).toBe(true);
  });
  it.each([
    "",
    "1",
    "49b0be2e-d01c-ed11-b83e-000d3a57242",
    "49b0be2e-d01c-ed11-b83e-000d3a572421 ",
    "x9b0be2e-d01c-ed11-b83e-000d3a572421",
  ])("%j is none", (id) => {
    expect(isGuid(id)).toBe(false);
  });
});

describe("values within an address", () => {
  it("are all there, in order, in parts that are not too long and not empty", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary", maxLength: 300 }), { maxLength: 300 }), (values) => {
        const parts = withinAddress(values);
        expect(parts.flat()).toEqual(values);
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          const chars = encodeURIComponent(textList(part)).length;
          expect(part.length === 1 || chars < 13_000).toBe(true); // one alone is as long as it is
        }
      }),
      { numRuns: 30 },
    );
  });
});
