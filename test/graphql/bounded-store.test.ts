import { describe, expect, it } from "vitest";
import { createBoundedStore } from "../../src/graphql/bounded-store.ts";

describe("createBoundedStore", () => {
  it("keeps and gives back", async () => {
    const store = createBoundedStore<string>(10_000, (text) => text.length);
    await store.set("a", "text");
    expect(await store.get("a")).toBe("text");
    await store.delete("a");
    expect(await store.get("a")).toBe(undefined);
  });

  it("takes no more bytes than it may, pushing out what was not used", async () => {
    const store = createBoundedStore<string>(10_000, (text) => text.length);
    await store.set("used", "x".repeat(3_000));
    await store.set("unused", "x".repeat(3_000));
    await store.get("used");
    await store.set("third", "x".repeat(6_000));
    expect(await store.get("unused")).toBe(undefined);
    expect(await store.get("used")).toBeDefined();
    await store.set("huge", "x".repeat(20_000));
    expect(await store.get("huge")).toBe(undefined);
  });
});
