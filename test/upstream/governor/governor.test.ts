import { describe, expect, it } from "vitest";
import { createLogger } from "../../../src/runtime/logger.ts";
import type { Permit } from "../../../src/upstream/governor/budget.ts";
import type { GovernedCall, Governor } from "../../../src/upstream/governor/governor.ts";
import { createMemoryLedger } from "../../../src/upstream/governor/memory-ledger.ts";
import type { Priority } from "../../../src/upstream/governor/priority.ts";
import type { CallClass, QuotaRules } from "../../../src/upstream/governor/rules.ts";
import type { Failed } from "../../../src/upstream/outcome.ts";
import type { QuotaLedger } from "../../../src/upstream/quota-ledger.ts";
import { holdTimers } from "./held-time.ts";
import type { HeldTime } from "./held-time.ts";
import { rulesOf, someGovernor } from "./some-governor.ts";

interface Asked extends GovernedCall {
  priority: Priority;
}

function callOf(time: HeldTime, priority: Priority = "interactive", ms = 3_000): Asked {
  return { priority, deadlineMs: time.clock.now() + ms, onAbandoned: undefined, onJoined: undefined };
}

const isPermit = (admitted: unknown): admitted is Permit =>
  typeof admitted === "object" && admitted !== null && "settle" in admitted;
const isRefusal = (admitted: unknown): admitted is Failed =>
  typeof admitted === "object" && admitted !== null && "error" in admitted;

/** Makes so many calls that end at once; fails where one has to wait. */
function use(time: HeldTime, governor: Governor, count: number, callClass: CallClass = "plain"): void {
  for (let made = 0; made < count; made += 1) {
    const admitted = governor.admit(callOf(time), callClass);
    if (!isPermit(admitted)) throw new Error(`call ${made + 1} had to wait`);
    admitted.settle(true);
  }
}

/** How the call stands: "gone", "refused" or "waiting". */
function follow(governor: Governor, call: GovernedCall, callClass: CallClass = "plain"): { readonly is: string } {
  const admitted = governor.admit(call, callClass);
  const state = { is: "waiting" };
  const see = (result: Permit | Failed): void => {
    state.is = isPermit(result) ? "gone" : "refused";
    if (isPermit(result)) result.settle(true);
  };
  if (admitted instanceof Promise) void admitted.then(see);
  else see(admitted);
  return state;
}

