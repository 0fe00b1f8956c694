// What every TokenStore does; the database's is held to it too.
import { expect, it } from "vitest";
import type { TokenStore } from "../../src/credentials/token-store.ts";

export interface StoreSetup {
  /** Two ways to one store, as two instances have them. */
  readonly stores: readonly [TokenStore, TokenStore];
  /** Lets time pass for both. */
  pass(ms: number): void;
  readonly nowMs: () => number;
}

/** @param open a store with nothing in it */
export function describesTokenStore(open: () => StoreSetup | Promise<StoreSetup>): void {
  it("gives what was written last, to every instance", async () => {
    const { stores, nowMs } = await open();
    const [one, two] = stores;
    const life = { expiresAtMs: nowMs() + 60_000 };
    await expect(one.read("a")).resolves.toBeNull();
    await one.write("a", "first", life);
    await two.write("a", "second", life);
    await one.write("b", "other", life);
    await expect(one.read("a")).resolves.toBe("second");
    await expect(two.read("a")).resolves.toBe("second");
  });

  it("keeps it until its end", async () => {
    const { stores, pass, nowMs } = await open();
    const [store] = stores;
    await store.write("a", "text", { expiresAtMs: nowMs() + 60_000 });
    pass(59_000);
    await expect(store.read("a")).resolves.toBe("text");
    pass(1_000);
    await expect(store.read("a")).resolves.toBeNull();
  });

  it("lets one work at a time under a key, whatever becomes of the work", async () => {
    const { stores } = await open();
    let working = 0;
    let most = 0;
    const work = async (index: number): Promise<number> => {
      working += 1;
      most = Math.max(most, working);
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
      if (index % 3 === 0) throw new Error(`work ${index}`);
      return index;
    };
    const all = Array.from({ length: 12 }, (_, index) =>
      stores[index % 2 === 0 ? 0 : 1].withLock("a", () => work(index)),
    );
    const ends = await Promise.allSettled(all);
    expect(most).toBe(1);
    expect(ends.map((end) => (end.status === "fulfilled" ? end.value : String(end.reason)))).toEqual(
      Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? `Error: work ${index}` : index)),
    );
  });

  it("does not make keys wait for each other, and shows the next what the last has written", async () => {
    const { stores, nowMs } = await open();
    const [one, two] = stores;
    const inner = await one.withLock("a", () => two.withLock("b", () => Promise.resolve("inner")));
    expect(inner).toBe("inner");
    const life = { expiresAtMs: nowMs() + 60_000 };
    const locked = Promise.withResolvers<void>();
    const first = one.withLock("a", () => {
      locked.resolve();
      return one.write("a", "written", life);
    });
    await locked.promise;
    const second = two.withLock("a", () => two.read("a"));
    await first;
    await expect(second).resolves.toBe("written");
  });
}
