// A pause that the vendor asks of one instance holds for all on its credentials.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createQuotaLedger } from "../../src/store/quota-ledger.ts";
import type { Store } from "../../src/store/store.ts";
import { createMemoryLedger } from "../../src/upstream/governor/memory-ledger.ts";
import type { Governor } from "../../src/upstream/governor/governor.ts";
import type { LeaseRequest, QuotaLedger } from "../../src/upstream/quota-ledger.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";
import { holdTimers } from "../upstream/governor/held-time.ts";
import type { HeldTime } from "../upstream/governor/held-time.ts";
import { someGovernor } from "../upstream/governor/some-governor.ts";

const ask = (account: string): LeaseRequest => ({
  account,
  window: "burst",
  windowMs: 10_000,
  ttlMs: 1_000,
  ceiling: 100,
  amount: 10,
});

describe.each(["memory", ...KINDS] as const)("a pause told by way of a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase | undefined;
  let store: Store | undefined;
  let accounts = 0;
  let time: HeldTime;
  let memory: QuotaLedger;

  beforeAll(async () => {
    if (whySkipped !== null || kind === "memory") return;
    database = await createDatabase(kind);
    store = database.open();
  });
  beforeEach(({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    time = holdTimers(1_000_000_000);
    memory = createMemoryLedger(time.clock);
    accounts += 1;
  });
  afterAll(() => database?.drop());

  /** Another instance's: on a server with connections of its own. */
  function openLedger(): QuotaLedger {
    if (database === undefined || store === undefined) return memory;
    return createQuotaLedger(kind === "postgresql" ? database.open() : store, () => time.clock.now());
  }

  it("is kept with the account, for as long as the longest that was told", async () => {
    const [one, other] = [openLedger(), openLedger()];
    const [account, elsewhere] = [`account ${accounts}`, `elsewhere ${accounts}`];
    const line = one.joinPauses(account, () => undefined);
    await line.tell(30_000);
    await line.tell(10_000);
    expect(await other.lease(ask(account))).toMatchObject({ granted: 0, retryInMs: 30_000, pausedForMs: 30_000 });
    expect(await other.lease(ask(elsewhere))).toMatchObject({ granted: 10, pausedForMs: 0 });
    await time.pass(29_999);
    expect(await other.lease(ask(account))).toMatchObject({ granted: 0, retryInMs: 1, pausedForMs: 1 });
    await time.pass(1);
    expect(await other.lease(ask(account))).toMatchObject({ granted: 10, retryInMs: 0, pausedForMs: 0 });
  });

  it("is told at once to all others that are there, and to nobody else", async () => {
    const [one, other] = [openLedger(), openLedger()];
    const account = `account ${accounts}`;
    const told = { self: [] as number[], beside: [] as number[], across: [] as number[], elsewhere: [] as number[] };
    const line = one.joinPauses(account, (ms) => told.self.push(ms));
    one.joinPauses(account, (ms) => told.beside.push(ms));
    const across = other.joinPauses(account, (ms) => told.across.push(ms));
    other.joinPauses("elsewhere", (ms) => told.elsewhere.push(ms));
    await Promise.all([one, other].map((each) => each.lease(ask(account)))); // whoever leases listens
    await line.tell(5_000);
    await expect.poll(() => told.across).toEqual([5_000]);
    across.leave();
    await line.tell(7_000);
    await other.lease(ask(account)); // and whatever was to be heard was
    expect(told).toEqual({ self: [], beside: [5_000, 7_000], across: [5_000], elsewhere: [] });
  });

  it("holds another instance still until it is over, and one that comes later too", async () => {
    const account = `account ${accounts}`;
    const instances: Governor[] = [];
    const start = (): Governor => {
      const governor = someGovernor(time, { account, ledger: openLedger() });
      instances.push(governor);
      return governor;
    };
    const [asked, other] = [start(), start()];
    expect(await Promise.all([call(asked), call(other)])).toEqual(["gone", "gone"]);

    asked.heard("plain", 429, { "retry-after": "30" }, "");
    await expect.poll(() => other.state.pausedForMs, { timeout: 20_000 }).toBe(30_000);
    expect(await call(other)).toBe("refused");
    const later = start();
    const first = call(later);
    await expect.poll(() => later.state.pausedForMs, { timeout: 20_000 }).toBe(30_000);
    expect(await first).toBe("refused");

    await time.pass(30_000);
    expect(await Promise.all([call(other), call(later)])).toEqual(["gone", "gone"]);
    await Promise.all(instances.map((governor) => governor.close()));
  });

  /** What becomes of a call with three seconds to live. */
  async function call(governor: Governor): Promise<"gone" | "refused"> {
    const deadlineMs = time.clock.now() + 3_000;
    const request = { priority: "interactive", deadlineMs, onAbandoned: undefined, onJoined: undefined } as const;
    const admitted = await governor.admit({ ...request }, "plain");
    if (!("settle" in admitted)) return "refused";
    admitted.settle(true);
    return "gone";
  }
});
