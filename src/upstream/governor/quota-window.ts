// One window of a vendor's quota: how much of it is used, by whom, and when the next call may go.
import { LearnedLimit } from "./learned-limit.ts";
import type { Priority, QuotaShares } from "./priority.ts";
import { RollingCount } from "./rolling-count.ts";
import type { QuotaReading, WindowRule } from "./rules.ts";

// Kept free of what the vendor gives: it may count a call of ours twice, and other programs use the account too.
const MARGIN = 0.02;
/** Below this part left free, calls that somebody waits for are spread out. */
const TIGHT = 0.05;
/** Part of a window over which what is free is spread: for those, and for background work. */
const SPREAD = 1 / 20;
const BACKGROUND_SPREAD = 1 / 40;
/** A window that is longer is a budget: background work may take half of it as fast as it likes. */
const BUDGET_MS = 600_000;
/** How far background work may catch up with its pace, as timers are late. */
const CATCH_UP_MS = 10;

export interface QuotaWindowOptions {
  readonly name: string;
  readonly rule: WindowRule;
  /** In place of the documented limit; and no more than this, whatever the vendor's replies allow. */
  readonly ownLimit: number | undefined;
  readonly shares: QuotaShares;
}

export class QuotaWindow {
  readonly name: string;
  readonly rule: WindowRule;
  readonly #ownLimit: number;
  readonly #shares: QuotaShares;
  readonly #learned: LearnedLimit;
  readonly #ended: RollingCount;
  #flying = 0;
  #told: number | undefined;
  #foreign = 0;
  #foreignUntilMs = 0;
  #blockedUntilMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  #backgroundMs = Number.NEGATIVE_INFINITY;
  #backgroundWaitsSinceMs = Number.POSITIVE_INFINITY;

  constructor({ name, rule, ownLimit, shares }: QuotaWindowOptions) {
    this.name = name;
    this.rule = rule;
    this.#ownLimit = ownLimit ?? Number.POSITIVE_INFINITY;
    this.#shares = shares;
    this.#learned = new LearnedLimit(ownLimit ?? rule.limit, rule.windowMs);
    this.#ended = new RollingCount(rule.windowMs);
  }

