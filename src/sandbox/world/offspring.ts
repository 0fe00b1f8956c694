import { hash, share } from "./random.ts";
import { createFamily } from "./rows.ts";
import type { Family } from "./rows.ts";
import { firstAt, lastAt } from "./timeline.ts";

/** Records that can have children, in creation order. */
export interface Parents {
  readonly size: number;
  /** A moment at which the first of them was there. */
  readonly firstThereAt: number;
  /** How many were there at this instant. */
  countAt(at: number): number;
}

export interface OffspringPlan {
  readonly name: string;
  readonly seed: number;
  readonly stream: number;
  readonly size: number;
  readonly parents: Parents;
  /** Share of the children that go to heavy parents, of which there is one in `heavyEvery`. */
  readonly heavyShare: number;
  readonly heavyEvery: number;
  /** Share of the parents that get only few. */
  readonly quietShare: number;
}

export interface Offspring {
  readonly family: Family;
  createdAt(serial: number): number;
}

/**
 * Spreads exactly `size` children (none when nobody can be their parent) over the parents that were there when each was
 * made: most parents get a few, some none, a few very many.
 */
export function createOffspring(plan: OffspringPlan): Offspring {
  const { seed, stream, parents } = plan;
  const size = parents.size === 0 ? 0 : plan.size;
  const from = Math.max(firstAt + (lastAt - firstAt) / 10, parents.firstThereAt);
  const createdAt = (serial: number): number =>
    Math.floor(from + ((lastAt - from) * (serial + share(seed, stream, serial) / 2)) / size);
  const isQuiet = (parent: number): boolean => share(seed, stream + 1, parent) < plan.quietShare;

  function heavyNear(parent: number, there: number): number {
    const block = Math.floor(parent / plan.heavyEvery);
    const heavy = block * plan.heavyEvery + (hash(seed, stream + 2, block) % plan.heavyEvery);
    return heavy < there ? heavy : parent;
  }

  const parentOf = new Uint32Array(size);
  for (let serial = 0; serial < size; serial += 1) {
    const there = parents.countAt(createdAt(serial));
    const first = hash(seed, stream + 3, serial) % there;
    if (share(seed, stream + 4, serial) < plan.heavyShare) parentOf[serial] = heavyNear(first, there);
    else parentOf[serial] = isQuiet(first) ? hash(seed, stream + 5, serial) % there : first;
  }
  return { family: createFamily(plan.name, parentOf, parents.size), createdAt };
}
