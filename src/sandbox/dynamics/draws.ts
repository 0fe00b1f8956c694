// What Dataverse tells and the neutral data set does not: drawn from the record's serial, the same in every run.
import { hash, share } from "../world/random.ts";

const uses = {
  contactOwner: 1,
  accountOwner: 2,
  lostStage: 3,
  lostReason: 4,
  caseOfAccount: 5,
  closedCase: 6,
  caseOrigin: 7,
} as const;
const family = 365;

/** In [0, 1). */
export function shareOf(use: keyof typeof uses, serial: number): number {
  return share(family, uses[use], serial);
}

/** One of the items. Throws RangeError when there are none. */
export function pickFor<T>(use: keyof typeof uses, serial: number, items: readonly T[]): T {
  const item = items[hash(family, uses[use], serial) % items.length];
  if (item === undefined) throw new RangeError("pickFor needs a list with something in it");
  return item;
}
