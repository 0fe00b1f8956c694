import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import type { EntitySource, Related, RelatedRecords, RelatedRequest } from "../../src/connectors/contract.ts";
import { UpstreamError } from "../../src/errors.ts";
import { createLoaders } from "../../src/loaders/create-loaders.ts";
import { text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Deal } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

type Row = { id: string; createdAt?: string; stageId?: string };

const newestFirst = { field: "createdAt", direction: "DESC" } as const;

function vendor(rowsOf: Record<string, Row[]>, related: Partial<Related> = {}) {
  const calls: { parents: readonly string[]; request: RelatedRequest }[] = [];
  const reads: (readonly string[])[] = [];
  const state = { failure: null as Error | null };
  const deal: EntitySource<Deal> = {
    fields: { id: required("id", text), createdAt: at("createdAt", isoInstant), stageId: at("stageId", text) },
    getMany(_, ids) {
      reads.push(ids);
      if (state.failure !== null) return Promise.reject(state.failure);
      return Promise.resolve(
        Object.values(rowsOf)
          .flat()
          .filter(({ id }) => ids.includes(id)),
      );
    },
    related: {
      Contact: {
        batchSize: 2,
        arrangedBy: "core",
        filters: { stageId: ["in"], createdAt: ["gte", "lt"] },
        orders: { createdAt: ["ASC", "DESC"] },
        defaultOrder: newestFirst,
        find(_, parents, request) {
          calls.push({ parents, request });
          if (state.failure !== null) return Promise.reject(state.failure);
          const found = parents.filter((id) => rowsOf[id] !== undefined);
          return Promise.resolve(
            new Map(found.map((id): [string, RelatedRecords] => [id, { records: rowsOf[id] ?? [], hasMore: false }])),
          );
        },
        ...related,
      },
    },
  };
  return { source: fakeSource({ name: "crm", entities: { Deal: deal } }), calls, reads, state };
}

const rows: Record<string, Row[]> = {
  a: [
    { id: "1", createdAt: "2026-01-01T00:00:00Z", stageId: "won" },
    { id: "2", createdAt: "2026-03-01T00:00:00Z", stageId: "open" },
    { id: "3", createdAt: "2026-02-01T00:00:00Z", stageId: "open" },
  ],
  b: [{ id: "4", createdAt: "2026-01-01T00:00:00Z" }],
};
const parent = (id: string) => ({ source: "crm", type: "Contact", id }) as const;
const idsIn = (slice: { items: readonly { entity: unknown }[] }) =>
  slice.items.map(({ entity }) => (entity instanceof Error ? "error" : (entity as Deal).id));

describe("what hangs on parents", () => {
  it("is read together for all parents of a tick, in the vendor's batches", async () => {
    const { source, calls } = vendor(rows);
    const loaders = createLoaders(loadScope().begin().scope, [source]);
    const read = (id: string) => loaders.related("Deal", parent(id), { filter: EVERYTHING, order: null }, null, 5);
    const slices = await Promise.all(["a", "b", "c"].map(read));
    expect(slices.map(idsIn)).toEqual([["2", "3", "1"], ["4"], []]);
    expect(calls.map(({ parents }) => parents)).toEqual([["a", "b"], ["c"]]);
  });

  it("is filtered, ordered and cut by the core where the vendor can't", async () => {
    const { source, calls } = vendor(rows);
    const loaders = createLoaders(loadScope({ Deal: ["id"] }).begin().scope, [source]);
    const arrangement = {
      filter: where({ stageId: { in: ["open"] }, createdAt: { gte: "2026-01-15T00:00:00.000Z" } }),
      order: { field: "createdAt", direction: "ASC" },
    } as const;
    const slice = await loaders.related("Deal", parent("a"), arrangement, null, 1);
    expect([idsIn(slice), slice.hasMore]).toEqual([["3"], true]);
    const rest = await loaders.related("Deal", parent("a"), arrangement, slice.items[0]?.position ?? "", 1);
    expect([idsIn(rest), rest.hasMore]).toEqual([["2"], false]);
    expect(calls[0]?.request.select).toEqual(["id", "stageId", "createdAt"]); // what filter and order read comes along
  });

  it("is left as it comes where the vendor arranges it", async () => {
    const { source } = vendor(rows, { arrangedBy: "source" });
    const loaders = createLoaders(loadScope().begin().scope, [source]);
    const slice = await loaders.related("Deal", parent("a"), { filter: EVERYTHING, order: null }, null, 2);
    expect([idsIn(slice), slice.hasMore]).toEqual([["1", "2"], true]);
  });

  it("fails the parents of a failed call, and is stale for those that were read before", async () => {
    const { source, state } = vendor(rows);
    const { clock, begin } = loadScope();
    const read = (id: string, operation = begin()) => {
      const loaders = createLoaders(operation.scope, [source]);
      return loaders.related("Deal", parent(id), { filter: EVERYTHING, order: null }, null, 5);
    };
    await read("a");
    clock.ms += 30_000;
    state.failure = new UpstreamError("crm", "unavailable");
    const operation = begin();
    expect(idsIn(await read("a", operation))).toEqual(["2", "3", "1"]);
    expect(operation.observation.stale).toMatchObject([{ source: "crm", code: "UPSTREAM_DOWN" }]);
    await expect(read("b")).rejects.toBe(state.failure);
  });

  it("is dropped with any of its records, and when the list itself changes", async () => {
    const { source, calls } = vendor(rows);
    const { cache, begin } = loadScope();
    const read = () =>
      createLoaders(begin().scope, [source]).related("Deal", parent("a"), { filter: EVERYTHING, order: null }, null, 5);
    await read();
    await read();
    expect(calls).toHaveLength(1);
    cache.drop(["crm/Deal/3"]);
    await read();
    expect(calls).toHaveLength(2);
    cache.drop(["crm/Deal[]/Contact/a"]);
    await read();
    expect(calls).toHaveLength(3);
  });

  it("is read by id, with the other entities of its type, where the parent names them all", async () => {
    const { source, calls } = vendor(rows);
    const loaders = createLoaders(loadScope().begin().scope, [source]);
    const arrangement = { filter: EVERYTHING, order: newestFirst };
    const slice = await loaders.entities("Deal", parent("a"), ["1", "2", "3", "gone"], arrangement, null, 2);
    expect([idsIn(slice), slice.hasMore]).toEqual([["2", "3"], true]);
    expect(calls).toHaveLength(0);
  });

  it.each([0, 1_000_000])(
    "is read together where the parents name it by id, each once, with a cache of %i bytes",
    async (bytes) => {
      const { source, reads, state } = vendor(rows);
      const loaders = createLoaders(loadScope({}, bytes).begin().scope, [source]);
      const arrangement = { filter: EVERYTHING, order: newestFirst };
      const slices = await Promise.all([
        loaders.entities("Deal", parent("a"), ["1", "2"], arrangement, null, 5),
        loaders.entities("Deal", parent("b"), ["2", "4"], arrangement, null, 5),
      ]);
      expect(slices.map(idsIn)).toEqual([
        ["2", "1"],
        ["2", "4"],
      ]);
      expect(reads).toEqual([["1", "2", "4"]]);
      state.failure = new UpstreamError("crm", "unavailable");
      await expect(loaders.entities("Deal", parent("a"), ["1", "9"], arrangement, null, 5)).rejects.toThrow(
        state.failure,
      );
    },
  );
});
