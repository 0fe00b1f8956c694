// What a source's quota lets go: all windows of it, the leased calls, pauses that the vendor asked for, and places in
// flight. Who waits for it is the governor's matter.
import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Timers } from "../../runtime/timers.ts";
import type { QuotaLedger } from "../quota-ledger.ts";
import { retryAfterMs } from "../retry-after.ts";
import type { Priority, QuotaShares } from "./priority.ts";
import { QuotaWindow } from "./quota-window.ts";
import type { CallClass, QuotaRules } from "./rules.ts";
import { createStocks } from "./stocks.ts";

export interface BudgetOptions {
  readonly source: string;
  /** Names the budget that is shared: the vendor's account, by the credentials that reach it. */
  readonly account: string;
  readonly rules: QuotaRules;
  /** By window: no more than this, whatever the vendor allows. */
  readonly ownLimits: Readonly<Record<string, number | undefined>>;
  readonly shares: QuotaShares;
  /** Calls in flight at once: background work never takes all of them. */
  readonly concurrency: number;
  /** Where others use the account too. */
  readonly ledger: QuotaLedger | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

export interface Permit {
  /** The call has ended; `isCounted` where it reached the vendor and was not refused by a 429. Once. */
  settle(isCounted: boolean): void;
}

export interface BudgetState {
  readonly windows: readonly { readonly name: string; readonly limit: number; readonly left: number }[];
  /** For how long the vendor wants no calls; 0 where it does not say so. */
  readonly pausedForMs: number;
}

export interface Budget {
  /**
   * Milliseconds until a call may go, 0 for now: a lower bound, to be asked again then. Infinity where `onChange` tells.
   * @param ahead calls that go before it
   */
  waitMs(callClass: CallClass, priority: Priority, ahead: number, nowMs: number): number;
  /** A call goes, for which `waitMs` was 0. */
  grant(callClass: CallClass, priority: Priority, nowMs: number): Permit;
  /** Of which classes background work waits: it then gets its floor. */
  backgroundWaits(classes: readonly CallClass[], nowMs: number): void;
  /** What a reply told. @param body of a 429 */
  heard(callClass: CallClass, status: number, headers: IncomingHttpHeaders, body: string): void;
  state(nowMs: number): BudgetState;
  /** Gives back what was leased. */
  close(): Promise<void>;
}

/** A vendor that asks for longer is asked again then: a header must not end a source. */
const LONGEST_PAUSE_MS = 900_000;
/** Windows that are longer are not learned from a 429: one refusal tells nothing of a day. */
const LEARNABLE_MS = 600_000;

/** @param onChange there may be room where there was none */
export function createBudget(options: BudgetOptions, onChange: () => void): Budget {
  const { source, rules, shares, concurrency, clock, log } = options;
  const windows = Object.entries(rules.windows).map(
    ([name, rule]) => new QuotaWindow({ name, rule, ownLimit: options.ownLimits[name], shares }),
  );
  const byName = new Map(windows.map((window) => [window.name, window]));
  const of = (callClass: CallClass): QuotaWindow[] =>
    windows.filter(({ rule }) => rule.of === undefined || rule.of === callClass);
  const windowsOf = { plain: of("plain"), search: of("search"), export: of("export") };
  const stocks = createStocks(options, windows, { onChange, onPause: pauseAsOthersDo });
  const others = options.ledger?.joinPauses(options.account, pauseAsOthersDo);
  const mostBackground = Math.max(1, Math.floor(concurrency / 2));
  let flying = 0;
  let flyingBackground = 0;
  let pausedUntilMs = 0;

  /** Behind a busy source's queue nobody is more urgent than another: background work never stands in it. */
  function hasPlace(priority: Priority): boolean {
    if (priority !== "background") return true;
    // One always may: work that is never done is no better than work that is refused.
    return flyingBackground === 0 || (flyingBackground < mostBackground && flying < concurrency);
  }

  /** The reason of a 429: the window that the reply names, else the fullest. */
  function blame(callClass: CallClass, named: QuotaWindow | undefined, nowMs: number): void {
    const [fullest] = windowsOf[callClass]
      .filter(({ rule }) => rule.windowMs <= LEARNABLE_MS)
      .sort((one, other) => other.fullness(nowMs) - one.fullness(nowMs));
    const blamed = named ?? fullest;
    if (blamed !== undefined && blamed.rule.windowMs <= LEARNABLE_MS) blamed.refused(nowMs);
  }

  /** Whether it is longer than what is known. */
  function pauseFor(pauseMs: number, nowMs: number): boolean {
    if (pauseMs <= 0 || nowMs + pauseMs <= pausedUntilMs) return false;
    pausedUntilMs = nowMs + pauseMs;
    return true;
  }

  function pause(status: number, headers: IncomingHttpHeaders, nowMs: number): void {
    if (headers["retry-after"] === undefined) return;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, retryAfterMs(headers, "", nowMs) ?? 0);
    if (!pauseFor(pauseMs, nowMs)) return;
    log.warn({ source, status, pauseMs }, "the source asks for a pause: no calls until then");
    others?.tell(Math.ceil(pauseMs)).catch((err: unknown) => {
      log.warn({ source, err }, "other instances can't be told of the pause: they find out by themselves");
    });
  }

