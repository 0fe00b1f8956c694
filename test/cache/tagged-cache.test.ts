import { describe, expect, it } from "vitest";
import { createTaggedCache } from "../../src/cache/tagged-cache.ts";

const entry = (mark: number, ...tags: string[]) => ({ sizeBytes: 100, tags, mark });

describe("the tagged cache", () => {
  it("drops every entry that carries a tag, and only those", () => {
    const cache = createTaggedCache<{ n: number }>(1_000);
    cache.set("a", { n: 1 }, entry(cache.mark(), "x", "y"));
    cache.set("b", { n: 2 }, entry(cache.mark(), "y"));
    cache.set("c", { n: 3 }, entry(cache.mark(), "z"));
    cache.drop(["y"]);
    expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([undefined, undefined, { n: 3 }]);
    expect(cache.sizeBytes).toBe(100);
  });

  it("does not store what began to load before one of its tags was dropped", () => {
    const cache = createTaggedCache<{ n: number }>(1_000);
    const before = cache.mark();
    cache.drop(["x"]);
    expect(cache.set("a", { n: 1 }, entry(before, "x"))).toBe(false);
    expect(cache.set("b", { n: 1 }, entry(before, "y"))).toBe(true);
    expect(cache.set("a", { n: 2 }, entry(cache.mark(), "x"))).toBe(true);
    expect(cache.get("a")).toEqual({ n: 2 });
  });

  it("does not store a load that began before the oldest drop it remembers", () => {
    const cache = createTaggedCache<{ n: number }>(1_000);
    const before = cache.mark();
    cache.drop(Array.from({ length: 50_002 }, (_, index) => `t${index}`));
    expect(cache.set("a", { n: 1 }, entry(before, "none of them"))).toBe(false);
    expect(cache.set("a", { n: 1 }, entry(cache.mark(), "none of them"))).toBe(true);
  });

  it("is bounded by bytes, and forgets the tags of what it threw out", () => {
    const cache = createTaggedCache<{ n: number }>(250);
    for (let n = 0; n < 100; n += 1) cache.set(`k${n}`, { n }, entry(cache.mark(), `t${n}`));
    expect(cache.entryCount).toBe(2);
    expect(cache.sizeBytes).toBe(200);
    cache.drop(["t5"]); // long gone: nothing to drop
    expect(cache.get("k99")).toEqual({ n: 99 });
  });

  it("replaces an entry together with its tags", () => {
    const cache = createTaggedCache<{ n: number }>(1_000);
    cache.set("a", { n: 1 }, entry(cache.mark(), "old"));
    cache.set("a", { n: 2 }, entry(cache.mark(), "new"));
    cache.drop(["old"]);
    expect(cache.get("a")).toEqual({ n: 2 });
    cache.drop(["new"]);
    expect(cache.get("a")).toBeUndefined();
  });

  it("keeps nothing that is larger than all of it, and nothing at all with no room", () => {
    const small = createTaggedCache<{ n: number }>(50);
    expect(small.set("a", { n: 1 }, entry(small.mark(), "x"))).toBe(false);
    const none = createTaggedCache<{ n: number }>(0);
    expect(none.set("a", { n: 1 }, entry(none.mark(), "x"))).toBe(false);
    expect(none.get("a")).toBeUndefined();
  });

  it("stores nothing from before it was cleared", () => {
    const cache = createTaggedCache<{ n: number }>(1_000);
    const before = cache.mark();
    cache.clear();
    expect(cache.set("a", { n: 1 }, entry(before, "x"))).toBe(false);
  });
});
