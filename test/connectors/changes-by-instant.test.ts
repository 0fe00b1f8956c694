import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChanges, type ChangeReader } from "../../src/connectors/changes-by-instant.ts";
import { RequestError } from "../../src/errors.ts";
import { valueAtPath } from "../../src/mapping/field-map.ts";
import { createAnsweringHttp } from "../support/fake-http.ts";

interface Row {
  readonly id: number;
  readonly version: number;
  readonly changedMs: number;
  /** From when on the vendor shows it. */
  readonly shownMs: number;
}

const OVERLAP_SECONDS = 5;
const PAGE = 3;

/** A vendor with a clock of its own, whose writes show up late. */
function createVendor() {
  const rows = new Map<number, Row>();
  const vendor = {
    nowMs: 1_000_000,
    write(id: number, lateMs: number): void {
      const version = (rows.get(id)?.version ?? 0) + 1;
      rows.set(id, { id, version, changedMs: vendor.nowMs, shownMs: vendor.nowMs + lateMs });
    },
    rows: () => [...rows.values()],
  };
  const shown = (): Row[] => [...rows.values()].filter(({ shownMs }) => shownMs <= vendor.nowMs);
  const reader: ChangeReader = {
    async later(instantMs) {
      const found = shown()
        .filter(({ changedMs }) => instantMs === null || changedMs > instantMs)
        // Among equals in no order that could be relied on.
        .sort(
          (one, other) =>
            one.changedMs - other.changedMs || ((one.id * 7 + vendor.nowMs) % 5) - ((other.id * 7 + vendor.nowMs) % 5),
        );
      return { records: found.slice(0, PAGE), isWhole: found.length <= PAGE };
    },
    async at(instantMs, cursor) {
      const found = shown()
        .filter(({ id, changedMs }) => changedMs === instantMs && id > Number(cursor ?? -1))
        .sort((one, other) => one.id - other.id);
      const records = found.slice(0, PAGE);
      return { records, next: found.length > PAGE ? String(records.at(-1)?.id) : null };
    },
    instantOf: (record) => Number(valueAtPath(record, ["changedMs"])),
  };
  const read = (after: string | null) => {
    const http = createAnsweringHttp(() => null, {
      options: { changesOverlapSeconds: OVERLAP_SECONDS },
      now: vendor.nowMs,
    });
    return readChanges(http, reader, after);
  };
  return { ...vendor, vendor, read };
}

const steps = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant("write" as const),
      id: fc.nat(20),
      lateMs: fc.integer({ min: 0, max: OVERLAP_SECONDS * 1_000 }),
    }),
    fc.record({ do: fc.constant("import" as const), size: fc.integer({ min: 4, max: 12 }) }),
    fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 8_000 }) }),
    fc.record({ do: fc.constant("read" as const) }),
  ),
  { maxLength: 80 },
);

describe("changes by instant", () => {
  it("give everything in its last state, whatever changes, ties or shows up late between any two pages", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { vendor, read } = createVendor();
        const seen = new Map<number, number>();
        let after: string | null = null;
        const readPage = async (): Promise<boolean> => {
          const page = await read(after);
          for (const record of page.records)
            seen.set(Number(valueAtPath(record, ["id"])), Number(valueAtPath(record, ["version"])));
          after = page.next;
          return page.isAtEnd;
        };
        for (const step of all) {
          if (step.do === "write") vendor.write(step.id, step.lateMs);
          else if (step.do === "wait") vendor.nowMs += step.ms;
          else if (step.do === "read") await readPage();
          else for (let id = 100; id < 100 + step.size; id += 1) vendor.write(id, 0);
        }
        vendor.nowMs += OVERLAP_SECONDS * 1_000;
        // The rest of the round that is under way, and one more.
        for (let round = 0, pages = 0; round < 2; pages += 1) {
          expect(pages).toBeLessThan(200);
          if (await readPage()) round += 1;
        }
        expect(seen).toEqual(new Map(vendor.rows().map(({ id, version }) => [id, version])));
      }),
      { numRuns: 500 },
    );
  });

  it("give nothing again once all has settled", async () => {
    const { vendor, read } = createVendor();
    for (let id = 0; id < 8; id += 1) vendor.write(id, 0);
    vendor.nowMs += OVERLAP_SECONDS * 1_000;
    let page = await read(null);
    while (!page.isAtEnd) page = await read(page.next);
    expect(await read(page.next)).toEqual({ records: [], next: page.next, isAtEnd: true });
  });

  it.each(["", "5", "[]", '["a",null]', "{}", '[1,1,"x",null,true]'])("refuse %j, which is no place", async (place) => {
    await expect(createVendor().read(place)).rejects.toThrow(RequestError);
  });
});