  function pauseAsOthersDo(pauseMs: number): void {
    if (!pauseFor(pauseMs, clock.now())) return;
    log.info({ source, pauseMs }, "the source asked another instance for a pause: no calls until then");
    onChange();
  }

  return {
    waitMs(callClass, priority, ahead, nowMs) {
      if (nowMs < pausedUntilMs) return pausedUntilMs - nowMs;
      if (!hasPlace(priority)) return Number.POSITIVE_INFINITY;
      let longest = 0;
      for (const window of windowsOf[callClass]) {
        const ms = window.waitMs(priority, ahead, nowMs);
        if (ms > longest) longest = ms;
      }
      if (longest > 0 || stocks === undefined) return longest;
      for (const window of windowsOf[callClass]) {
        const ms = stocks.of(window, priority).waitMs(nowMs);
        if (ms > longest) longest = ms;
      }
      return longest;
    },
    grant(callClass, priority, nowMs) {
      const taken = windowsOf[callClass];
      for (const window of taken) {
        window.take(priority, nowMs);
        stocks?.of(window, priority).take(nowMs);
      }
      flying += 1;
      if (priority === "background") flyingBackground += 1;
      return {
        settle(isCounted) {
          const endedMs = clock.now();
          for (const window of taken) window.settle(isCounted, endedMs);
          flying -= 1;
          if (priority === "background") flyingBackground -= 1;
          onChange();
        },
      };
    },
    backgroundWaits(classes, nowMs) {
      for (const window of windows) {
        const isWaiting = classes.some((callClass) => windowsOf[callClass].includes(window));
        window.backgroundWaits(isWaiting, nowMs);
      }
    },
    heard(callClass, status, headers, body) {
      const nowMs = clock.now();
      let named: QuotaWindow | undefined;
      for (const reading of rules.read?.(headers, status, body) ?? []) {
        const window = byName.get(reading.window);
        window?.heard(reading, nowMs);
        if (reading.remaining === 0) named = window;
      }
      if (status === 429) blame(callClass, named, nowMs);
      if (status === 429 || status === 503) pause(status, headers, nowMs);
      onChange();
    },
    state(nowMs) {
      const isPaused = nowMs < pausedUntilMs;
      return {
        windows: windows.map((window) => ({
          name: window.name,
          limit: window.limit,
          left: isPaused ? 0 : window.left(nowMs),
        })),
        pausedForMs: Math.max(0, pausedUntilMs - nowMs),
      };
    },
    async close() {
      others?.leave();
      await stocks?.close();
    },
  };
}
