import { describe, expect, it, vi } from "vitest";
import { createSumStore, type Counted, type Run, type SumStoreOptions, type Work } from "../../src/sums/sum-store.ts";
import { heldClock } from "../support/fake-source.ts";
import { heldTimers } from "./held-timers.ts";

const counted = (count: number, isEnd = true): Counted => ({
  groups: [{ keys: {}, month: null, count, amount: null }],
  readAtMs: 0,
  isEnd,
  problem: null,
});

function setUp(options: Partial<SumStoreOptions> = {}) {
  const clock = heldClock();
  const timers = heldTimers();
  const store = createSumStore({ clock, timers, freshMs: 1_000, staleMs: 5_000, maxBytes: 1_000_000, ...options });
  /** Countings that are ended by hand. */
  const runs: (PromiseWithResolvers<Counted> & { readonly run: Run })[] = [];
  const unheard: unknown[] = [];
  const work = (key = "key", source = "shop"): Work => ({
    key,
    source,
    count: (run) => {
      const one = { ...Promise.withResolvers<Counted>(), run };
      runs.push(one);
      return one.promise;
    },
    onUnheard: (error) => unheard.push(error),
  });
  const begun = (count: number) => vi.waitUntil(() => runs.length >= count);
  return { clock, timers, store, runs, work, begun, unheard };
}