describe("the governor", () => {
  it("lets calls go at once while there is room", () => {
    const time = holdTimers();
    expect(() => use(time, someGovernor(time), 90)).not.toThrow();
  });

  it("keeps the last calls of a window apart, and lets none go beyond it", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    const calls = Array.from({ length: 150 }, () => follow(governor, callOf(time, "interactive", 9_000)));
    const gone = (): number => calls.filter(({ is }) => is === "gone").length;
    expect(gone()).toBeGreaterThan(80);
    expect(gone()).toBeLessThan(98);
    await time.pass(8_900);
    expect(gone()).toBeLessThanOrEqual(98);
    expect(gone()).toBeGreaterThanOrEqual(96);
  });

  it("gives the window's room back when its calls are a window old", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    use(time, governor, 93);
    await time.pass(9_999);
    expect(governor.state.windows).toEqual([{ name: "all", limit: 100, left: 7 }]);
    await time.pass(251);
    expect(governor.state.windows).toEqual([{ name: "all", limit: 100, left: 100 }]);
  });

  it("counts calls that are under way, however long they take, and none that the source refused", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    const one = governor.admit(callOf(time), "plain");
    await time.pass(60_000);
    expect(governor.state.windows[0]?.left).toBe(99);
    if (!isPermit(one)) throw new Error("it had to wait");
    one.settle(false);
    expect(governor.state.windows[0]?.left).toBe(100);
  });

  it("refuses at once what would wait past its deadline, and says when to come back", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    const calls = Array.from({ length: 98 }, () => follow(governor, callOf(time, "interactive", 9_000)));
    await time.pass(5_000);
    expect(calls.every(({ is }) => is === "gone")).toBe(true);
    const late = governor.admit(callOf(time, "interactive", 1_000), "plain");
    if (!isRefusal(late)) throw new Error("it was not refused");
    expect(late.error.failure).toBe("rate_limited");
    expect(late.error.details.retryAfterMs).toBeGreaterThan(5_000);
    expect(late).toMatchObject({ isRetryable: false, health: "unknown" });
    expect(follow(governor, callOf(time, "interactive", 9_000)).is).toBe("waiting");
  });

  it("refuses at once what has too many before it", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: rulesOf({ limit: 10, windowMs: 1_000 }) });
    const calls = Array.from({ length: 100 }, () => follow(governor, callOf(time, "interactive", 3_000)));
    const refused = calls.filter(({ is }) => is === "refused").length;
    expect(refused).toBeGreaterThan(60);
    expect(refused).toBeLessThan(75);
    await time.pass(3_000);
    expect(calls.filter(({ is }) => is === "gone").length).toBeGreaterThan(20);
  });

  it("lets those go first who are waited for, then writes, then background work", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: rulesOf({ limit: 1, windowMs: 1_000 }) });
    use(time, governor, 1);
    const order: string[] = [];
    for (const [name, priority] of [
      ["background", "background"],
      ["write", "write"],
      ["read 1", "interactive"],
      ["read 2", "interactive"],
    ] as const) {
      const admitted = governor.admit(callOf(time, priority, 60_000), "plain");
      void Promise.resolve(admitted).then((permit) => {
        order.push(name);
        if (isPermit(permit)) permit.settle(true);
      });
    }
    expect(governor.state.waiting).toEqual({ interactive: 2, write: 1, background: 1 });
    await time.pass(10_000);
    expect(order).toEqual(["read 1", "read 2", "write", "background"]);
  });

  it("leaves background work a part of a window only, and lets reads go past what of it waits", () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    use(time, governor, 90);
    expect(follow(governor, callOf(time, "background", 60_000)).is).toBe("waiting");
    expect(follow(governor, callOf(time, "interactive")).is).toBe("gone");
    expect(follow(governor, callOf(time, "write")).is).toBe("gone");
  });

  it("never lets background work take all places in flight, nor starves it", async () => {
    const time = holdTimers();
    const rules = rulesOf({ limit: 10_000, windowMs: 1_000 });
    const governor = someGovernor(time, { concurrency: 4, rules });
    const permits: Permit[] = [];
    const gone = { background: 0, interactive: 0 };
    const call = (priority: "background" | "interactive"): void => {
      void Promise.resolve(governor.admit(callOf(time, priority, 60_000), "plain")).then((permit) => {
        if (!isPermit(permit)) return;
        gone[priority] += 1;
        permits.push(permit);
      });
    };
    for (let count = 0; count < 10; count += 1) call("background");
    await time.pass(100);
    expect(gone).toEqual({ background: 2, interactive: 0 });
    for (let count = 0; count < 10; count += 1) call("interactive");
    await time.pass(100);
    expect(gone).toEqual({ background: 2, interactive: 10 }); // the bulkhead has a queue for these
    for (const permit of permits.splice(0, 2)) permit.settle(true);
    await time.pass(100);
    expect(gone.background).toBe(3); // one goes, though no place is free
    for (const permit of permits.splice(0)) permit.settle(true);
    await time.pass(100);
    expect(gone.background).toBe(5);
  });

  it("keeps searches from holding up other calls, and the other way round", () => {
    const time = holdTimers();
    const rules: QuotaRules = {
      windows: {
        plain: { limit: 5, windowMs: 1_000, of: "plain" },
        search: { limit: 3, windowMs: 1_000, of: "search" },
      },
    };
    const governor = someGovernor(time, { rules });
    use(time, governor, 3, "search");
    expect(follow(governor, callOf(time), "search").is).toBe("waiting");
    use(time, governor, 5, "plain");
    expect(follow(governor, callOf(time), "plain").is).toBe("waiting");
  });

  it("has no more wait than it is told to", () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: rulesOf({ limit: 1, windowMs: 1_000 }), queueLimit: 2 });
    use(time, governor, 1);
    const calls = Array.from({ length: 3 }, () => follow(governor, callOf(time, "background", 600_000)));
    expect(calls[2]?.is).toBe("refused");
    expect(governor.state.waiting.background).toBe(2);
  });

  it("forgets a call that nobody waits for any more", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: rulesOf({ limit: 1, windowMs: 1_000 }) });
    use(time, governor, 1);
    const call = callOf(time);
    const followed = follow(governor, call);
    const next = follow(governor, callOf(time));
    call.onAbandoned?.();
    await time.pass(1_100);
    expect([followed.is, next.is]).toEqual(["refused", "gone"]);
    expect(governor.state.waiting.interactive).toBe(0);
  });

  it("moves a call up when somebody joins it who is in more of a hurry", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    use(time, governor, 90);
    const call = callOf(time, "background", 60_000);
    const followed = follow(governor, call);
    expect(followed.is).toBe("waiting");
    call.priority = "interactive";
    call.onJoined?.();
    await time.pass(0);
    expect(followed.is).toBe("gone");
  });
});

