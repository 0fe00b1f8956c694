// Calls that this instance may make of a budget that instances share: leased a handful at a time, ahead of need.
import type { Clock } from "../../runtime/clock.ts";
import type { Logger } from "../../runtime/logger.ts";
import type { Timers } from "../../runtime/timers.ts";
import type { Lease, LeaseRequest, QuotaLedger } from "../quota-ledger.ts";
import type { QuotaWindow } from "./quota-window.ts";

export interface LeasedStockOptions {
  readonly ledger: QuotaLedger;
  readonly account: string;
  readonly window: QuotaWindow;
  readonly isBackground: boolean;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
  /** There may be calls now. */
  readonly onChange: () => void;
  /** The vendor wants no calls for so many milliseconds, as another was told. */
  readonly onPause: (pauseMs: number) => void;
}

interface Held {
  readonly lease: Lease;
  readonly untilMs: number;
  left: number;
  /** Ends the timer that ends it. */
  readonly forget: () => void;
}

/** A lease is this part of its window long: what an instance holds, others lack. */
const PART_OF_WINDOW = 10;
const SHORTEST_MS = 100;
const LONGEST_MS = 10_000;
/** A lease that took long to get must still be worth something. */
const ROUND_TRIPS = 4;
/** No lease is more than this part of the budget. */
const LARGEST_PART = 4;
/** A call leased at the end of its time reaches the vendor later by this, at most. */
const LATENESS_MS = 250;
/** Without its ledger an instance paces itself by what replies tell, and asks again after this. */
const WITHOUT_LEDGER_MS = 5_000;

export class LeasedStock {
  readonly #options: LeasedStockOptions;
  #held: Held[] = [];
  #isAsking = false;
  #isClosed = false;
  #roundTripMs = 0;
  #takenSince = 0;
  #askedAtMs = 0;
  #deniedUntilMs = 0;
  #withoutUntilMs = 0;

  constructor(options: LeasedStockOptions) {
    this.#options = options;
  }

  /** Milliseconds until there may be a call, 0 for now; Infinity until `onChange`. Asks for more where there is none. */
  waitMs(nowMs: number): number {
    if (nowMs < this.#withoutUntilMs) return 0;
    if (this.#held.some(({ left, untilMs }) => left > 0 && nowMs < untilMs)) return 0;
    if (nowMs < this.#deniedUntilMs) return this.#deniedUntilMs - nowMs;
    this.#ask(nowMs);
    return Number.POSITIVE_INFINITY;
  }

  take(nowMs: number): void {
    this.#takenSince += 1;
    const held = this.#held.find(({ left, untilMs }) => left > 0 && nowMs < untilMs);
    if (held === undefined) return; // Without its ledger.
    held.left -= 1;
    const left = this.#held.reduce((sum, each) => sum + (nowMs < each.untilMs ? each.left : 0), 0);
    if (left <= held.lease.granted / 3 && nowMs >= this.#deniedUntilMs) this.#ask(nowMs);
  }

  /** Gives back what is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const held = this.#held;
    this.#held = [];
    for (const { forget } of held) forget();
    await Promise.all(held.map((each) => this.#giveBack(each)));
  }

  #ask(nowMs: number): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { window, account, isBackground } = this.#options;
    const { windowMs } = window.rule;
    const ttlMs = this.#ttlMs();
    const amount = this.#amount(ttlMs, nowMs);
    this.#takenSince = 0;
    this.#askedAtMs = nowMs;
    void this.#lease({
      account,
      window: window.name,
      windowMs: Math.ceil(windowMs + Math.min(LATENESS_MS, windowMs / PART_OF_WINDOW)),
      ttlMs,
      ceiling: window.sharedCeiling(isBackground, nowMs),
      amount,
    });
  }

  /** Never rejects. */
  async #lease(request: LeaseRequest): Promise<void> {
    const { account, window, ledger, clock, log, onChange, onPause } = this.#options;
    const askedAtMs = clock.now();
    try {
      const lease = await ledger.lease(request);
      this.#roundTripMs = clock.now() - askedAtMs;
      // Counted from before the question, so that it never looks younger than the ledger takes it for.
      if (lease.granted > 0) this.#hold(lease, askedAtMs + request.ttlMs);
      else this.#deniedUntilMs = clock.now() + lease.retryInMs;
      if (lease.pausedForMs > 0) onPause(lease.pausedForMs);
    } catch (err) {
      this.#withoutUntilMs = clock.now() + WITHOUT_LEDGER_MS;
      log.warn({ account, window: window.name, err }, "the shared quota can't be asked: this instance goes by its own");
    }
    this.#isAsking = false;
    onChange();
  }

  #hold(lease: Lease, untilMs: number): void {
    const { clock, timers } = this.#options;
    const forget = timers.after(Math.max(1, untilMs - clock.now()), () => {
      this.#held = this.#held.filter((each) => each !== held);
      void this.#giveBack(held);
    });
    const held: Held = { lease, untilMs, left: lease.granted, forget };
    this.#held.push(held);
    if (this.#isClosed) void this.close();
  }

  async #giveBack({ lease, left }: Held): Promise<void> {
    const { ledger, account, log } = this.#options;
    if (left === 0) return;
    try {
      await ledger.giveBack(lease, left);
    } catch (err) {
      // They count as made until their window is over: too careful, and nothing worse.
      log.warn({ account, window: lease.window, err }, "unused quota can't be given back");
    }
  }

  #ttlMs(): number {
    const { windowMs } = this.#options.window.rule;
    const part = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, windowMs / PART_OF_WINDOW));
    return Math.ceil(Math.max(part, ROUND_TRIPS * this.#roundTripMs));
  }

  /** What will be wanted in the time of a lease, by what was wanted lately. */
  #amount(ttlMs: number, nowMs: number): number {
    const most = Math.max(1, Math.floor(this.#options.window.usable / LARGEST_PART));
    const elapsedMs = Math.max(1, nowMs - this.#askedAtMs);
    const wanted = Math.ceil((1.5 * this.#takenSince * ttlMs) / Math.max(elapsedMs, ttlMs / 4)) + 1;
    return Math.min(most, wanted);
  }
}
