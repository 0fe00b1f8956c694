import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCatalog } from "../../../../src/sandbox/dynamics/catalog.ts";
import { defineTable } from "../../../../src/sandbox/dynamics/define-table.ts";
import { guids } from "../../../../src/sandbox/dynamics/guids.ts";
import { serialsByCreation } from "../../../../src/sandbox/dynamics/query/creation-order.ts";
import { readOrder, sortSerials } from "../../../../src/sandbox/dynamics/query/order.ts";
import type { Table } from "../../../../src/sandbox/dynamics/table.ts";
import { book } from "../running-environment.ts";

const catalog = createCatalog(book, "app");

/** A table of records that were made so many half seconds after a moment; null where there is none. */
function contactsMade(halfSeconds: readonly (number | null)[]): Table {
  return defineTable({
    name: "contact",
    setName: "contacts",
    displayName: "Contact",
    schemaName: "Contact",
    key: "contactid",
    primaryName: "contactid",
    typeCode: 2,
    guids: guids.contact,
    rows: {
      size: halfSeconds.length,
      at(serial) {
        const at = halfSeconds[serial] ?? null;
        return at === null ? null : { serial, createdAt: at * 500, updatedAt: at * 500 };
      },
    },
    columns: {},
  });
}

describe("a list by the instant of creation", () => {
  it("is the sorted list, from any of its records on, with and without a filter", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(12), { freq: 4 }), { maxLength: 24 }),
        fc.constantFrom("asc", "desc"),
        fc.constantFrom("asc", "desc"),
        fc.boolean(),
        (halves, direction, idDirection, isFiltered) => {
          const sorted = halves.flatMap((half) => half ?? []).toSorted((a, b) => a - b);
          const table = contactsMade(halves.map((half) => (half === null ? null : (sorted.shift() ?? null))));
          const order = readOrder(catalog, table, `createdon ${direction},contactid ${idDirection}`);
          const test = ({ serial }: { readonly serial: number }): boolean => serial % 3 !== 0;
          const filter = isFiltered ? { candidates: null, test } : null;
          const there = halves.flatMap((half, serial) =>
            half === null || (isFiltered && serial % 3 === 0) ? [] : [serial],
          );
          const expected = sortSerials(table, there, order);
          expect([...serialsByCreation(table, filter, order, null)]).toEqual(expected);
          for (const [place, after] of expected.entries()) {
            expect([...serialsByCreation(table, filter, order, after)]).toEqual(expected.slice(place + 1));
          }
        },
      ),
    );
  });

  it("reads no more of a long table than its page", () => {
    const rows = contactsMade(Array.from({ length: 5_000 }, (_, serial) => serial));
    let reads = 0;
    const table: Table = {
      ...rows,
      at(serial) {
        reads += 1;
        return rows.at(serial);
      },
    };
    const order = readOrder(catalog, table, "createdon asc,contactid asc");
    const page = serialsByCreation(table, null, order, 2_500)[Symbol.iterator]();
    expect(Array.from({ length: 10 }, () => page.next().value)).toHaveLength(10);
    expect(reads).toBeLessThan(100);
  });

  it("refuses to go on behind a record that is not there", () => {
    const table = contactsMade([1, null]);
    const order = readOrder(catalog, table, "createdon asc");
    expect(() => [...serialsByCreation(table, null, order, 1)]).toThrow("Paging Cookie");
  });
});