describe("what replies say", () => {
  const reply = (limit: number, remaining: number) => ({ "x-limit": String(limit), "x-remaining": String(remaining) });

  it("replaces the documented limit", () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    governor.heard("plain", 200, reply(400, 400), "");
    expect(governor.state.windows).toEqual([{ name: "all", limit: 400, left: 392 }]);
    use(time, governor, 370);
  });

  it("never goes beyond what is configured", () => {
    const time = holdTimers();
    const governor = someGovernor(time, { ownLimits: { all: 50 } });
    governor.heard("plain", 200, reply(400, 400), "");
    expect(governor.state.windows[0]?.limit).toBe(50);
    use(time, governor, 45);
  });

  it("shows what other programs use, until it was not seen for a window", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    governor.heard("plain", 200, reply(100, 8), "");
    expect(governor.state.windows[0]?.left).toBe(6);
    expect(follow(governor, callOf(time, "background", 60_000)).is).toBe("waiting");
    await time.pass(10_001);
    expect(governor.state.windows[0]?.left).toBe(97); // the background call went
  });

  it("stops all calls for as long as Retry-After says, and refuses those that can't wait for it", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    const waiting = governor.admit(callOf(time), "plain");
    if (isPermit(waiting)) waiting.settle(false);
    governor.heard("plain", 429, { "retry-after": "5" }, "");
    expect(governor.state).toMatchObject({ pausedForMs: 5_000, windows: [{ left: 0 }] });
    const patient = follow(governor, callOf(time, "interactive", 6_000));
    const other = follow(governor, callOf(time, "interactive", 6_000), "search");
    expect(follow(governor, callOf(time, "interactive", 4_000)).is).toBe("refused");
    await time.pass(4_999);
    expect([patient.is, other.is]).toEqual(["waiting", "waiting"]);
    await time.pass(1);
    expect([patient.is, other.is]).toEqual(["gone", "gone"]);
  });

  it("refuses those who wait already when a pause outlasts their deadline", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: rulesOf({ limit: 1, windowMs: 1_000 }) });
    use(time, governor, 1);
    const waiting = follow(governor, callOf(time));
    governor.heard("plain", 503, { "retry-after": "60" }, "");
    await time.pass(0);
    expect(waiting.is).toBe("refused");
  });

  it("doesn't end a source by a Retry-After of a year", async () => {
    const time = holdTimers();
    const governor = someGovernor(time);
    governor.heard("plain", 429, { "retry-after": "31536000" }, "");
    expect(governor.state.pausedForMs).toBe(900_000);
    await Promise.resolve();
  });

  it("blocks the window alone whose end a reply tells", async () => {
    const time = holdTimers();
    const rules: QuotaRules = {
      windows: {
        plain: { limit: 5, windowMs: 1_000, of: "plain" },
        search: { limit: 3, windowMs: 1_000, of: "search" },
      },
      read: (_headers, status) => (status === 429 ? [{ window: "search", remaining: 0, resetsInMs: 2_000 }] : []),
    };
    const governor = someGovernor(time, { rules });
    governor.heard("search", 429, {}, "");
    const search = follow(governor, callOf(time), "search");
    expect([search.is, follow(governor, callOf(time)).is]).toEqual(["waiting", "gone"]);
    await time.pass(2_000);
    expect(search.is).toBe("gone");
  });

  it("teaches a limit that nobody tells: less after a refusal, and again more when that is asked for", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: { windows: { all: { limit: 100, windowMs: 1_000 } } } });
    const limit = (): number => governor.state.windows[0]?.limit ?? 0;
    use(time, governor, 60);
    governor.heard("plain", 429, {}, "");
    governor.heard("plain", 429, {}, ""); // of the same moment
    expect(limit()).toBe(51); // of the 60 that went through
    await time.pass(60_000);
    expect(limit()).toBe(51); // nobody wanted more
    governor.heard("plain", 429, {}, "");
    expect(limit()).toBe(21); // others use it: half, at most
    for (let second = 0; second < 200; second += 1) {
      for (let count = 0; count < 100; count += 1) follow(governor, callOf(time, "interactive", 900));
      await time.pass(1_000);
    }
    expect(limit()).toBe(100);
  });

  it("never learns a day's limit from one refusal", () => {
    const time = holdTimers();
    const governor = someGovernor(time, { rules: { windows: { day: { limit: 1_000, windowMs: 86_400_000 } } } });
    use(time, governor, 10);
    governor.heard("plain", 429, {}, "");
    expect(governor.state.windows[0]?.limit).toBe(1_000);
  });
});

/** Nobody else is on it. */
const aloneLedger: Pick<QuotaLedger, "giveBack" | "joinPauses"> = {
  giveBack: () => Promise.resolve(),
  joinPauses: () => ({ tell: () => Promise.resolve(), leave: () => undefined }),
};

