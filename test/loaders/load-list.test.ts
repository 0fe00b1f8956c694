import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import type { EntitySource, ListRequest } from "../../src/connectors/contract.ts";
import { createLoaders } from "../../src/loaders/create-loaders.ts";
import { loadSlice } from "../../src/loaders/load-list.ts";
import type { ListSlice } from "../../src/loaders/load-related.ts";
import { text } from "../../src/mapping/converters.ts";
import type { Company } from "../../src/mapping/entities.ts";
import { required, at } from "../../src/mapping/field-map.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

/** A vendor's list of companies, with cursors behind pages only, or behind each record too. */
function vendor(count: number, options: { pageSize: number; hasPositions?: boolean }) {
  const state = { rows: Array.from({ length: count }, (_, index) => ({ id: `c${index}` })) };
  const requests: ListRequest[] = [];
  const entity: EntitySource<Company> = {
    fields: { id: required("id", text), name: at("name", text) },
    list: {
      pageSize: options.pageSize,
      filters: { createdAt: ["gte"] },
      orders: { name: ["ASC"] },
      read(_, request) {
        requests.push(request);
        const start =
          request.after === null ? 0 : state.rows.findIndex(({ id }) => `after-${id}` === request.after) + 1;
        const records = state.rows.slice(start, start + request.size);
        const isEnd = start + request.size >= state.rows.length;
        return Promise.resolve({
          records,
          next: isEnd ? null : `after-${records.at(-1)?.id ?? ""}`,
          ...(options.hasPositions === true && { positions: records.map(({ id }) => `after-${id}`) }),
        });
      },
    },
  };
  return { source: fakeSource({ name: "crm", entities: { Company: entity } }), requests, state };
}

const query = { filter: EVERYTHING, order: null, select: ["id"] };

describe("reading a source's list", () => {
  it.each([true, false])(
    "gives every record once from any position (cursors behind records: %s)",
    async (hasPositions) => {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(20),
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 9 }),
          async (total, pageSize, count) => {
            const { source } = vendor(total, { pageSize, hasPositions });
            const { scope } = loadScope().begin();
            const seen: string[] = [];
            let after: string | null = null;
            while (true) {
              const slice: ListSlice<Company> = await loadSlice(scope, source, "Company", query, after, count);
              // Only the first of them is kept: the next page starts in the middle of the vendor's.
              const [item] = slice.items;
              if (item === undefined || item.entity instanceof Error) break;
              seen.push(item.entity.id);
              after = item.position;
            }
            expect(seen).toEqual(Array.from({ length: total }, (_, index) => `c${index}`));
          },
        ),
      );
    },
  );

  it("reads as many of the vendor's pages as it takes, and asks for no more than it needs", async () => {
    const { source, requests } = vendor(100, { pageSize: 10 });
    const slice = await loadSlice(loadScope().begin().scope, source, "Company", query, null, 25);
    expect(slice.items).toHaveLength(25);
    expect(slice.hasMore).toBe(true);
    expect(requests.map(({ size }) => size)).toEqual([10, 10, 5]);
  });

  it("goes on behind the last id seen when a record before it was deleted meanwhile", async () => {
    const { source, state } = vendor(10, { pageSize: 5 });
    const first = await loadSlice(loadScope().begin().scope, source, "Company", query, null, 5);
    const behindThird = first.items[2]?.position ?? "";
    state.rows.splice(0, 1);
    const rest = await loadSlice(loadScope().begin().scope, source, "Company", query, behindThird, 2);
    expect(rest.items.map(({ entity }) => (entity instanceof Error ? "" : entity.id))).toEqual(["c3", "c4"]);
  });

  it("gives no more than was asked for when the end has come nearer meanwhile", async () => {
    const { source, state } = vendor(6, { pageSize: 10 });
    const first = await loadSlice(loadScope().begin().scope, source, "Company", query, null, 5);
    state.rows.splice(0, 1);
    const behindThird = first.items[2]?.position ?? "";
    const rest = await loadSlice(loadScope().begin().scope, source, "Company", query, behindThird, 2);
    expect(rest.items.map(({ entity }) => (entity instanceof Error ? "" : entity.id))).toEqual(["c3", "c4"]);
    expect(rest.hasMore).toBe(true);
  });

  it("refuses what the vendor can't do, and says what it can", async () => {
    const { source } = vendor(1, { pageSize: 5 });
    const loaders = createLoaders(loadScope().begin().scope, [source]);
    const read = (filter: object, order: object | null) =>
      loaders.list("Company", source, { filter, order } as Parameters<typeof loaders.list>[2], null, 1);
    await expect(read(where({ createdAt: { lt: "2026" } }), null)).rejects.toThrow(
      "crm can't filter Company by createdAt (lt): it can filter by createdAt (gte)",
    );
    await expect(read(EVERYTHING, { field: "name", direction: "DESC" })).rejects.toThrow(
      "crm can't order Company by name DESC: it can order by name (ASC)",
    );
  });

  it("keeps pages, and the records in them", async () => {
    const { source, requests } = vendor(3, { pageSize: 5 });
    const { begin, cache } = loadScope();
    await loadSlice(begin().scope, source, "Company", query, null, 3);
    await loadSlice(begin().scope, source, "Company", query, null, 3);
    expect(requests).toHaveLength(1);
    cache.drop(["crm/Company/c1"]);
    await loadSlice(begin().scope, source, "Company", query, null, 3);
    expect(requests).toHaveLength(2);
  });
});
