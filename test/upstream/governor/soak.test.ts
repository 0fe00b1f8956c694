// Minutes of traffic in held time, against vendors that count in different ways.
import { describe, expect, it } from "vitest";
import type { Priority } from "../../../src/upstream/governor/priority.ts";
import type { WindowRule } from "../../../src/upstream/governor/rules.ts";
import { holdTimers } from "./held-time.ts";
import type { HeldTime } from "./held-time.ts";
import { fixed, playVendor, rolling } from "./played-vendor.ts";
import type { Limiter, Made, PlayedVendor } from "./played-vendor.ts";
import { rulesOf, seeded, someGovernor } from "./some-governor.ts";

interface Soak {
  readonly documented: WindowRule;
  readonly limiter: Limiter;
  /** Of the true limit; interactive at random times, background as much as it gets up to this. */
  readonly interactive: number;
  readonly background: number;
  readonly trueLimit: number;
  readonly minutes: number;
  readonly latencyMs: number;
}

/** Every priority's own traffic until the minutes are over; what was made after the first window. */
async function soak(options: Soak): Promise<readonly Made[]> {
  const time = holdTimers();
  const random = seeded(7);
  const governor = someGovernor(time, { rules: rulesOf(options.documented) });
  const vendor = playVendor(time, governor, options.limiter, options.latencyMs, random);
  const perMs = options.trueLimit / options.documented.windowMs;
  arrive(time, vendor, "interactive", options.interactive * perMs, 3_000, random);
  arrive(time, vendor, "background", options.background * perMs, 30_000, random);
  await time.pass(options.minutes * 60_000);
  const warmUpMs = 1_000_000 + 2 * options.documented.windowMs;
  return vendor.made.filter(({ endedMs }) => endedMs >= warmUpMs);
}

/** Calls at random times, so many a millisecond on average. */
function arrive(
  time: HeldTime,
  vendor: PlayedVendor,
  priority: Priority,
  perMs: number,
  deadlineMs: number,
  random: () => number,
): void {
  if (perMs === 0) return;
  time.timers.after(-Math.log(1 - random()) / perMs, () => {
    void vendor.call({ priority, deadlineMs });
    arrive(time, vendor, priority, perMs, deadlineMs, random);
  });
}

const sent = (made: readonly Made[]): readonly Made[] => made.filter(({ status }) => status !== undefined);
const shareOf429 = (made: readonly Made[]): number =>
  sent(made).filter(({ status }) => status === 429).length / sent(made).length;
const of = (priority: Priority, made: readonly Made[]): readonly Made[] =>
  made.filter((each) => each.priority === priority);
const good = (made: readonly Made[]): number => made.filter(({ status }) => status === 200).length;

/** Of the sorted waits, the one below which this part is; what was refused waited forever. */
function waitAt(part: number, made: readonly Made[]): number {
  const waits = made.map(({ waitedMs }) => waitedMs ?? Number.POSITIVE_INFINITY).sort((one, other) => one - other);
  return waits[Math.ceil(part * waits.length) - 1] ?? 0;
}

interface Case {
  readonly name: string;
  readonly documented: WindowRule;
  readonly limiter: () => Limiter;
  readonly trueLimit: number;
  readonly minutes: number;
  /** The least of what is left that background work is to get: short windows lose the time that calls take. */
  readonly least: number;
}

const TEN_SECONDS = 10_000;
const VENDORS: readonly Case[] = [
  {
    name: "a rolling window that replies tell of",
    documented: { limit: 190, windowMs: TEN_SECONDS },
    limiter: () => rolling(190, TEN_SECONDS),
    trueLimit: 190,
    minutes: 5,
    least: 0.75,
  },
  {
    name: "a fixed minute",
    documented: { limit: 700, windowMs: 60_000 },
    limiter: () => fixed(700, 60_000),
    trueLimit: 700,
    minutes: 6,
    least: 0.75,
  },
  {
    name: "a fixed second",
    documented: { limit: 100, windowMs: 1_000 },
    limiter: () => fixed(100, 1_000),
    trueLimit: 100,
    minutes: 1,
    least: 0.65,
  },
  {
    name: "a plan that is larger than documented",
    documented: { limit: 100, windowMs: TEN_SECONDS },
    limiter: () => rolling(190, TEN_SECONDS),
    trueLimit: 190,
    minutes: 5,
    least: 0.75,
  },
  {
    name: "a plan that is smaller than documented",
    documented: { limit: 300, windowMs: TEN_SECONDS },
    limiter: () => rolling(190, TEN_SECONDS),
    trueLimit: 190,
    minutes: 5,
    least: 0.75,
  },
];

describe.each(VENDORS)("with $name", ({ documented, limiter, trueLimit, minutes, least }) => {
  const { windowMs } = documented;
  /** What the vendor would take in all of the time that is looked at. */
  const all = (trueLimit * (minutes * 60_000 - 2 * windowMs)) / windowMs;
  const common = { documented, trueLimit, minutes, latencyMs: 100 };

  it("reads at 30 % of it never wait behind background work that wants twice of it, which gets the rest", async () => {
    const made = await soak({ ...common, limiter: limiter(), interactive: 0.3, background: 2 });
    expect(shareOf429(made)).toBe(0);
    expect(waitAt(0.95, of("interactive", made))).toBe(0);
    expect(of("interactive", made).filter(({ status }) => status !== 200)).toEqual([]);
    expect(good(of("background", made)) / (0.7 * all)).toBeGreaterThan(least);
  });

  it("reads that want twice of it are slowed, not stopped, and background work keeps its floor", async () => {
    const made = await soak({ ...common, limiter: limiter(), interactive: 2, background: 2 });
    expect(shareOf429(made)).toBe(0);
    expect(good(made) / all).toBeGreaterThan(0.8);
    expect(good(of("background", made)) / all).toBeGreaterThan(0.03);
    expect(good(of("background", made)) / all).toBeLessThan(0.08);
  });
});

describe("a limit that nobody tells", () => {
  it("is found when it is a quarter of what is documented, at less than one refusal in a hundred calls", async () => {
    const made = await soak({
      documented: { limit: 100, windowMs: 1_000 },
      limiter: fixed(25, 1_000),
      trueLimit: 25,
      interactive: 0.3,
      background: 4,
      minutes: 10,
      latencyMs: 100,
    });
    expect(shareOf429(made)).toBeGreaterThan(0);
    expect(shareOf429(made)).toBeLessThan(0.01);
    expect(good(made)).toBeGreaterThan(0.65 * 25 * 600);
    expect(waitAt(0.9, of("interactive", made))).toBe(0);
  });
});
