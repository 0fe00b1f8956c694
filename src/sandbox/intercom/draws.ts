// What Intercom knows besides the book, drawn from a seed of its own; one number a use, as in world/streams.ts.
import { hash } from "../world/random.ts";

export const uses = { kind: 1, contact: 2, externalId: 3, thread: 4, company: 5 } as const;

/** A seed that no other vendor draws from. */
export function ownSeed(worldSeed: number): number {
  return hash(worldSeed, 0x1c03, 0);
}
