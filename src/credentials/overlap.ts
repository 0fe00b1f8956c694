// Two keys at once, while one is replaced by the other: the new one is tried by single calls, and the old one signs all
// others until the source takes the new one. A call whose key is refused is repeated with the other.
import type { Clock } from "../runtime/clock.ts";
import type { SignedHeaders } from "./authorizer.ts";

export interface Overlap {
  /** What the next call is signed with; undefined before the first `offer`. */
  next(): SignedHeaders | undefined;
  /** What is configured now. The first is used at once, another one tried. */
  offer(headers: SignedHeaders): void;
  /** What the source said of headers that `next` gave. */
  heard(headers: SignedHeaders, isAccepted: boolean): void;
  /** Whether headers are only tried: a refusal of them says nothing of the call. */
  isOnTrial(headers: SignedHeaders): boolean;
}

export interface OverlapEvents {
  /** The source took the new key, which is the one in use from here on. */
  onTaken(): void;
  /** The source refused the new key; the old one stays in use. */
  onRefused(retryInMs: number): void;
}

interface Other {
  readonly headers: SignedHeaders;
  /** A retired key is kept as a second chance only: not every machine of a vendor's knows the new one at once. */
  readonly role: "new" | "retired";
  /** When a new key is tried next; until when a retired one is kept. */
  readonly atMs: number;
  /** A call was given it to try, and has not been heard of. */
  readonly isTried: boolean;
  readonly refusals: number;
}

// One call at a time tries a new key. If it is not heard of again (given up, cut off), another may try.
const TRIAL_MS = 5_000;
const FIRST_RETRY_MS = 15_000;
const LONGEST_RETRY_MS = 5 * 60_000;
const RETIRED_MS = 10 * 60_000;

export function createOverlap(clock: Clock, events: OverlapEvents): Overlap {
  let used: SignedHeaders | undefined;
  let isUsedRefused = false;
  let other: Other | undefined;

  function swap(taken: Other, retired: SignedHeaders): void {
    used = taken.headers;
    isUsedRefused = false;
    other = { headers: retired, role: "retired", atMs: clock.now() + RETIRED_MS, isTried: false, refusals: 0 };
    events.onTaken();
  }

  function refuseOther(refused: Other): void {
    // Where both are refused, the next call begins with the one in use again.
    isUsedRefused = false;
    if (refused.role === "retired") {
      other = undefined;
    } else if (refused.isTried) {
      const retryInMs = Math.min(FIRST_RETRY_MS * 2 ** refused.refusals, LONGEST_RETRY_MS);
      other = { ...refused, atMs: clock.now() + retryInMs, isTried: false, refusals: refused.refusals + 1 };
      events.onRefused(retryInMs);
    }
  }

  return {
    next() {
      if (other === undefined) return used;
      if (other.role === "retired" && clock.now() >= other.atMs) {
        other = undefined;
        return used;
      }
      if (isUsedRefused) return other.headers;
      if (other.role === "retired" || clock.now() < other.atMs) return used;
      other = { ...other, atMs: clock.now() + TRIAL_MS, isTried: true };
      return other.headers;
    },
    offer(headers) {
      if (used === undefined) {
        used = headers;
      } else if (isEqual(headers, used)) {
        if (other?.role === "new") other = undefined; // Taken back.
        if (other === undefined) isUsedRefused = false;
      } else if (other?.role !== "new" || !isEqual(headers, other.headers)) {
        other = { headers, role: "new", atMs: clock.now(), isTried: false, refusals: 0 };
      }
    },
    heard(headers, isAccepted) {
      if (headers === used) isUsedRefused = !isAccepted;
      else if (used !== undefined && headers === other?.headers) {
        // An answer to a call of before the change says nothing against the new key.
        if (!isAccepted) refuseOther(other);
        else if (other.role === "new" || isUsedRefused) swap(other, used);
      }
    },
    isOnTrial: (headers) => headers !== used && headers === other?.headers,
  };
}

function isEqual(one: SignedHeaders, another: SignedHeaders): boolean {
  return Object.entries(one).every(([name, value]) => another[name] === value);
}
