// The pauses that vendors ask for, told from instance to instance: at once by a message, and by the database to whoever
// missed it, with its next lease.
import { randomUUID } from "node:crypto";
import type { QuotaLedger } from "../upstream/quota-ledger.ts";
import type { Store } from "./store.ts";

export interface QuotaPauses extends Pick<QuotaLedger, "joinPauses"> {
  /** Resolves when it listens, or can't: it is tried again then by the next who asks. */
  listening(): Promise<void>;
}

type OnPause = (pauseMs: number) => void;

const CHANNEL = "quota_pauses";

/** @param nowMs the time, for tests; the database's own clock if left out */
export function createQuotaPauses(store: Store, nowMs?: () => number): QuotaPauses {
  const me = randomUUID();
  const joined = new Map<string, Set<OnPause>>();
  let listening: Promise<void> | undefined;

  function tellHere(account: string, pauseMs: number, except?: OnPause): void {
    for (const onPause of joined.get(account) ?? []) if (onPause !== except) onPause(pauseMs);
  }

  function onMessage(payload: string): void {
    const [from = "", pauseMs = "", account = ""] = payload.split("\n");
    if (from !== me) tellHere(account, Number(pauseMs));
  }

  async function listen(): Promise<void> {
    try {
      await store.listen(CHANNEL, { onMessage });
    } catch {
      listening = undefined; // The store can't be had, which is the lease's to report.
    }
  }

  return {
    listening: () => (listening ??= listen()),
    joinPauses(account, onPause) {
      const others = joined.get(account) ?? new Set();
      joined.set(account, others.add(onPause));
      return {
        async tell(pauseMs) {
          tellHere(account, pauseMs, onPause);
          await store.query("select pause_quota($1, $2::bigint, $3::bigint)", [account, pauseMs, nowMs?.() ?? null]);
          await store.notify(CHANNEL, [me, pauseMs, account].join("\n"));
        },
        leave() {
          others.delete(onPause);
          if (others.size === 0) joined.delete(account);
        },
      };
    },
  };
}
