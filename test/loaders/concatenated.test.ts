import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { concatenated } from "../../src/loaders/concatenated.ts";
import type { Stream } from "../../src/loaders/connection.ts";
import { ids, nameOf, readAll, rowsOf, stream, type Row } from "./some-streams.ts";

const upTo = (size: number): number[] => Array.from({ length: size }, (_, at) => at);
const page = (first: number, after: string | null = null) => ({ kind: "Deal", first, after });
const down = new UpstreamError("b", "unavailable");

describe("streams one after the other", () => {
  it("give every row once, whatever the page size and however little a read brings", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.nat(12), atMost: fc.integer({ min: 1, max: 12 }) }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        async (lists, first) => {
          const streams = lists.map(({ size, atMost }, index) => stream(`s${index}`, upTo(size), { atMost }));
          const pages = (await readAll((after) => concatenated(streams, page(first, after), ids))).map(rowsOf);
          const expected = lists.flatMap(({ size }, index) => upTo(size).map((at) => `s${index}${at}`));
          expect(pages.flat().map(nameOf)).toEqual(expected);
          expect(pages.slice(0, -1).every((rows) => rows.length === first)).toBe(true);
          expect(pages.at(-1)?.length === 0 && pages.length > 1).toBe(false); // no empty page at the end
        },
      ),
    );
  });

  it("go on behind any row, not only the last of a page", async () => {
    const streams = [stream("a", [1, 2]), stream("b", [3, 4])];
    const all = await concatenated(streams, page(10), ids);
    const rest = await Promise.all(
      all.items.map(async ({ cursor }) => {
        const behind = await concatenated(streams, page(10, cursor()), ids);
        return rowsOf(behind).map(nameOf).join(" ");
      }),
    );
    expect(rest).toEqual(["a1 b0 b1", "b0 b1", "b1", ""]);
  });

  it("read a later one only when the earlier ones are at their end", async () => {
    const reads: string[] = [];
    await concatenated([stream("a", [1, 2, 3], { reads }), stream("b", [4], { reads })], page(2), ids);
    expect(reads).toEqual(["a@start+2"]);
  });

  it("look for one more row when a page ends just where a stream does", async () => {
    const more = await concatenated([stream("a", [1]), stream("b", []), stream("c", [2])], page(1), ids);
    expect(more.hasNextPage).toBe(true);
    const last = await concatenated([stream("a", [1]), stream("b", [])], page(1), ids);
    expect(last.hasNextPage).toBe(false);
  });

  it("say that there may be more when the next one can't be read", async () => {
    const broken: Stream<Row> = { key: "b", read: () => Promise.reject(new Error("down")) };
    const read = await concatenated([stream("a", [1]), broken], page(1), ids);
    expect([read.items.length, read.hasNextPage]).toEqual([1, true]);
  });

  it("end a page before one that can't be read; that is the next page's failure, and nothing is skipped", async () => {
    const broken = stream("b", [2], { failure: { error: down, reads: [0, 1] } });
    const streams = [stream("a", [1]), broken, stream("c", [3])];
    const first = await concatenated(streams, page(5), ids);
    expect([rowsOf(first).map(nameOf), first.hasNextPage]).toEqual([["a0"], true]);
    const after = first.items.at(-1)?.cursor() ?? "";
    await expect(concatenated(streams, page(5, after), ids)).rejects.toBe(down);
    const again = await concatenated(streams, page(5, after), ids); // it is back
    expect(rowsOf(again).map(nameOf)).toEqual(["b0", "c0"]);
  });

  it("fail for what is nobody's outage, whatever the page has", async () => {
    const bug = new TypeError("a mistake of ours");
    const broken = stream("b", [2], { failure: { error: bug, reads: [0] } });
    await expect(concatenated([stream("a", [1]), broken], page(5), ids)).rejects.toBe(bug);
  });

  it("end with an error where one leads nowhere, rather than never", async () => {
    const stuck: Stream<Row> = { key: "b", read: async () => ({ items: [], hasMore: true }) };
    await expect(concatenated([stuck], page(3), ids)).rejects.toThrow("neither an item nor a way on");
  });

  it("refuse a cursor of another list, or of a stream that is not read", async () => {
    const deals = await concatenated([stream("a", [1])], page(1), ids);
    const after = deals.items[0]?.cursor() ?? "";
    await expect(concatenated([stream("a", [1])], { kind: "Ticket", first: 1, after }, ids)).rejects.toThrow(
      "another list",
    );
    await expect(concatenated([stream("z", [1])], page(1, after), ids)).rejects.toThrow("another list");
    await expect(concatenated([stream("a", [1])], page(1, "x"), ids)).rejects.toThrow('"after" is not a cursor');
  });
});