describe("governors on one ledger", () => {
  it("stay within one budget together, and give back what they don't need", async () => {
    const time = holdTimers();
    const ledger = createMemoryLedger(time.clock);
    const governors = Array.from({ length: 3 }, () => someGovernor(time, { ledger, concurrency: 100 }));
    let gone = 0;
    let perWindow = 0;
    for (let second = 0; second < 40; second += 1) {
      for (const governor of governors) {
        for (let count = 0; count < 10; count += 1) {
          const admitted = Promise.resolve(governor.admit(callOf(time, "interactive", 3_000), "plain"));
          void admitted.then((permit) => {
            if (!isPermit(permit)) return;
            permit.settle(true);
            gone += 1;
            perWindow += 1;
            time.timers.after(10_000, () => (perWindow -= 1));
          });
        }
      }
      await time.pass(1_000);
      expect(perWindow).toBeLessThanOrEqual(98);
    }
    expect(gone).toBeGreaterThan(4 * 98 * 0.8);

    await time.pass(30_000);
    for (const governor of governors) await governor.close();
    const left = { account: "account", window: "all", windowMs: 10_000, ttlMs: 1, ceiling: 98, amount: 98 };
    expect((await ledger.lease(left)).granted).toBe(98);
  });

  it("let an urgent call of one go past the background work of another", async () => {
    const time = holdTimers();
    const ledger = createMemoryLedger(time.clock);
    const [busy, other] = [someGovernor(time, { ledger }), someGovernor(time, { ledger })];
    for (let count = 0; count < 300; count += 1) follow(busy, callOf(time, "background", 60_000));
    await time.pass(30_000);
    expect(busy.state.waiting.background).toBeGreaterThan(0);
    const call = follow(other, callOf(time, "interactive", 3_000));
    await time.pass(0);
    expect(call.is).toBe("gone");
  });

  it("go on by themselves where the ledger can't be asked, and say so", async () => {
    const time = holdTimers();
    const lines: string[] = [];
    const governor = someGovernor(time, {
      ledger: { ...aloneLedger, lease: () => Promise.reject(new Error("no database")) },
      log: createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } }),
    });
    const call = follow(governor, callOf(time));
    await time.pass(0);
    expect(call.is).toBe("gone");
    expect(lines.join("")).toContain("no database");
    use(time, governor, 80);
    expect(lines).toHaveLength(1);
  });

  it("hold still together when the source asks one of them for a pause, until they are closed", async () => {
    const time = holdTimers();
    const ledger = createMemoryLedger(time.clock);
    const [asked, other, gone] = [0, 1, 2].map(() => someGovernor(time, { ledger }));
    const elsewhere = someGovernor(time, { ledger, account: "another" });
    await gone?.close();
    const waiting = other && follow(other, callOf(time, "interactive", 4_000)); // for its lease, of which it has none yet
    asked?.heard("plain", 429, { "retry-after": "5" }, "");
    await time.pass(0);
    expect([asked, other, gone, elsewhere].map((each) => each?.state.pausedForMs)).toEqual([5_000, 5_000, 0, 0]);
    expect(waiting?.is).toBe("refused");
    const patient = other && follow(other, callOf(time, "interactive", 6_000));
    await time.pass(4_999);
    expect(patient?.is).toBe("waiting");
    await time.pass(1);
    expect(patient?.is).toBe("gone");
  });

  it("say so when the others can't be told of a pause", async () => {
    const time = holdTimers();
    const lines: string[] = [];
    const governor = someGovernor(time, {
      ledger: {
        ...createMemoryLedger(time.clock),
        joinPauses: () => ({ tell: () => Promise.reject(new Error("no database")), leave: () => undefined }),
      },
      log: createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } }),
    });
    governor.heard("plain", 429, { "retry-after": "5" }, "");
    await time.pass(0);
    expect(governor.state.pausedForMs).toBe(5_000);
    expect(lines.join("")).toContain("no database");
  });

  it("refuse at once what the ledger has no room for before its deadline", async () => {
    const time = holdTimers();
    const governor = someGovernor(time, {
      ledger: {
        ...aloneLedger,
        lease: ({ account, window }) =>
          Promise.resolve({ account, window, granted: 0, slotMs: 0, retryInMs: 5_000, pausedForMs: 0 }),
      },
    });
    const first = follow(governor, callOf(time));
    await time.pass(0);
    expect(first.is).toBe("refused");
    expect(follow(governor, callOf(time)).is).toBe("refused");
    expect(follow(governor, callOf(time, "interactive", 6_000)).is).toBe("waiting");
  });
});
