// 12 calls at once and 6,000 a minute, as one client says the vendor's own BackOffice document has it; what is answered past
// that, nobody tells.
const parallel = 12;
const perMinute = 6_000;
const minuteMs = 60_000;

export interface Limits {
  /** Whether a call may begin. One that may ends with `end`. */
  begin(): boolean;
  end(): void;
}

export function createLimits({ now, rateScale }: { readonly now: () => number; readonly rateScale: number }): Limits {
  const scaled = (limit: number): number => Math.max(1, Math.floor(limit * rateScale));
  let running = 0;
  let minute = 0;
  let calls = 0;
  return {
    begin() {
      const current = Math.floor(now() / minuteMs);
      if (current !== minute) [minute, calls] = [current, 0];
      if (running >= scaled(parallel) || calls >= scaled(perMinute)) return false;
      running += 1;
      calls += 1;
      return true;
    },
    end() {
      running -= 1;
    },
  };
}
