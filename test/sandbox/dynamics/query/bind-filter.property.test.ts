// Filters against a plain filter over the records that the service itself sends without one.
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createCatalog } from "../../../../src/sandbox/dynamics/catalog.ts";
import { createService } from "../../../../src/sandbox/dynamics/service.ts";
import { book, objectsIn, worldEnd } from "../running-environment.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A filter, and what it answers for a record: true, false, or null for no answer. */
interface Case {
  readonly text: string;
  readonly test: (record: Plain) => boolean | null;
}

const service = createService(createCatalog(book, "app"), () => worldEnd, 0);

function opportunities(filter?: string): readonly Plain[] {
  const query = filter === undefined ? "" : `&$filter=${encodeURIComponent(filter)}`;
  const select = "name,estimatedvalue,closeprobability,salesstage,actualclosedate,createdon,_parentaccountid_value";
  const request = { prefer: undefined, ifNoneMatch: undefined, root: "http://x/api/data/v9.2" };
  const reply = service.read({ ...request, path: "opportunities", query: `$select=${select}${query}` });
  return objectsIn(JSON.parse(reply.body).value);
}

let all: readonly Plain[] = [];
beforeAll(() => {
  all = opportunities();
});

const serials = fc.nat({ max: book.deals.size - 1 });
const recordOf = (serial: number): Plain => all[serial] ?? {};
const numbers: Readonly<Record<string, (left: number | string, right: number | string) => boolean>> = {
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};
const operator = fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");

// Values are those of records, so that something matches.
function comparison(column: string, literal: (value: string | number) => string, plain = same): fc.Arbitrary<Case> {
  return fc.tuple(operator, serials).map(([name, serial]) => {
    const value = recordOf(serial)[column];
    if (value === null || value === undefined) return nullTest(column, name === "eq");
    const wanted = plain(value as string | number);
    return {
      text: `${column} ${name} ${literal(value as string | number)}`,
      test(record) {
        const found = record[column];
        const held = found === null || found === undefined ? null : plain(found as string | number);
        if (name === "eq") return held === wanted;
        if (name === "ne") return held !== wanted;
        return held !== null && (numbers[name]?.(held, wanted) ?? false);
      },
    };
  });
}

function nullTest(column: string, isEqual: boolean): Case {
  return {
    text: `${column} ${isEqual ? "eq" : "ne"} null`,
    test: (record) => (record[column] === null) === isEqual,
  };
}

const same = (value: string | number): string | number => value;
const folded = (value: string | number): string | number => (typeof value === "string" ? value.toLowerCase() : value);
// In another case; of the letters that stay one letter in it.
const shouted = (text: string): string => text.replaceAll(/[a-z]/g, (letter) => letter.toUpperCase());
const quoted = (value: string | number): string => `'${shouted(String(value)).replaceAll("'", "''")}'`;
const instant = (value: string | number): string | number => Date.parse(String(value));

const guidEquals: fc.Arbitrary<Case> = fc.tuple(fc.boolean(), serials).map(([isEqual, serial]) => {
  const id = recordOf(serial)["_parentaccountid_value"];
  if (id === null) return nullTest("_parentaccountid_value", isEqual);
  return {
    text: `_parentaccountid_value ${isEqual ? "eq" : "ne"} ${String(id)}`,
    test: (record) => (record["_parentaccountid_value"] === id) === isEqual,
  };
});

const isIn: fc.Arbitrary<Case> = fc.tuple(fc.boolean(), fc.array(serials, { maxLength: 5 })).map(([isWithin, some]) => {
  const ids = some.map((serial) => recordOf(serial)["opportunityid"]);
  const name = isWithin ? "In" : "NotIn";
  return {
    text: `Microsoft.Dynamics.CRM.${name}(PropertyName='opportunityid',PropertyValues=${JSON.stringify(ids)})`,
    test: (record) => ids.includes(record["opportunityid"]) === isWithin,
  };
});

const textTest: fc.Arbitrary<Case> = fc
  .tuple(fc.constantFrom("contains", "startswith", "endswith"), serials, fc.nat({ max: 8 }), fc.nat({ max: 6 }))
  .map(([name, serial, start, length]) => {
    const whole = String(recordOf(serial)["name"]);
    const part = (
      name === "startswith"
        ? whole.slice(0, length)
        : name === "endswith"
          ? whole.slice(-length || whole.length)
          : whole.slice(start, start + length)
    ).replaceAll(/[%_[\]]/g, "");
    const wanted = part.toLowerCase();
    return {
      text: `${name}(name,'${part.replaceAll("'", "''")}')`,
      test(record) {
        const held = record["name"];
        if (typeof held !== "string") return null;
        const value = held.toLowerCase();
        if (name === "contains") return value.includes(wanted);
        return name === "startswith" ? value.startsWith(wanted) : value.endsWith(wanted);
      },
    };
  });

const emptyText: fc.Arbitrary<Case> = fc.constantFrom("a", "2026").map((part) => ({
  // A column that is empty in every record: a text function gives no answer, and neither does its negation.
  text: `contains(currentsituation,'${part}')`,
  test: () => null,
}));

const leaf = fc.oneof(
  comparison("name", quoted, folded),
  comparison("estimatedvalue", String),
  comparison("closeprobability", String),
  comparison("salesstage", String),
  comparison("actualclosedate", String),
  comparison("createdon", String, instant),
  guidEquals,
  isIn,
  textTest,
  emptyText,
);

const { tree } = fc.letrec<{ tree: Case }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.tuple(tie("tree"), tie("tree")).map(([left, right]): Case => ({
      text: `(${left.text} and ${right.text})`,
      test(record) {
        const [one, other] = [left.test(record), right.test(record)];
        return one === false || other === false ? false : one === null || other === null ? null : true;
      },
    })),
    fc.tuple(tie("tree"), tie("tree")).map(([left, right]): Case => ({
      text: `(${left.text} or ${right.text})`,
      test(record) {
        const [one, other] = [left.test(record), right.test(record)];
        return one === true || other === true ? true : one === null || other === null ? null : false;
      },
    })),
    tie("tree").map((inner): Case => ({
      text: `not (${inner.text})`,
      test(record) {
        const answer = inner.test(record);
        return answer === null ? null : !answer;
      },
    })),
  ),
}));

describe("filters", () => {
  it("are held against all records", () => {
    expect(all.length).toBe(book.deals.size);
  });

  it("let through what a plain filter lets through, in the same order", () => {
    fc.assert(
      fc.property(tree, ({ text, test }) => {
        const expected = all.filter((record) => test(record) === true).map((record) => record["opportunityid"]);
        expect(opportunities(text).map((record) => record["opportunityid"])).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});
