// The shared budget within one process: for several sources that are one account.
import type { Clock } from "../../runtime/clock.ts";
import type { QuotaLedger } from "../quota-ledger.ts";

const SLOTS = 20;

export function createMemoryLedger(clock: Clock): QuotaLedger {
  // Calls by the end of their slot, oldest first.
  const slots = new Map<string, Map<number, number>>();
  const joined = new Map<string, Set<(pauseMs: number) => void>>();
  const pausedUntilMs = new Map<string, number>();

  return {
    lease({ account, window, windowMs, ttlMs, ceiling, amount }) {
      const nowMs = clock.now();
      const key = `${account} ${window}`;
      const mine = slots.get(key) ?? new Map<number, number>();
      slots.set(key, mine);
      let used = 0;
      let oldestMs = nowMs;
      for (const [endsAtMs, calls] of mine) {
        if (endsAtMs + windowMs <= nowMs) mine.delete(endsAtMs);
        else if (calls > 0) {
          if (used === 0) oldestMs = endsAtMs;
          used += calls;
        }
      }
      const pausedForMs = Math.max(0, (pausedUntilMs.get(account) ?? 0) - nowMs);
      const granted = pausedForMs > 0 ? 0 : Math.max(0, Math.min(amount, ceiling - used));
      const width = Math.max(1, Math.floor(windowMs / SLOTS));
      const slotMs = (Math.floor((nowMs + ttlMs) / width) + 1) * width;
      if (granted > 0) mine.set(slotMs, (mine.get(slotMs) ?? 0) + granted);
      const retryInMs = granted > 0 ? 0 : pausedForMs || Math.max(1, oldestMs + windowMs - nowMs);
      return Promise.resolve({ account, window, granted, slotMs, retryInMs, pausedForMs });
    },
    giveBack({ account, window, slotMs }, unused) {
      const mine = slots.get(`${account} ${window}`);
      mine?.set(slotMs, Math.max(0, (mine.get(slotMs) ?? 0) - unused));
      return Promise.resolve();
    },
    joinPauses(account, onPause) {
      const all = joined.get(account) ?? new Set();
      joined.set(account, all.add(onPause));
      return {
        tell(pauseMs) {
          pausedUntilMs.set(account, Math.max(pausedUntilMs.get(account) ?? 0, clock.now() + pauseMs));
          for (const other of all) if (other !== onPause) other(pauseMs);
          return Promise.resolve();
        },
        leave: () => void all.delete(onPause),
      };
    },
  };
}
