// A long list of HubSpot's, through a search that sorts by one property, leaves equal values in any order, and stops at
// its limit: every record once, in one order, however long the pages are and whatever comes and goes meanwhile.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysetPage } from "../../../src/connectors/hubspot/keyset-search.ts";
import type { PropertyFilter } from "../../../src/connectors/hubspot/filter-groups.ts";
import { createAnsweringHttp, type Ask, type FakeHttp } from "../../support/fake-http.ts";

interface Row {
  readonly id: number;
  /** Epoch milliseconds; null for none. */
  readonly closed: number | null;
}

const object = { type: "deals", fields: {}, searchable: {} };

interface Body {
  readonly filterGroups: readonly { readonly filters: readonly PropertyFilter[] }[];
  readonly sorts: readonly string[];
  readonly limit: number;
}

/** Equal values come in an order that changes with each search. */
function hubspotOf(rows: () => readonly Row[]): FakeHttp {
  let turn = 0;
  return createAnsweringHttp(({ body }: Ask) => {
    const { filterGroups, sorts, limit } = body as Body;
    const [sort = ""] = sorts;
    const property = sort.replace(/^-/, "");
    const sign = sort.startsWith("-") ? -1 : 1;
    turn += 1;
    const keyOf = (row: Row): number => (property === "hs_object_id" ? row.id : (row.closed ?? Infinity * sign));
    const found = rows()
      .filter((row) => (filterGroups[0]?.filters ?? []).every((filter) => passes(row, filter)))
      .map((row) => ({ row, tie: (row.id * 7_919 * turn) % 101 }))
      .sort((a, b) => sign * Math.sign(keyOf(a.row) - keyOf(b.row)) || a.tie - b.tie)
      .slice(0, limit);
    return {
      results: found.map(({ row: { id, closed } }) => ({
        id: String(id),
        properties: { closedate: closed === null ? null : new Date(closed).toISOString() },
      })),
    };
  });
}

function passes(row: Row, { propertyName, operator, value }: PropertyFilter): boolean {
  const held = propertyName === "hs_object_id" ? row.id : row.closed;
  if (operator === "NOT_HAS_PROPERTY") return held === null;
  if (held === null) return false;
  const wanted = Number(value);
  switch (operator) {
    case "HAS_PROPERTY":
      return true;
    case "EQ":
      return held === wanted;
    case "GT":
      return held > wanted;
    case "LT":
      return held < wanted;
    default:
      throw new Error(`The list asks for ${operator}`);
  }
}

type Direction = "ASC" | "DESC";

/** Reads to the end, by `next` or, every other time, by the position behind some record of the page. */
async function readAll(
  http: FakeHttp,
  direction: Direction | null,
  sizes: readonly number[],
  onPage: (page: number) => void = () => undefined,
  isAlwaysThere = false,
): Promise<number[]> {
  const ids: number[] = [];
  let after: string | null = null;
  for (let page = 0; page < 5_000; page += 1) {
    const size = sizes[page % sizes.length] ?? 1;
    const order = direction === null ? null : { property: "closedate", direction, isAlwaysThere };
    const read = await keysetPage(object, http, { groups: [], order, properties: [], after, size });
    expect(read.records.length).toBeLessThanOrEqual(size);
    const kept = page % 2 === 0 ? read.records.length : Math.ceil(read.records.length / 2);
    for (const record of read.records.slice(0, kept)) ids.push(Number((record as { id: string }).id));
    after = kept < read.records.length ? (read.positions?.[kept - 1] ?? null) : read.next;
    if (after === null) return ids;
    onPage(page);
  }
  throw new Error("The list has no end");
}

function inOrder(rows: readonly Row[], direction: Direction | null): number[] {
  const sign = direction === "DESC" ? -1 : 1;
  const byKey = (a: Row, b: Row): number => {
    if (direction === null || a.closed === b.closed) return sign * (a.id - b.id);
    if (a.closed === null) return 1;
    return b.closed === null ? -1 : sign * (a.closed - b.closed);
  };
  return rows.toSorted(byKey).map(({ id }) => id);
}

const rowsOf = (times: readonly (number | null)[]): Row[] => times.map((closed, index) => ({ id: index + 1, closed }));
const time = fc.option(
  fc.integer({ min: 0, max: 12 }).map((day) => day * 86_400_000 + 5),
  { freq: 5 },
);
const directionOrNone = fc.constantFrom<Direction | null>("ASC", "DESC", null);

describe("keysetPage", () => {
  it("gives every record once and in one order, for pages of any length and any number of equal values", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(time, { maxLength: 60 }),
        directionOrNone,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        async (times, direction, sizes) => {
          const rows = rowsOf(times);
          expect(
            await readAll(
              hubspotOf(() => rows),
              direction,
              sizes,
            ),
          ).toEqual(inOrder(rows, direction));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("goes through more equal values than a page holds", async () => {
    const rows = rowsOf([...Array.from({ length: 700 }, () => 1_000), 2_000, null, null]);
    for (const direction of ["ASC", "DESC"] as const) {
      expect(
        await readAll(
          hubspotOf(() => rows),
          direction,
          [200],
        ),
      ).toEqual(inOrder(rows, direction));
    }
  });

  it("neither loses nor repeats a record while others come and go", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(time, { minLength: 5, maxLength: 40 }),
        fc.constantFrom<Direction>("ASC", "DESC"),
        fc.array(fc.tuple(fc.nat(), time), { maxLength: 30 }),
        async (times, direction, changes) => {
          const steady = rowsOf(times);
          let rows: Row[] = steady;
          const read = await readAll(
            hubspotOf(() => rows),
            direction,
            [3, 5],
            (page) => {
              const [removed, added] = changes[page] ?? [0, null];
              // Of those that were there all along none goes: others do, and new ones come.
              rows = rows.filter(({ id }) => id <= steady.length || id % 3 !== removed % 3);
              rows = [...rows, { id: steady.length + page + 1, closed: added }];
            },
          );
          expect(new Set(read).size).toBe(read.length);
          const lasting = read.filter((id) => id <= steady.length);
          expect(lasting).toEqual(inOrder(steady, direction));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says of a full page whether another follows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(time, { minLength: 1, maxLength: 30 }),
        directionOrNone,
        fc.integer({ min: 1, max: 30 }),
        async (times, direction, size) => {
          const rows = rowsOf(times);
          const order = direction === null ? null : { property: "closedate", direction, isAlwaysThere: false };
          const http = hubspotOf(() => rows);
          const wrong: number[] = [];
          let after: string | null = null;
          for (let seen = 0; seen < rows.length;) {
            const page = await keysetPage(object, http, { groups: [], order, properties: [], after, size });
            seen += page.records.length;
            if (page.records.length === size && (page.next !== null) !== seen < rows.length) wrong.push(seen);
            after = page.next;
          }
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("does not look for records without a value where all have one", async () => {
    const rows = rowsOf([1, 2, 3]);
    const http = hubspotOf(() => rows);
    expect(await readAll(http, "ASC", [200], undefined, true)).toEqual([1, 2, 3]);
    expect(http.asked).toHaveLength(1);
  });

  it("refuses a place that is none of its own", async () => {
    for (const after of ["x", "1/y", "", "1/2/3"]) {
      const search = { groups: [], order: null, properties: [], after, size: 1 };
      await expect(
        keysetPage(
          object,
          hubspotOf(() => []),
          search,
        ),
      ).rejects.toThrow("not one of this list's");
    }
  });
});
