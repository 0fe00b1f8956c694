import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RollingCount } from "../../../src/upstream/governor/rolling-count.ts";

const WINDOW_MS = 4_000;
const SLOT_MS = WINDOW_MS / 40;

/** Times of events, each some milliseconds after the one before. */
const gaps = fc.array(fc.oneof(fc.nat(50), fc.nat(6_000)), { minLength: 1, maxLength: 200 });

describe("a rolling count", () => {
  it("is never less than what the window holds, and never more than a slot beyond it", () => {
    fc.assert(
      fc.property(gaps, fc.nat(5_000), (between, later) => {
        const count = new RollingCount(WINDOW_MS);
        const times: number[] = [];
        let nowMs = 1_000_000;
        const check = (): void => {
          const held = (ms: number): number => times.filter((atMs) => atMs > nowMs - ms).length;
          expect(count.total(nowMs)).toBeGreaterThanOrEqual(held(WINDOW_MS));
          expect(count.total(nowMs)).toBeLessThanOrEqual(held(WINDOW_MS + SLOT_MS));
        };
        for (const gap of between) {
          nowMs += gap;
          count.add(nowMs);
          times.push(nowMs);
          check();
        }
        nowMs += later;
        check();
      }),
    );
  });

  it("says when it will have fallen, to the millisecond", () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), (between, by) => {
        const count = new RollingCount(WINDOW_MS);
        let nowMs = 1_000_000;
        for (const gap of between) count.add((nowMs += gap));
        const total = count.total(nowMs);
        const ms = count.fallsInMs(by, nowMs);
        expect(ms === Number.POSITIVE_INFINITY).toBe(by > total);
        if (by > total) return;
        expect(count.total(nowMs + Math.floor(ms - 0.001))).toBeGreaterThan(total - by);
        expect(count.total(nowMs + Math.ceil(ms))).toBeLessThanOrEqual(total - by);
      }),
    );
  });

  it("takes a clock that is set back for one that stands still", () => {
    const count = new RollingCount(WINDOW_MS);
    count.add(1_000_000);
    count.add(990_000);
    expect(count.total(990_000)).toBe(2);
    expect(count.total(1_000_000 + WINDOW_MS + SLOT_MS)).toBe(0);
  });
});
