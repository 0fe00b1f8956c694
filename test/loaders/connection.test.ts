import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concatenated, merged, type Connection, type Stream } from "../../src/loaders/connection.ts";
import type { Entity } from "../../src/mapping/entities.ts";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";

const ids = createIds(createOpaqueCodec("a secret of sixteen characters or more"));

type Row = Entity & { readonly at: number };

/** A stream of rows in the order given; positions are the rows' places, as a vendor's cursors would be. */
function stream(key: string, values: readonly number[], reads: string[] = []): Stream<Row> {
  const rows = values.map((at, index): Row => ({ type: "Deal", source: key, id: String(index), at }));
  return {
    key,
    read: async (after, count) => {
      reads.push(`${key}@${after ?? "start"}+${count}`);
      const start = after === null ? 0 : Number(after);
      const items = rows
        .slice(start, start + count)
        .map((entity, index) => ({ entity, position: String(start + index + 1) }));
      return { items, hasMore: start + count < rows.length };
    },
  };
}

/** Pages from the start to the end by `endCursor`. */
async function readAll(page: (after: string | null) => Promise<Connection<Row>>): Promise<Row[][]> {
  const pages: Row[][] = [];
  let after: string | null = null;
  do {
    const connection: Connection<Row> = await page(after);
    pages.push(connection.items.map(({ node }) => node as Row));
    after = connection.hasNextPage ? (connection.items.at(-1)?.cursor() ?? null) : null;
  } while (after !== null);
  return pages;
}

const name = ({ source, id }: Row): string => `${source}${id}`;
const newestFirst = { field: "at", direction: "DESC" } as const;

describe("streams one after the other", () => {
  it("give every row once, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 4 }), fc.integer({ min: 1, max: 7 }), async (sizes, first) => {
        const streams = sizes.map((size, index) =>
          stream(
            `s${index}`,
            Array.from({ length: size }, (_, at) => at),
          ),
        );
        const pages = await readAll((after) => concatenated(streams, { kind: "Deal", first, after }, ids));
        const expected = sizes.flatMap((size, index) => Array.from({ length: size }, (_, at) => `s${index}${at}`));
        expect(pages.flat().map(name)).toEqual(expected);
        expect(pages.slice(0, -1).every((page) => page.length === first)).toBe(true);
        expect(pages.at(-1)?.length === 0 && pages.length > 1).toBe(false); // no empty page at the end
      }),
    );
  });

  it("go on behind any row, not only the last of a page", async () => {
    const streams = [stream("a", [1, 2]), stream("b", [3, 4])];
    const all = await concatenated(streams, { kind: "Deal", first: 10, after: null }, ids);
    const rest = await Promise.all(
      all.items.map(async ({ cursor }) => {
        const page = await concatenated(streams, { kind: "Deal", first: 10, after: cursor() }, ids);
        return page.items.map(({ node }) => name(node as Row)).join(" ");
      }),
    );
    expect(rest).toEqual(["a1 b0 b1", "b0 b1", "b1", ""]);
  });

  it("read a later one only when the earlier ones are at their end", async () => {
    const reads: string[] = [];
    await concatenated(
      [stream("a", [1, 2, 3], reads), stream("b", [4], reads)],
      { kind: "Deal", first: 2, after: null },
      ids,
    );
    expect(reads).toEqual(["a@start+2"]);
  });

  it("look for one more row when a page ends just where a stream does", async () => {
    const page = await concatenated(
      [stream("a", [1]), stream("b", []), stream("c", [2])],
      { kind: "Deal", first: 1, after: null },
      ids,
    );
    expect(page.hasNextPage).toBe(true);
    const last = await concatenated([stream("a", [1]), stream("b", [])], { kind: "Deal", first: 1, after: null }, ids);
    expect(last.hasNextPage).toBe(false);
  });

  it("say that there may be more when the next one can't be read", async () => {
    const broken: Stream<Row> = { key: "b", read: () => Promise.reject(new Error("down")) };
    const page = await concatenated([stream("a", [1]), broken], { kind: "Deal", first: 1, after: null }, ids);
    expect([page.items.length, page.hasNextPage]).toEqual([1, true]);
  });

  it("refuse a cursor of another list, or of a stream that is not read", async () => {
    const deals = await concatenated([stream("a", [1])], { kind: "Deal", first: 1, after: null }, ids);
    const after = deals.items[0]?.cursor() ?? "";
    await expect(concatenated([stream("a", [1])], { kind: "Ticket", first: 1, after }, ids)).rejects.toThrow(
      "another list",
    );
    await expect(concatenated([stream("z", [1])], { kind: "Deal", first: 1, after }, ids)).rejects.toThrow(
      "another list",
    );
    await expect(concatenated([stream("a", [1])], { kind: "Deal", first: 1, after: "x" }, ids)).rejects.toThrow(
      '"after" is not a cursor',
    );
  });
});

describe("streams merged", () => {
  it("give every row once, in order, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(50), { maxLength: 10 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        async (values, first) => {
          const sorted = values.map((list) => list.toSorted((a, b) => b - a));
          const streams = sorted.map((list, index) => stream(`s${index}`, list));
          const pages = await readAll((after) => merged(streams, newestFirst, { kind: "Deal", first, after }, ids));
          const rows = pages.flat();
          expect(rows.map(({ at }) => at)).toEqual(sorted.flat().toSorted((a, b) => b - a));
          expect(new Set(rows.map(name)).size).toBe(rows.length);
        },
      ),
    );
  });

  it("are read side by side", async () => {
    const reads: string[] = [];
    await merged(
      [stream("a", [3, 1], reads), stream("b", [2], reads)],
      newestFirst,
      { kind: "Deal", first: 2, after: null },
      ids,
    );
    expect(reads).toEqual(["a@start+2", "b@start+2"]);
  });

  it("keep a record that could not be read in its place", async () => {
    const bad: Stream<Row> = {
      key: "b",
      read: async () => ({ items: [{ entity: new Error("bad id"), position: "" }], hasMore: false }),
    };
    const page = await merged([stream("a", [2, 1]), bad], newestFirst, { kind: "Deal", first: 3, after: null }, ids);
    expect(page.items.filter(({ node }) => node instanceof Error)).toHaveLength(1);
    expect(page.items).toHaveLength(3);
  });
});
