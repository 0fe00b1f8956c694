// The quota that instances share, in the database. See take_quota in migrations/003-quota-pauses.sql.
import type { QuotaLedger } from "../upstream/quota-ledger.ts";
import { createQuotaPauses } from "./quota-pauses.ts";
import type { Store } from "./store.ts";

const SLOTS = 20;

/** @param nowMs the time, for tests; the database's own clock if left out, as instances' clocks differ */
export function createQuotaLedger(store: Store, nowMs?: () => number): QuotaLedger {
  const pauses = createQuotaPauses(store, nowMs);
  return {
    joinPauses: pauses.joinPauses,
    async lease({ account, window, windowMs, ttlMs, ceiling, amount }) {
      const leased = store.query(
        `select granted, slot_ms, retry_in_ms, paused_ms
         from take_quota($1, $2, $3::bigint, $4::bigint, $5::bigint, $6::int, $7::int, $8::bigint)`,
        [account, window, windowMs, slotMsOf(windowMs), ttlMs, ceiling, amount, nowMs?.() ?? null],
      );
      // Whoever may make calls hears of pauses. Side by side, so that a store that doesn't answer is waited for once.
      const [[row]] = await Promise.all([leased, pauses.listening()]);
      return {
        account,
        window,
        granted: Number(row?.["granted"]),
        slotMs: Number(row?.["slot_ms"]),
        retryInMs: Number(row?.["retry_in_ms"]),
        pausedForMs: Number(row?.["paused_ms"]),
      };
    },
    async giveBack({ account, window, slotMs }, unused) {
      await store.query(
        `update quota_slots set calls = greatest(0, calls - $4::int)
         where account = $1 and window_name = $2 and ends_at_ms = $3::bigint`,
        [account, window, slotMs, unused],
      );
    },
  };
}

function slotMsOf(windowMs: number): number {
  return Math.max(1, Math.floor(windowMs / SLOTS));
}
