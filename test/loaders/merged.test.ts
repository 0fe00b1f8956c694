import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import type { Stream } from "../../src/loaders/connection.ts";
import { merged, type MergeRequest } from "../../src/loaders/merged.ts";
import { ids, nameOf, readAll, rowsOf, stream, type Row } from "./some-streams.ts";

const page = (first: number, after: string | null = null, more: Partial<MergeRequest> = {}): MergeRequest => ({
  kind: "Deal",
  first,
  after,
  order: { field: "at", direction: "DESC" },
  onFailure: "leave-out",
  ...more,
});
const down = (source: string) => new UpstreamError(source, "unavailable");

/** Few different values, so that there are ties within and between streams. */
const lists = fc.array(
  fc.record({ values: fc.array(fc.nat(5), { maxLength: 12 }), atMost: fc.integer({ min: 1, max: 12 }) }),
  { minLength: 1, maxLength: 4 },
);
const firsts = fc.integer({ min: 1, max: 7 });

describe("streams merged", () => {
  it("give every row once, in order, in full pages, whatever the page size and however little a read brings", async () => {
    await fc.assert(
      fc.asyncProperty(
        lists,
        firsts,
        fc.constantFrom("ASC" as const, "DESC" as const),
        async (some, first, direction) => {
          const sign = direction === "ASC" ? 1 : -1;
          const sorted = some.map(({ values }) => values.toSorted((a, b) => (a - b) * sign));
          const streams = sorted.map((values, index) =>
            stream(`s${index}`, values, { atMost: some[index]?.atMost ?? 1 }),
          );
          const order = { field: "at", direction };
          const pages = (await readAll((after) => merged(streams, page(first, after, { order }), ids))).map(rowsOf);
          const rows = pages.flat();
          expect(rows.map(({ at }) => at)).toEqual(sorted.flat().toSorted((a, b) => (a - b) * sign));
          expect(new Set(rows.map(nameOf)).size).toBe(rows.length);
          expect(pages.slice(0, -1).every((each) => each.length === first)).toBe(true);
          expect(pages.at(-1)?.length === 0 && pages.length > 1).toBe(false);
          // The same in pages of any size: ties have one order.
          expect(rows).toEqual(rowsOf(await merged(streams, page(1_000, null, { order }), ids)));
        },
      ),
    );
  });

  it("go on behind any row", async () => {
    await fc.assert(
      fc.asyncProperty(lists, firsts, fc.nat(60), async (some, first, place) => {
        const streams = some.map(({ values, atMost }, index) =>
          stream(
            `s${index}`,
            values.toSorted((a, b) => b - a),
            { atMost },
          ),
        );
        const all = await merged(streams, page(1_000), ids);
        const at = all.items.length === 0 ? -1 : place % all.items.length;
        const after = all.items[at]?.cursor() ?? null;
        const rest = await merged(streams, page(first, after), ids);
        expect(rowsOf(rest)).toEqual(rowsOf(all).slice(at + 1, at + 1 + first));
        expect(rest.hasNextPage).toBe(all.items.length > at + 1 + first);
      }),
    );
  });

  it("are read side by side", async () => {
    const reads: string[] = [];
    await merged([stream("a", [3, 1], { reads }), stream("b", [2], { reads })], page(2), ids);
    expect(reads).toEqual(["a@start+2", "b@start+2"]);
  });

  it("are read while another source is still asked which it has", async () => {
    const reads: string[] = [];
    const known = Promise.withResolvers<Stream<Row>[]>();
    const connection = merged([known.promise, stream("b", [2, 1], { reads })], page(4), ids);
    expect(reads).toEqual(["b@start+4"]);
    known.resolve([stream("a", [3], { reads }), stream("c", [4], { reads })]);
    expect(rowsOf(await connection).map(({ at }) => at)).toEqual([4, 3, 2, 1]);
    expect(reads).toEqual(["b@start+4", "a@start+4", "c@start+4"]);
  });

  it("are not read again once they have ended", async () => {
    const reads: string[] = [];
    const streams = [stream("a", [9, 8, 7, 6], { reads }), stream("b", [9], { reads }), stream("c", [], { reads })];
    const first = await merged(streams, page(3), ids);
    reads.length = 0;
    const second = await merged(streams, page(3, first.items.at(-1)?.cursor() ?? null), ids);
    expect(rowsOf(second).map(({ at }) => at)).toEqual([7, 6]);
    expect(reads).toEqual(["a@2+3"]);
  });

  it("keep a record that could not be read in its place, and what is behind it", async () => {
    const bad: Stream<Row> = {
      key: "b",
      read: async () => ({
        items: [
          { entity: new Error("bad id"), position: "1" },
          { entity: { type: "Deal", source: "b", id: "1", at: 3 }, position: "2" },
        ],
        hasMore: false,
      }),
    };
    const { items } = await merged([stream("a", [2, 1]), bad], page(4), ids);
    expect(items.map(({ node }) => (node instanceof Error ? "bad" : node.at))).toEqual(["bad", 3, 2, 1]);
  });

  it("go on from cursors that hold many long positions", async () => {
    const far = Array.from({ length: 10 }, (_, index): Stream<Row> => {
      const near = stream(`s${index}`, [2, 1]);
      const long = "x".repeat(1_000);
      return {
        ...near,
        read: async (after, count) => {
          const slice = await near.read(after?.slice(long.length) ?? null, count);
          return { ...slice, items: slice.items.map((item) => ({ ...item, position: long + item.position })) };
        },
      };
    });
    const first = await merged(far, page(10), ids);
    const second = await merged(far, page(10, first.items.at(-1)?.cursor() ?? null), ids);
    expect(rowsOf(second).map(({ at }) => at)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it("end with an error where one leads nowhere, rather than never", async () => {
    const stuck: Stream<Row> = { key: "b", read: async () => ({ items: [], hasMore: true }) };
    await expect(merged([stream("a", [1]), stuck], page(3), ids)).rejects.toThrow("neither an item nor a way on");
  });

  it("keep all values in order, wherever their lists have the records without one, whatever the page size", async () => {
    const some = fc.array(
      fc.record({ values: fc.array(fc.nat(5), { maxLength: 6 }), empty: fc.nat(4), isLast: fc.boolean() }),
      {
        minLength: 2,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(some, firsts, fc.boolean(), async (lots, first, isKnown) => {
        const streams = lots.map(({ values, empty, isLast }, index) => {
          const sorted = values.toSorted((a, b) => b - a);
          const none = Array.from({ length: empty }, () => null);
          const made = stream(`s${index}`, isLast ? [...sorted, ...none] : [...none, ...sorted]);
          return { ...made, isEmptyLast: isLast && isKnown };
        });
        const rows = (await readAll((after) => merged(streams, page(first, after), ids))).flatMap(rowsOf);
        const values = rows.flatMap(({ at }) => at ?? []);
        expect(values).toEqual(lots.flatMap((each) => each.values).toSorted((a, b) => b - a));
        expect(new Set(rows.map(nameOf)).size).toBe(
          lots.reduce((sum, each) => sum + each.values.length + each.empty, 0),
        );
        expect(rows).toEqual(rowsOf(await merged(streams, page(1_000), ids)));
        // Where all are known to have them last, so has the merge.
        const areLast = isKnown && lots.every(({ isLast }) => isLast);
        expect(!areLast || rows.slice(0, values.length).every(({ at }) => at !== null)).toBe(true);
      }),
    );
  });

  it("let nobody wait behind a record whose order can't be told", async () => {
    const rows = [{ at: new Error("bad instant") }, { at: 5 }].map(({ at }, index) => ({
      entity: { type: "Deal", source: "b", id: String(index), at } as Row, // as a mapping leaves a bad value
      position: String(index),
    }));
    const bad: Stream<Row> = { key: "b", read: async () => ({ items: rows, hasMore: false }) };
    const { items } = await merged([stream("a", [6, 4]), bad], page(4), ids);
    expect(items.map(({ node }) => (node instanceof Error ? "?" : nameOf(node)))).toEqual(["b0", "a0", "b1", "a1"]);
  });
});

describe("streams merged, of which some can't be read", () => {
  const failing = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });

  it("give what the others have, in order, and one error a source; afterwards the rest, without loss or repeat", async () => {
    await fc.assert(
      fc.asyncProperty(lists, failing, firsts, async (some, fails, first) => {
        fc.pre(some.some((_, index) => fails[index] !== true));
        const streams = some.map(({ values, atMost }, index) =>
          stream(
            `s${index}`,
            values.toSorted((a, b) => b - a),
            {
              atMost,
              ...(fails[index] === true && { failure: { error: down(`s${index}`), reads: [0] } }),
            },
          ),
        );
        const [firstPage, ...later] = await readAll((after) => merged(streams, page(first, after), ids));
        const others = some.flatMap(({ values }, index) => (fails[index] === true ? [] : values));
        const rows = firstPage === undefined ? [] : rowsOf(firstPage);
        expect(rows.map(({ at }) => at)).toEqual(others.toSorted((a, b) => b - a).slice(0, first));
        expect(firstPage?.failures).toEqual(
          some.flatMap((_, index) => (fails[index] === true ? [down(`s${index}`)] : [])),
        );
        if (later.length === 0) return;
        const all = [...rows, ...later.flatMap(rowsOf)].map(nameOf);
        expect(all.toSorted()).toEqual(
          some.flatMap(({ values }, index) => values.map((_, at) => `s${index}${at}`)).toSorted(),
        );
      }),
    );
  });

  it("fail as a whole where each of them does, or where nothing may be left out", async () => {
    const broken = () => stream("b", [1], { failure: { error: down("b"), reads: [0] } });
    await expect(merged([broken()], page(1), ids)).rejects.toThrow("b can't be reached");
    await expect(merged([broken(), broken()], page(1), ids)).rejects.toThrow("b can't be reached");
    const strict = page(1, null, { onFailure: "throw" });
    await expect(merged([stream("a", [2]), broken()], strict, ids)).rejects.toThrow("b can't be reached");
    expect((await merged([stream("a", [2]), broken()], page(1), ids)).items).toHaveLength(1);
  });

  it("are one error a source, however many of its lists fail", async () => {
    const failure = { error: down("b"), reads: [0] };
    const { failures } = await merged(
      [stream("a", []), stream("b1", [1], { failure }), stream("b2", [], { failure })],
      page(1),
      ids,
    );
    expect(failures).toEqual([down("b")]);
  });

  it("keep what was read of one that fails in the middle", async () => {
    const half = stream("b", [9, 8, 7], { atMost: 1, failure: { error: down("b"), reads: [1] } });
    const { items, failures } = await merged([stream("a", [3, 2]), half], page(3), ids);
    expect(items.map(({ node }) => (node instanceof Error ? "?" : node.at))).toEqual([9, 3, 2]);
    expect(failures).toHaveLength(1);
    const next = await merged([stream("a", [3, 2]), half], page(3, items.at(-1)?.cursor() ?? null), ids);
    expect(rowsOf(next).map(({ at }) => at)).toEqual([8, 7]);
  });
});
