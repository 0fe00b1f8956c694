// A long list of Zendesk's, through a search that leaves equal seconds in any order and stops at its 1,000th result.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysetPage } from "../../../src/connectors/zendesk/keyset-search.ts";
import { createAnsweringHttp, type Ask, type FakeHttp } from "../../support/fake-http.ts";

interface Row {
  readonly id: number;
  /** Seconds. */
  readonly created: number;
}

const timeOf = (seconds: number): string => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");

/** Equal seconds come in an order that changes with each search. */
function zendeskOf(rows: () => readonly Row[]): FakeHttp {
  let turn = 0;
  return createAnsweringHttp(({ query = {} }: Ask) => {
    const [, comparison, bound] = /created(<=|>=)(\S+)$/.exec(String(query["query"])) ?? [];
    const [page, size] = [Number(query["page"]), Number(query["per_page"])];
    if (page * size > 1_000) throw new Error("422: no result past the 1,000th");
    const sign = query["sort_order"] === "desc" ? -1 : 1;
    const second = bound === undefined ? null : Date.parse(bound) / 1_000;
    turn += 1;
    const found = rows()
      .filter(({ created }) => second === null || (comparison === "<=" ? created <= second : created >= second))
      .map((row) => ({ row, tie: (row.id * 7_919 * turn) % 1_009 }))
      .sort((a, b) => sign * (a.row.created - b.row.created) || a.tie - b.tie);
    const results = found.slice((page - 1) * size, page * size);
    return {
      count: found.length,
      results: results.map(({ row }) => ({ id: row.id, created_at: timeOf(row.created) })),
    };
  });
}

type Direction = "ASC" | "DESC";

async function readAll(
  http: FakeHttp,
  direction: Direction,
  sizes: readonly number[],
  onPage: (page: number) => void = () => undefined,
): Promise<number[]> {
  const ids: number[] = [];
  let after: string | null = null;
  for (let page = 0; page < 5_000; page += 1) {
    const size = sizes[page % sizes.length] ?? 1;
    const read = await keysetPage(http, ["type:ticket"], { field: "createdAt", direction }, { after, size });
    expect(read.records.length).toBeLessThanOrEqual(size);
    const kept = page % 2 === 0 ? read.records.length : Math.ceil(read.records.length / 2);
    for (const record of read.records.slice(0, kept)) ids.push((record as { id: number }).id);
    after = kept < read.records.length ? (read.positions?.[kept - 1] ?? null) : read.next;
    if (after === null) return ids;
    onPage(page);
  }
  throw new Error("The list has no end");
}

const rowsOf = (times: readonly number[]): Row[] => times.map((created, index) => ({ id: index + 1, created }));
const secondsOf = (rows: readonly Row[], ids: readonly number[]): (number | undefined)[] =>
  ids.map((id) => rows.find((row) => row.id === id)?.created);

describe("keysetPage", () => {
  it("gives every record once, in order, for pages of any length and any number of equal seconds", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }),
        fc.constantFrom<Direction>("ASC", "DESC"),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        async (times, direction, sizes) => {
          const rows = rowsOf(times);
          const read = await readAll(
            zendeskOf(() => rows),
            direction,
            sizes,
          );
          expect(read.toSorted((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
          const sign = direction === "ASC" ? 1 : -1;
          expect(secondsOf(rows, read)).toEqual(times.toSorted((a, b) => sign * (a - b)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("goes far past the 1,000th result", async () => {
    const rows = rowsOf(Array.from({ length: 5_000 }, (_, index) => Math.floor(index / 3)));
    const read = await readAll(
      zendeskOf(() => rows),
      "DESC",
      [100],
    );
    expect(new Set(read).size).toBe(5_000);
    expect(read).toHaveLength(5_000);
  });

  it("goes through several hundred records of one second, and says so where there are too many", async () => {
    const some = rowsOf(Array.from({ length: 950 }, () => 7));
    const read = await readAll(
      zendeskOf(() => some),
      "ASC",
      [100],
    );
    expect(new Set(read).size).toBe(950);
    const tooMany = rowsOf(Array.from({ length: 1_200 }, () => 7));
    const reading = readAll(
      zendeskOf(() => tooMany),
      "ASC",
      [100],
    );
    await expect(reading).rejects.toThrow("no more than 1000 records of one second (1970-01-01T00:00:07Z)");
  });

  it("neither loses nor repeats a record while others come and go", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 5, maxLength: 40 }),
        fc.constantFrom<Direction>("ASC", "DESC"),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 15 })), { maxLength: 30 }),
        async (times, direction, changes) => {
          const steady = rowsOf(times);
          let rows: Row[] = steady;
          const read = await readAll(
            zendeskOf(() => rows),
            direction,
            [3, 5],
            (page) => {
              const [removed, added] = changes[page] ?? [0, 0];
              rows = rows.filter(({ id }) => id <= steady.length || id % 3 !== removed % 3);
              rows = [...rows, { id: steady.length + page + 1, created: added }];
            },
          );
          expect(new Set(read).size).toBe(read.length);
          expect(read.filter((id) => id <= steady.length).toSorted((a, b) => a - b)).toEqual(
            steady.map(({ id }) => id),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("refuses a place that is none of its own, and an order that Zendesk has no time for", async () => {
    const http = zendeskOf(() => []);
    for (const after of ["40", "{}", '{"at":"now","seen":[]}', "x"]) {
      const reading = keysetPage(http, [], { field: "createdAt", direction: "ASC" }, { after, size: 1 });
      await expect(reading).rejects.toThrow("not one of this list's");
    }
    const byName = keysetPage(http, [], { field: "name", direction: "ASC" }, { after: null, size: 1 });
    await expect(byName).rejects.toThrow("no order by name");
  });
});
