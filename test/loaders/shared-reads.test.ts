import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { shareReads, type SharedReads } from "../../src/loaders/shared-reads.ts";

/** Reads that end when told to. */
function heldReads() {
  const reads: { keys: readonly string[]; end: (results: Record<string, string | Error>) => void }[] = [];
  const read = (keys: readonly string[]) =>
    new Promise<ReadonlyMap<string, string | Error>>((resolve) => {
      reads.push({ keys, end: (results) => resolve(new Map(Object.entries(results))) });
    });
  return { reads, read };
}

describe("shared reads", () => {
  it("wait for what is under way and read only the rest", async () => {
    const shared: SharedReads<string> = new Map();
    const { reads, read } = heldReads();
    const first = shareReads(shared, "", ["a", "b"], read);
    const second = shareReads(shared, "", ["b", "c"], read);
    expect(reads.map(({ keys }) => keys)).toEqual([["a", "b"], ["c"]]);
    reads[1]?.end({ c: "C" });
    reads[0]?.end({ a: "A", b: "B" });
    expect([...(await first)]).toEqual([
      ["a", "A"],
      ["b", "B"],
    ]);
    expect(new Map(await second)).toEqual(
      new Map([
        ["c", "C"],
        ["b", "B"],
      ]),
    );
    expect(shared.size).toBe(0);
  });

  it("are of one space: the same key of another is another", () => {
    const shared: SharedReads<string> = new Map();
    const { reads, read } = heldReads();
    void shareReads(shared, "deals", ["1"], read);
    void shareReads(shared, "tickets", ["1"], read);
    expect(reads).toHaveLength(2);
  });

  it("do not read for no keys", async () => {
    const { reads, read } = heldReads();
    expect(await shareReads(new Map(), "", [], read)).toEqual(new Map());
    expect(reads).toEqual([]);
  });

  it("read again when they are over, and forget failures", async () => {
    const shared: SharedReads<string> = new Map();
    const { reads, read } = heldReads();
    const first = shareReads(shared, "", ["a"], read);
    const failure = new UpstreamError("crm", "unavailable");
    reads[0]?.end({ a: failure });
    expect((await first).get("a")).toBe(failure);
    void shareReads(shared, "", ["a"], read);
    expect(reads).toHaveLength(2);
  });

  it("share a failure, but not the other's deadline", async () => {
    const shared: SharedReads<string> = new Map();
    const { reads, read } = heldReads();
    void shareReads(shared, "", ["a", "b"], read);
    const second = shareReads(shared, "", ["a", "b"], read);
    reads[0]?.end({ a: new UpstreamError("crm", "rejected"), b: new UpstreamError("crm", "timeout") });
    await Promise.resolve();
    await expect.poll(() => reads.length).toBe(2);
    expect(reads[1]?.keys).toEqual(["b"]);
    reads[1]?.end({ b: "B" });
    expect((await second).get("b")).toBe("B");
    expect((await second).get("a")).toMatchObject({ failure: "rejected" });
  });

  it("let go of keys whose read was rejected", async () => {
    const shared: SharedReads<string> = new Map();
    await expect(shareReads(shared, "", ["a"], () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
    expect(shared.size).toBe(0);
  });
});