  /** As the vendor told or taught it, and no more than configured. */
  get limit(): number {
    return Math.min(this.#told ?? this.#learned.limit, this.#ownLimit);
  }

  /** What of the limit calls may use at all. */
  get usable(): number {
    return usableOf(this.limit);
  }

  left(nowMs: number): number {
    if (nowMs < this.#blockedUntilMs) return 0;
    return Math.max(0, Math.min(this.limit - this.#used(nowMs), this.#toldLeft(nowMs)));
  }

  /**
   * Milliseconds until a call may go, 0 for now: a lower bound, to be asked again then.
   * @param ahead calls that go before it
   */
  waitMs(priority: Priority, ahead: number, nowMs: number): number {
    if (nowMs < this.#blockedUntilMs) return this.#blockedUntilMs - nowMs;
    const isDue = this.#isBackgroundDue(nowMs);
    const free = this.#freeFor(priority, isDue, nowMs);
    const { windowMs } = this.rule;
    if (free - ahead < 1) {
      this.#learned.wanted(nowMs);
      if (this.usable < 1) return windowMs;
      const fallsMs = this.#ended.fallsInMs(ahead + 1 - free, nowMs);
      // What is under way frees nothing before a window has passed, and then at the window's pace.
      return Number.isFinite(fallsMs) ? Math.max(1, fallsMs) : Math.max(1, (ahead + 1 - free) * this.#paceMs());
    }
    if (priority !== "background") return Math.max(0, this.#lastMs + this.#intervalMs(nowMs) - nowMs);
    return isDue ? 0 : Math.max(0, this.#backgroundMs + this.#backgroundIntervalMs(free) - nowMs);
  }

  /** A call goes. */
  take(priority: Priority, nowMs: number): void {
    this.#flying += 1;
    if (priority === "background") {
      const free = this.#freeFor(priority, false, nowMs);
      const intervalMs = this.#backgroundIntervalMs(free);
      this.#backgroundMs = Math.max(this.#backgroundMs + intervalMs, nowMs - Math.max(intervalMs, CATCH_UP_MS));
      if (this.#backgroundWaitsSinceMs !== Number.POSITIVE_INFINITY) this.#backgroundWaitsSinceMs = nowMs;
    } else this.#lastMs = nowMs;
  }

  /**
   * The call has ended. The vendor counted it between its start and now, so that it is ours to count until a whole
   * window from now; one that it refused, or that was never sent, counts nowhere.
   */
  settle(isCounted: boolean, nowMs: number): void {
    this.#flying -= 1;
    if (isCounted) this.#ended.add(nowMs);
  }

  /** Whether background work waits for this window: then it gets its floor. */
  backgroundWaits(isWaiting: boolean, nowMs: number): void {
    if (!isWaiting) this.#backgroundWaitsSinceMs = Number.POSITIVE_INFINITY;
    else if (this.#backgroundWaitsSinceMs === Number.POSITIVE_INFINITY) this.#backgroundWaitsSinceMs = nowMs;
  }

  /** What a reply said. */
  heard({ limit, remaining, resetsInMs }: QuotaReading, nowMs: number): void {
    if (limit !== undefined) {
      this.#told = limit;
      // What is used and not by us is used by others: other programs, other instances, this one before its start.
      this.#foreign = Math.max(0, limit - remaining - this.#used(nowMs));
      this.#foreignUntilMs = nowMs + (resetsInMs ?? this.rule.windowMs);
    }
    if (remaining === 0 && resetsInMs !== undefined) this.#blockedUntilMs = nowMs + resetsInMs;
  }

  /** How full it is, 0 to 1. */
  fullness(nowMs: number): number {
    return this.#used(nowMs) / Math.max(1, this.limit);
  }

  /** A 429, for which this window may be the reason; one that its replies tell of is known already. */
  refused(nowMs: number): void {
    if (this.#told === undefined) this.#learned.refused(this.#ended.total(nowMs), nowMs);
  }

  /**
   * Up to where calls of all instances together may go. Each keeps background work's floor free for the others', as none
   * knows whether there is any.
   */
  sharedCeiling(isBackground: boolean, nowMs: number): number {
    if (isBackground) return this.#ceilingOf("background", this.#isBackgroundDue(nowMs));
    return this.usable - Math.floor(this.usable * this.#shares.backgroundFloor);
  }

  #used(nowMs: number): number {
    return this.#flying + this.#ended.total(nowMs);
  }

  #toldLeft(nowMs: number): number {
    if (this.#told === undefined) return Number.POSITIVE_INFINITY;
    const foreign = nowMs < this.#foreignUntilMs ? this.#foreign : 0;
    return usableOf(this.#told) - this.#used(nowMs) - foreign;
  }

  #freeFor(priority: Priority, isDue: boolean, nowMs: number): number {
    const used = this.#used(nowMs);
    const toldLeft = this.#toldLeft(nowMs);
    const ceiling = this.#ceilingOf(priority, isDue);
    // What others use takes from every share alike.
    const shareLeft = toldLeft === Number.POSITIVE_INFINITY ? toldLeft : toldLeft - (this.usable - ceiling);
    return Math.min(ceiling - used, shareLeft);
  }

  #ceilingOf(priority: Priority, isDue: boolean): number {
    const { usable } = this;
    switch (priority) {
      case "interactive":
        return isDue ? usable - 1 : usable;
      case "write":
        return Math.max(1, Math.floor(usable * this.#shares.write)) - (isDue ? 1 : 0);
      case "background":
        return isDue ? usable : this.#backgroundCeiling();
    }
  }

  /**
   * What it leaves is for calls that come at random times: of few calls they may be many at once, as the spread of a
   * count is its square root.
   */
  #backgroundCeiling(): number {
    const { usable } = this;
    const share = usable * this.#shares.background;
    return Math.max(1, Math.floor(Math.min(share, usable - Math.min(usable / 2, Math.sqrt(usable)))));
  }

  /** It has waited for as long as its floor lets it wait for one call. */
  #isBackgroundDue(nowMs: number): boolean {
    const floor = this.usable * this.#shares.backgroundFloor;
    return floor > 0 && nowMs - this.#backgroundWaitsSinceMs >= this.rule.windowMs / floor;
  }

  /** Milliseconds a call, at the rate that the window allows for good. */
  #paceMs(): number {
    return this.rule.windowMs / Math.max(1, this.usable);
  }

  #intervalMs(nowMs: number): number {
    const { usable } = this;
    const free = Math.min(usable - this.#used(nowMs), this.#toldLeft(nowMs));
    return free > usable * TIGHT ? 0 : (this.rule.windowMs * SPREAD) / Math.max(1, free);
  }

  #backgroundIntervalMs(free: number): number {
    const { windowMs } = this.rule;
    const ceiling = this.#backgroundCeiling();
    if (windowMs > BUDGET_MS && free > ceiling / 2) return 0;
    return Math.max(windowMs / ceiling, (windowMs * BACKGROUND_SPREAD) / Math.max(1, free));
  }
}

function usableOf(limit: number): number {
  return limit - Math.floor(limit * MARGIN);
}
