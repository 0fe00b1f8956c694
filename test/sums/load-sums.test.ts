import { describe, expect, it, vi } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { createSums } from "../../src/sums/load-sums.ts";
import { createSumStore } from "../../src/sums/sum-store.ts";
import type { Grouping } from "../../src/sums/summed-types.ts";
import { loadScope } from "../support/fake-source.ts";
import { heldTimers } from "./held-timers.ts";
import { ALL, dealOf, shop, type Shop } from "./some-shop.ts";

const BY_STAGE: Grouping = { by: ["stageId"], isByMonth: false, isByCurrency: false, isByBrand: false };

function setUp(brands: readonly string[] = []) {
  const { clock, begin } = loadScope();
  const timers = heldTimers();
  const store = createSumStore({ clock, timers, freshMs: 60_000, staleMs: 60_000, maxBytes: 1_000_000 });
  const seeing: { brandIds: readonly string[] } = { brandIds: [""] };
  const ask = async (shops: readonly Shop[], grouping: Partial<Grouping> = {}) => {
    const { scope, observation } = begin();
    const parts = shops.map(({ source }) => ({ source, filter: ALL }));
    const sighted = { ...scope, brandIdsOf: () => seeing.brandIds };
    const summed = await createSums(store, sighted, brands).of("Deal", { ...BY_STAGE, ...grouping }, parts);
    return { ...summed, freshMs: observation.freshMs, uses: observation.sources };
  };
  return { clock, timers, ask, seeing };
}

const eur = (minorUnits: number) => ({ minorUnits, currency: "EUR" });
const down = () => Promise.reject(new UpstreamError("south", "unavailable"));

describe("sums of several sources", () => {
  it("keep the stages of each apart, in the order of the sources, and are as old as the oldest", async () => {
    const { clock, ask } = setUp();
    const north = shop({ name: "north", pages: [[dealOf(1)]] });
    const south = shop({ name: "south", pages: [[dealOf(1, "2"), dealOf(2, "3", "b")]] });
    const startedAtMs = clock.ms;
    await ask([north]);
    clock.ms += 5_000;
    const { asOf, isComplete, groups, failures, freshMs, uses } = await ask([north, south]);
    expect(asOf).toBe(new Date(startedAtMs).toISOString());
    expect([isComplete, failures, freshMs]).toEqual([true, [], 55_000]);
    expect(groups.map(({ source, keys, count, amount }) => [source, keys["stageId"], count, amount])).toEqual([
      ["north", "a", 1, eur(100)],
      ["south", "a", 1, eur(200)],
      ["south", "b", 1, eur(300)],
    ]);
    expect(north.asked).toHaveLength(1);
    expect(uses.get("north")).toMatchObject({ cacheHits: 1, cacheMisses: 0, oldestMs: 5_000 });
    expect(uses.get("south")).toMatchObject({ cacheHits: 0, cacheMisses: 1, oldestMs: 0 });
  });

  it("are one where nothing of a source tells them apart", async () => {
    const { ask } = setUp();
    const shops = ["north", "south"].map((name) => shop({ name, pages: [[dealOf(1), { id: 2 }]] }));
    const { groups } = await ask(shops, { by: [], isByCurrency: true });
    expect(groups).toEqual([
      { source: null, keys: {}, month: null, brands: null, currency: "EUR", count: 2, amount: eur(200) },
      { source: null, keys: {}, month: null, brands: null, currency: null, count: 2, amount: null },
    ]);
  });

  it("lack a source that fails, and say so, and are not served again", async () => {
    const { ask } = setUp();
    const { asOf, isComplete, groups, failures, freshMs } = await ask([
      shop({ name: "north", pages: [[dealOf(1)]] }),
      shop({ name: "south", pages: [down] }),
    ]);
    expect([isComplete, freshMs]).toEqual([false, 0]);
    expect(groups.map(({ source }) => source)).toEqual(["north"]);
    expect(failures).toEqual([new UpstreamError("south", "unavailable")]);
    expect(asOf).not.toBeNull();
  });

  it("have no age where no source could be read, or there is none", async () => {
    const { ask } = setUp();
    expect(await ask([shop({ name: "south", pages: [down] })])).toMatchObject({ asOf: null, isComplete: false });
    expect(await ask([])).toMatchObject({ asOf: null, isComplete: true, groups: [], failures: [] });
  });

  it("name the source of a value that could not be read, each time", async () => {
    const { ask } = setUp();
    const bad = shop({ name: "north", pages: [[dealOf(1, "lots")]] });
    for (let times = 0; times < 2; times += 1) {
      const { isComplete, failures } = await ask([bad]);
      expect(isComplete).toBe(false);
      expect(failures.map(({ message }) => message)).toEqual([expect.stringContaining("north record 1: Deal.amount")]);
    }
    expect(bad.asked).toHaveLength(1);
  });

  it("are what is known when three quarters of the time are gone, and whole for whoever comes later", async () => {
    const { timers, ask } = setUp();
    const gate = Promise.withResolvers<readonly unknown[]>();
    const slow = shop({ pages: [[dealOf(1)], () => gate.promise] });
    const first = ask([slow]);
    await vi.waitUntil(() => slow.asked.length === 2);
    expect(timers.pending).toEqual([2_250]); // of 3,000
    timers.fire();
    expect(await first).toMatchObject({ isComplete: false, failures: [], freshMs: 0, groups: [{ count: 1 }] });
    gate.resolve([dealOf(2)]);
    expect(await ask([slow])).toMatchObject({ isComplete: true, groups: [{ count: 2, amount: eur(200) }] });
    expect(slow.asked).toHaveLength(2);
  });

  it("are of the brands of their sources, as far as the caller may see them", async () => {
    const { ask } = setUp(["North", "West"]);
    const shops = [
      shop({ name: "one", pages: [[dealOf(1)]], brands: ["West", "North", "Secret"] }),
      shop({ name: "two", pages: [[dealOf(1)]], brands: ["North"] }),
      shop({ name: "three", pages: [[dealOf(1)]], brands: ["North"] }),
      shop({ name: "four", pages: [[dealOf(1)]] }),
    ];
    const { groups } = await ask(shops, { by: [], isByBrand: true });
    expect(groups.map(({ brands, count }) => [brands, count])).toEqual([
      [["North", "West"], 1],
      [["North"], 2],
      [[], 1],
    ]);
  });

  it("are of the brand of each row, where rows have one, by its name", async () => {
    const { ask } = setUp(["North"]);
    const rows = [{ id: 1, of: "7" }, { id: 2, of: "8" }, { id: 3 }, { id: 4, of: "7" }];
    const mixed = shop({ pages: [rows], brands: ["Whole"], brandField: "companyId", brandNames: { 7: "North" } });
    const { groups } = await ask([mixed], { by: [], isByBrand: true });
    expect(groups.map(({ brands, count, keys }) => [brands, count, keys])).toEqual([
      [["8"], 1, {}],
      [["North"], 2, {}],
      [[], 1, {}],
    ]);
  });

  it("are kept apart for callers who see other rows", async () => {
    const { ask, seeing } = setUp();
    const mixed = shop({ pages: [[{ id: 1 }]], brandField: "companyId" });
    await ask([mixed]);
    await ask([mixed]);
    expect(mixed.asked).toHaveLength(1);
    seeing.brandIds = ["", "7"];
    await ask([mixed]);
    expect(mixed.asked).toHaveLength(2);
  });
});
