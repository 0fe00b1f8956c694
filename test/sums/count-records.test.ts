import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { ReplyShapeError } from "../../src/mapping/reply.ts";
import { countRecords, type Counting } from "../../src/sums/count-records.ts";
import type { Counted, Run } from "../../src/sums/sum-store.ts";
import { heldClock } from "../support/fake-source.ts";
import { ALL, dealOf, shop, type Shop } from "./some-shop.ts";

function counting({ source }: Shop, of: Partial<Counting["of"]["request"]> = {}): Counting {
  const request = { by: ["stageId"], monthOf: null, amount: "amount", filter: ALL, ...of };
  return { source, of: { type: "Deal", request, only: null }, clock: heldClock(), observe: () => undefined };
}

function watchedRun() {
  const waits: number[] = [];
  const state: { isStopped: boolean; snapshot: (() => Counted) | null } = { isStopped: false, snapshot: null };
  const run: Run = {
    startedAtMs: 77,
    get isStopped() {
      return state.isStopped;
    },
    showsBy: (snapshot) => void (state.snapshot = snapshot),
    wait: async (ms) => void waits.push(ms),
  };
  return { run, waits, state };
}

const eur = (minorUnits: number) => ({ minorUnits, currency: "EUR" });
const group = (stageId: string, count: number, minorUnits: number) => ({
  keys: { stageId },
  month: null,
  count,
  amount: eur(minorUnits),
});

describe("counting records", () => {
  it("is the vendor's, where it can: nothing is listed", async () => {
    const asked: unknown[] = [];
    const desk = shop({
      pages: [[dealOf(1)]],
      sums: {
        compute: async (_, request) => {
          asked.push(request);
          return { groups: [{ record: { stage: "a", amount: 2.5, currency: "EUR" }, count: 4 }] };
        },
      },
    });
    const found = await countRecords(counting(desk), watchedRun().run);
    expect(found).toEqual({ groups: [group("a", 4, 250)], readAtMs: 77, isEnd: true, problem: null });
    expect(asked).toEqual([{ by: ["stageId"], monthOf: null, amount: "amount", filter: ALL }]);
    expect(desk.asked).toEqual([]);
  });

  it("is not at its end where the vendor's records are still coming in", async () => {
    const desk = shop({ sums: { compute: async () => ({ groups: [], isPartial: true }) } });
    expect((await countRecords(counting(desk), watchedRun().run)).isEnd).toBe(false);
  });

  it.each([
    ["can't", async () => null],
    ["refuses to", () => Promise.reject(new UpstreamError("shop", "rejected", { status: 400 }))],
  ])("reads the list to its end, behind everybody, where the vendor %s", async (_, compute) => {
    const desk = shop({
      pages: [[dealOf(1), dealOf(2)], [dealOf(3, "0.01", "b")], []],
      sums: { compute, pageSize: 500 },
    });
    const found = await countRecords(counting(desk), watchedRun().run);
    expect(found.groups).toEqual([group("a", 2, 200), group("b", 1, 1)]);
    expect(desk.asked).toEqual([null, "1", "2"].map((after) => ({ after, size: 500, priority: "background" })));
  });

  it("counts a record once that comes again while the list is read", async () => {
    const desk = shop({
      pages: [
        [dealOf(1), dealOf(2)],
        [dealOf(2), dealOf(3)],
      ],
    });
    expect((await countRecords(counting(desk), watchedRun().run)).groups).toEqual([group("a", 3, 300)]);
  });

  it("shows what it has while it reads on", async () => {
    const { run, state } = watchedRun();
    const gate = Promise.withResolvers<readonly unknown[]>();
    const reached = Promise.withResolvers<void>();
    const second = (): Promise<readonly unknown[]> => {
      reached.resolve();
      return gate.promise;
    };
    const desk = shop({ pages: [[dealOf(1)], second] });
    const whole = countRecords(counting(desk), run);
    await reached.promise;
    expect(state.snapshot?.()).toEqual({ groups: [group("a", 1, 100)], readAtMs: 77, isEnd: false, problem: null });
    gate.resolve([dealOf(2)]);
    expect(await whole).toMatchObject({ groups: [group("a", 2, 200)], isEnd: true });
  });

  it("asks for a page again that was refused for want of quota, when the source says", async () => {
    const refusals = [
      new UpstreamError("shop", "rate_limited", { retryAfterMs: 9_000 }),
      new UpstreamError("shop", "rate_limited"),
    ];
    const page = async (): Promise<readonly unknown[]> => {
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      return [dealOf(1)];
    };
    const { run, waits } = watchedRun();
    const found = await countRecords(counting(shop({ pages: [page] })), run);
    expect(found.groups).toEqual([group("a", 1, 100)]);
    expect(waits).toEqual([9_000, 5_000]);
  });

  it("gives up in the end", async () => {
    const page = () => Promise.reject(new UpstreamError("shop", "rate_limited"));
    const { run, waits } = watchedRun();
    await expect(countRecords(counting(shop({ pages: [page] })), run)).rejects.toMatchObject({
      failure: "rate_limited",
    });
    expect(waits).toHaveLength(100);
  });

  it("rejects where the source fails, or is not as documented", async () => {
    const down = () => Promise.reject(new UpstreamError("shop", "unavailable"));
    const strange = () => Promise.reject(new ReplyShapeError("expected an array"));
    for (const [page, failure] of [
      [down, "unavailable"],
      [strange, "malformed"],
    ] as const) {
      await expect(countRecords(counting(shop({ pages: [page] })), watchedRun().run)).rejects.toMatchObject({
        failure,
      });
      const sums = { compute: page };
      await expect(countRecords(counting(shop({ sums })), watchedRun().run)).rejects.toMatchObject({ failure });
    }
  });

  it("reads no further page once it is stopped", async () => {
    const { run, state } = watchedRun();
    const page = async () => {
      state.isStopped = true;
      return [dealOf(1)];
    };
    const desk = shop({ pages: [page, [dealOf(2)]] });
    await expect(countRecords(counting(desk), run)).rejects.toMatchObject({ failure: "unavailable" });
    expect(desk.asked).toHaveLength(1);
  });

  it("asks for a number alone where nothing is told apart or added up", async () => {
    const desk = shop({ pages: [[dealOf(1)]], count: async () => 12 });
    const found = await countRecords(counting(desk, { by: [], amount: null }), watchedRun().run);
    expect(found.groups).toEqual([{ keys: {}, month: null, count: 12, amount: null }]);
    expect(desk.asked).toEqual([]);
    const uncounted = shop({ pages: [[dealOf(1)]], count: async () => null });
    expect((await countRecords(counting(uncounted, { by: [], amount: null }), watchedRun().run)).groups).toEqual([
      { keys: {}, month: null, count: 1, amount: null },
    ]);
  });

  it("counts a record whose id can't be read, and says what can't be read of others", async () => {
    const desk = shop({ pages: [[{ stage: "a", amount: "1", currency: "EUR" }, dealOf(2, "lots")]] });
    const found = await countRecords(counting(desk), watchedRun().run);
    expect(found.groups.map(({ count }) => count)).toEqual([1, 1]);
    expect(found.problem?.message).toContain("shop record 2: Deal.amount");
  });
});
