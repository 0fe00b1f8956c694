// One suite for every ledger, and two gateways' clients on one PostgreSQL.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../src/runtime/logger.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createQuotaLedger } from "../../src/store/quota-ledger.ts";
import { createUpstreamClient } from "../../src/upstream/client.ts";
import type { UpstreamClient } from "../../src/upstream/client.ts";
import { createMemoryLedger } from "../../src/upstream/governor/memory-ledger.ts";
import { DEFAULT_SHARES } from "../../src/upstream/governor/priority.ts";
import type { LeaseRequest, QuotaLedger } from "../../src/upstream/quota-ledger.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import { fixedAuthorizer } from "../upstream/harness.ts";

const WINDOW_MS = 10_000;
const TTL_MS = 1_000;
/** A slot's width: what a lease may count for longer than it must. */
const SLOT_MS = WINDOW_MS / 20;

describe.each(["memory", ...KINDS] as const)("a quota ledger in a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase | undefined;
  let nowMs = 1_000_000_000;
  let ledger: QuotaLedger;
  let accounts = 0;

  const now = (): number => nowMs;
  const ask = (account: string, changes: Partial<LeaseRequest> = {}): LeaseRequest => ({
    account,
    window: "burst",
    windowMs: WINDOW_MS,
    ttlMs: TTL_MS,
    ceiling: 100,
    amount: 10,
    ...changes,
  });
  const newAccount = (): string => `account ${(accounts += 1)}`;

  beforeEach(({ skip }) => skip(whySkipped !== null, whySkipped ?? ""));
  beforeAll(async () => {
    if (whySkipped !== null) return;
    if (kind !== "memory") database = await createDatabase(kind);
    ledger = database === undefined ? createMemoryLedger({ now }) : createQuotaLedger(database.open(), now);
  });
  afterAll(() => database?.drop());

  it("gives what is asked for, then what is left, then nothing, and says when there is more", async () => {
    const account = newAccount();
    expect(await ledger.lease(ask(account, { amount: 70 }))).toMatchObject({ granted: 70, retryInMs: 0 });
    expect(await ledger.lease(ask(account, { amount: 70 }))).toMatchObject({ granted: 30 });
    const denied = await ledger.lease(ask(account));
    expect(denied.granted).toBe(0);
    expect(denied.retryInMs).toBeGreaterThan(WINDOW_MS);
    expect(denied.retryInMs).toBeLessThanOrEqual(WINDOW_MS + TTL_MS + SLOT_MS);
    nowMs += denied.retryInMs - 1;
    expect((await ledger.lease(ask(account))).granted).toBe(0);
    nowMs += 1;
    expect((await ledger.lease(ask(account))).granted).toBe(10);
  });

  it("never gives more than one budget to many who ask at once", async () => {
    const account = newAccount();
    const leases = await Promise.all(Array.from({ length: 40 }, () => ledger.lease(ask(account, { amount: 7 }))));
    expect(leases.reduce((sum, { granted }) => sum + granted, 0)).toBe(100);
  });

  it("keeps windows and accounts apart", async () => {
    const [one, other] = [newAccount(), newAccount()];
    await ledger.lease(ask(one, { amount: 100 }));
    expect((await ledger.lease(ask(other))).granted).toBe(10);
    expect((await ledger.lease(ask(one, { window: "daily" }))).granted).toBe(10);
  });

  it("has a lower ceiling for who is less urgent", async () => {
    const account = newAccount();
    await ledger.lease(ask(account, { amount: 85 }));
    expect((await ledger.lease(ask(account, { ceiling: 90 }))).granted).toBe(5);
    expect((await ledger.lease(ask(account, { ceiling: 90 }))).granted).toBe(0);
    expect((await ledger.lease(ask(account))).granted).toBe(10);
  });

  it("takes back what was not used", async () => {
    const account = newAccount();
    const lease = await ledger.lease(ask(account, { amount: 100 }));
    await ledger.giveBack(lease, 40);
    expect((await ledger.lease(ask(account, { amount: 50 }))).granted).toBe(40);
  });

  it("never lets a window hold more, whenever leases are used within their time", { timeout: 60_000 }, async () => {
    const step = fc.record({ afterMs: fc.nat(3_000), amount: fc.integer({ min: 1, max: 60 }), unused: fc.nat(60) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const account = newAccount();
        const used: { readonly lastMs: number; readonly calls: number }[] = [];
        for (const { afterMs, amount, unused } of steps) {
          nowMs += afterMs;
          const lease = await ledger.lease(ask(account, { amount }));
          const back = Math.min(unused, lease.granted);
          if (back > 0) await ledger.giveBack(lease, back);
          used.push({ lastMs: nowMs + TTL_MS, calls: lease.granted - back });
          // A call may be made at the last moment of its lease, and then counts at the vendor for a window.
          const held = used.filter(({ lastMs }) => lastMs + WINDOW_MS > nowMs);
          expect(held.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: kind === "memory" ? 100 : 10 },
    );
  });
});

describe("two gateways on one PostgreSQL", () => {
  beforeEach(({ skip }) => skip(WHY_NO_POSTGRESQL !== null, WHY_NO_POSTGRESQL ?? ""));

  it("make no more calls together than one budget has, and all of them", async () => {
    const database = await createDatabase("postgresql");
    const server = await startStub((_request, reply) => sendJson(reply, "good"));
    const clients: UpstreamClient[] = [];
    try {
      for (let instance = 0; instance < 2; instance += 1) {
        clients.push(
          createUpstreamClient({
            source: "crm",
            baseUrl: server.url,
            headers: {},
            options: {},
            authorizer: fixedAuthorizer,
            limits: { concurrency: 8, timeoutMs: 5_000 },
            quota: {
              // Longer than any run of this test: what is used stays used.
              rules: { windows: { hour: { limit: 50, windowMs: 3_600_000 } } },
              ownLimits: {},
              shares: { ...DEFAULT_SHARES, backgroundFloor: 0 },
              account: "shared",
              ledger: createQuotaLedger(database.open()),
            },
            clock: systemClock,
            random: () => 0,
            log: createLogger({ level: "silent" }),
          }),
        );
      }
      const calls = clients.flatMap((client) => {
        const http = client.http({ deadlineMs: systemClock.now() + 20_000 });
        return Array.from({ length: 60 }, (_, index) => http.get("/x", { index }).catch((problem: unknown) => problem));
      });
      const results = await Promise.all(calls);
      const made = results.filter((result) => result === "good").length;
      expect(made).toBe(server.requests.length);
      expect(made).toBeLessThanOrEqual(49); // 2 % are kept free
      expect(made).toBeGreaterThanOrEqual(46); // the last ones are an hour's twentieth apart
      expect(results.find((result) => result !== "good")).toMatchObject({ failure: "rate_limited" });
    } finally {
      await Promise.all(clients.map((client) => client.close()));
      await server.close();
      await database.drop();
    }
  });
});