describe("a sum store", () => {
  it("counts once for a herd, and serves it while it is fresh", async () => {
    const { clock, store, runs, work, begun } = setUp();
    const herd = Array.from({ length: 100 }, () => store.read(work(), Infinity));
    await begun(1);
    runs[0]?.resolve(counted(1));
    expect(await Promise.all(herd)).toEqual(
      Array.from({ length: 100 }, () => ({ counted: counted(1), freshForMs: 1_000, isKept: false })),
    );
    clock.ms += 400;
    expect(await store.read(work(), Infinity)).toEqual({ counted: counted(1), freshForMs: 600, isKept: true });
    expect(runs).toHaveLength(1);
  });

  it("counts what is named otherwise for itself", async () => {
    const { store, runs, work, begun } = setUp();
    const both = [store.read(work("a"), Infinity), store.read(work("b"), Infinity)];
    await begun(2);
    runs.forEach(({ resolve }, index) => resolve(counted(index)));
    expect((await Promise.all(both)).map((one) => one.counted.groups[0]?.count)).toEqual([0, 1]);
  });

  it("serves what is stale, and counts again behind it, once", async () => {
    const { clock, store, runs, work, begun } = setUp();
    const first = store.read(work(), Infinity);
    await begun(1);
    runs[0]?.resolve(counted(1));
    await first;
    clock.ms += 2_000;
    for (let times = 0; times < 3; times += 1) {
      expect(await store.read(work(), Infinity)).toEqual({ counted: counted(1), freshForMs: 0, isKept: true });
    }
    await begun(2);
    expect(runs).toHaveLength(2);
    runs[1]?.resolve(counted(2));
    await vi.waitUntil(async () => (await store.read(work(), Infinity)).counted.groups[0]?.count === 2);
  });

  it("is as fresh as it was counted, not as it was begun: a long counting would never be served", async () => {
    const { clock, store, runs, work, begun } = setUp();
    const first = store.read(work(), Infinity);
    await begun(1);
    clock.ms += 60_000;
    runs[0]?.resolve(counted(1));
    await first;
    expect((await store.read(work(), Infinity)).freshForMs).toBe(1_000);
    expect(runs).toHaveLength(1);
  });

  it("answers in time with what is known so far, goes on, and has all of it for the next", async () => {
    const { clock, timers, store, runs, work, begun } = setUp();
    const first = store.read(work(), clock.ms + 700);
    await begun(1);
    expect(timers.pending).toEqual([700]);
    runs[0]?.run.showsBy(() => counted(3, false));
    timers.fire();
    expect(await first).toEqual({ counted: counted(3, false), freshForMs: 0, isKept: false });
    const second = store.read(work(), clock.ms + 700);
    runs[0]?.resolve(counted(9));
    expect(await second).toEqual({ counted: counted(9), freshForMs: 1_000, isKept: false });
    expect(runs).toHaveLength(1);
    expect(timers.pending).toEqual([]);
  });

  it("says that nothing is known yet", async () => {
    const { clock, timers, store, runs, work, begun } = setUp();
    const first = store.read(work(), clock.ms + 1);
    await begun(1);
    timers.fire();
    const nothing = { groups: [], readAtMs: clock.ms, isEnd: false, problem: null };
    expect(await first).toEqual({ counted: nothing, freshForMs: 0, isKept: false });
    runs[0]?.resolve(counted(1));
  });

  it("rejects with what stopped a counting, and begins anew for the next", async () => {
    const { store, runs, work, begun, unheard } = setUp();
    const first = store.read(work(), Infinity);
    await begun(1);
    runs[0]?.reject(new Error("down"));
    await expect(first).rejects.toThrow("down");
    const second = store.read(work(), Infinity);
    await begun(2);
    runs[1]?.resolve(counted(1));
    expect((await second).counted).toEqual(counted(1));
    expect(unheard).toEqual([]);
  });

  it("tells of a failure that nobody waits for", async () => {
    const { clock, timers, store, runs, work, begun, unheard } = setUp();
    const first = store.read(work(), clock.ms + 1);
    await begun(1);
    timers.fire();
    await first;
    runs[0]?.reject(new Error("down"));
    await vi.waitUntil(() => unheard.length > 0);
    expect(unheard).toEqual([new Error("down")]);
  });

  it("tells whoever can't wait for a counting why the one before was stopped, until one comes to its end", async () => {
    const { clock, timers, store, runs, work, begun } = setUp({ freshMs: 0, staleMs: -1 });
    const inTime = async (times: number) => {
      const asked = store.read(work(), clock.ms + 1);
      void asked.catch(() => undefined);
      await begun(times);
      timers.fire();
      return asked;
    };
    const end = async (times: number, isFailure: boolean) => {
      if (isFailure) runs[times - 1]?.reject(new Error("it hangs"));
      else runs[times - 1]?.resolve(counted(times));
      await vi.waitUntil(async () => runs.length === times);
      await runs[times - 1]?.promise.catch(() => undefined);
      await new Promise(setImmediate);
    };
    expect((await inTime(1)).counted.isEnd).toBe(false);
    await end(1, true);
    await expect(inTime(2)).rejects.toThrow("it hangs");
    await end(2, false);
    expect((await inTime(3)).counted.isEnd).toBe(false);
    await end(3, false);
  });

  it("keeps nothing of what is not yet whole, or where it has no room", async () => {
    for (const [options, isEnd] of [
      [{}, false],
      [{ maxBytes: 0 }, true],
    ] as const) {
      const { store, runs, work, begun } = setUp(options);
      for (const times of [1, 2]) {
        const asked = store.read(work(), Infinity);
        await begun(times);
        runs[times - 1]?.resolve(counted(times, isEnd));
        expect((await asked).counted.groups[0]?.count).toBe(times);
      }
    }
  });

  it("counts four things of a source at once, lets others wait, and refuses without end", async () => {
    const { store, runs, work, begun } = setUp();
    const asked = Array.from({ length: 40 }, (_, index) => store.read(work(`key ${index}`), Infinity));
    await begun(4);
    const others = store.read(work("key", "another shop"), Infinity);
    await begun(5); // whose turn does not depend on the first's
    await expect(store.read(work("one more"), Infinity)).rejects.toMatchObject({ failure: "rate_limited" });
    for (let index = 0; index < 41; index += 1) {
      await begun(index + 1);
      runs[index]?.resolve(counted(index));
    }
    expect(await Promise.all(asked)).toHaveLength(40);
    await others;
  });

  it("wakes and stops what is under way when it closes, and begins nothing any more", async () => {
    const { timers, store, runs, work, begun } = setUp();
    const asked = store.read(work(), Infinity);
    await begun(1);
    const [one] = runs;
    const slept = one?.run.wait(60_000);
    void slept?.catch((error: unknown) => one?.reject(error));
    const closed = store.close();
    await expect(asked).rejects.toMatchObject({ failure: "unavailable" });
    await closed;
    expect(one?.run.isStopped).toBe(true);
    expect(timers.pending.filter((ms) => ms === 60_000)).toEqual([]);
    await expect(store.read(work("another"), Infinity)).rejects.toMatchObject({ failure: "rate_limited" });
  });
});
