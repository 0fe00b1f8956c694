// What a failing source costs, and how it comes back: circuit breakers, calls that are shared, answers of before.
import { afterEach, describe, expect, it, vi } from "vitest";
import { startGateway, type Gateway, type GatewayOptions } from "../support/gateway.ts";
import { FAULTS, type FaultMode } from "./fault-modes.ts";
import { listOf, SOURCES, SPANNING } from "./spanning-query.ts";

const FAILURES = 5;

let gateway: Gateway | undefined;
/** The gateway's and the vendors'; runs ahead by leaps. */
const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };

async function start(limits: object, options: GatewayOptions): Promise<Gateway> {
  clock.aheadMs = 0;
  gateway = await startGateway({
    clock,
    ...options,
    sandbox: { customers: 120, now: clock.now, ...options.sandbox },
    sources: Object.fromEntries(SOURCES.map((name) => [name, { limits: { breakerResetMs: 50, ...limits } }])),
  });
  return gateway;
}
afterEach(() => gateway?.stop());

function setFaults({ sandbox }: Gateway, mode: FaultMode | null): void {
  for (const { faults } of Object.values(sandbox.sources)) {
    if (mode === null) faults.clear();
    else faults.set(mode.settings);
  }
}

async function breakersOf({ url }: Gateway): Promise<Readonly<Record<string, string>>> {
  const reply = await fetch(`${url}/health/ready`);
  return ((await reply.json()) as { sources: Record<string, string> }).sources;
}

const without = { responses: false, entities: false, links: false };
const allAre = <T>(value: T): Record<string, T> => Object.fromEntries(SOURCES.map((source) => [source, value]));

describe("the breaker of each source", () => {
  it("opens after five failures of any kind, and is closed again by a probe", async () => {
    const running = await start(
      { timeoutMs: 250, maxRetries: 0, breakerFailures: FAILURES },
      { config: { cache: without } },
    );
    for (const mode of FAULTS.filter(({ settings }) => settings.tooManyRequests === undefined)) {
      await healthy(running);
      const together = Object.fromEntries(await Promise.all(SOURCES.map((source) => callsOfList(running, source))));
      setFaults(running, mode);
      const failures = await Promise.all(SOURCES.map((source) => failUntilOpen(running, source)));
      // What goes out together, as Intercom's two searches, fails together.
      const expected = SOURCES.map((source): [string, number] => {
        const calls = together[source] ?? 1;
        return [source, Math.ceil(FAILURES / calls) * calls];
      });
      expect({ [mode.is]: Object.fromEntries(failures) }).toEqual({ [mode.is]: Object.fromEntries(expected) });

      setFaults(running, null);
      running.forget();
      await healthy(running);
      expect(await breakersOf(running)).toMatchObject(allAre("closed"));
      const told = running.log.map(({ source, msg }) => `${String(source)}: ${String(msg)}`);
      for (const source of SOURCES) {
        expect(told).toContain(`${source}: circuit breaker half-open: one call goes through`);
        expect(told).toContain(`${source}: circuit breaker closed`);
      }
    }
  }, 60_000);

  it("stays closed while the source only wants fewer calls", async () => {
    const running = await start({ maxRetries: 0 }, { config: { cache: without } });
    await healthy(running);
    setFaults(running, FAULTS.find(({ settings }) => settings.tooManyRequests !== undefined) ?? null);
    for (let ask = 0; ask <= FAILURES; ask += 1) {
      const answers = await Promise.all(SOURCES.map((source) => running.ask({ query: listOf(source) })));
      expect(answers.map(({ errors }) => errors[0]?.extensions.code)).toEqual(SOURCES.map(() => "UPSTREAM_BUSY"));
    }
    expect(await breakersOf(running)).toMatchObject(allAre("closed"));
    setFaults(running, null);
    clock.aheadMs += 60_000; // past any pause
    await healthy(running);
  });

  /** How many calls one list costs, all at once. */
  async function callsOfList(running: Gateway, source: string): Promise<readonly [string, number]> {
    const before = running.sandbox.sources[source]?.requests ?? 0;
    expect((await running.ask({ query: listOf(source) })).errors).toEqual([]);
    return [source, (running.sandbox.sources[source]?.requests ?? 0) - before];
  }

  /** Asks one list at a time; how many calls reached the source before its breaker opened. */
  async function failUntilOpen(running: Gateway, source: string): Promise<readonly [string, number]> {
    const requests = (): number => running.sandbox.sources[source]?.requests ?? 0;
    const before = requests();
    for (let ask = 0; ask < 2 * FAILURES && (await breakersOf(running))[source] === "closed"; ask += 1) {
      expect((await running.ask({ query: listOf(source) })).errors).not.toEqual([]);
    }
    return [source, requests() - before];
  }

  async function healthy(running: Gateway): Promise<void> {
    await vi.waitUntil(async () => (await running.ask({ query: SPANNING })).errors.length === 0, { timeout: 20_000 });
  }
});

describe("calls that are under way", () => {
  it("are shared by all who ask the same, at every source", async () => {
    const running = await start(
      {},
      { sandbox: { latencyMs: 300 }, config: { cache: without, server: { deadlineMs: 60_000 } } },
    );
    await running.ask({ query: SPANNING }); // signs in, and what else is done once
    running.forget();
    await running.ask({ query: SPANNING });
    const alone = running.calls();
    expect(Object.keys(alone).sort()).toEqual([...SOURCES].sort());
    running.forget();
    const answers = await Promise.all(Array.from({ length: 10 }, () => running.ask({ query: SPANNING })));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(running.calls()).toEqual(alone);
  });
});

describe("what was read before every source failed", () => {
  it("is served past its lifetime whatever they do, and marked as stale with each source's code", async () => {
    const running = await start({ timeoutMs: 250 }, { config: { cache: { responses: true } } });
    await running.ask({ query: SPANNING });
    const fresh = await fullyFresh(running);
    for (const mode of FAULTS) {
      clock.aheadMs += 6 * 60_000; // past what is served unasked; and once an access token's end
      setFaults(running, mode);
      const later = await running.ask({ query: SPANNING });
      expect({ [mode.is]: later.errors }).toEqual({ [mode.is]: [] });
      expect(later.data).toEqual(fresh);
      const stale = later.extensions["stale"] as { source: string; code: string }[];
      expect(new Set(stale.map(({ source }) => source))).toEqual(new Set(SOURCES));
      expect(stale.filter(({ code }) => !mode.codes.includes(code))).toEqual([]);
      setFaults(running, null);
      clock.aheadMs += 60_000; // past any pause
      // A stale answer is not kept as if it were a fresh one.
      expect(await fullyFresh(running)).toEqual(fresh);
    }
  }, 60_000);

  async function fullyFresh(running: Gateway): Promise<unknown> {
    let data: unknown;
    await vi.waitUntil(
      async () => {
        const answer = await running.ask({ query: SPANNING });
        data = answer.data;
        return answer.errors.length === 0 && answer.extensions["stale"] === undefined;
      },
      { timeout: 20_000 },
    );
    return data;
  }
});
