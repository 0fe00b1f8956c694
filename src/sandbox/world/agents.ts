import type { AgentRow } from "../world.ts";
import { english, german, spanish, polish } from "./names.ts";
import { Draws, share } from "./random.ts";
import { streams } from "./streams.ts";
import { createSubset } from "./subset.ts";

/** The staff whose data this is. */
export function createAgents(seed: number, size: number): readonly AgentRow[] {
  return Array.from({ length: size }, (_, serial) => {
    const draws = new Draws(seed, streams.agents, serial);
    const names = draws.pick([english, german, spanish, polish]);
    const given = draws.pick(names.given);
    const family = draws.pick(names.family);
    return {
      serial,
      givenName: given.native,
      familyName: family.native,
      email: `${given.ascii}.${family.ascii}.${serial + 1}@staff.example`,
    };
  });
}

/** So many of the staff, as a system with this seed has them: in the same order, numbered anew. */
export function someAgents(agents: readonly AgentRow[], size: number, ownSeed: number): readonly AgentRow[] {
  const subset = createSubset(agents.length, size, share(ownSeed, streams.agents, 0));
  return agents.filter((agent) => subset.placeOf(agent.serial) !== null).map((agent, serial) => ({ ...agent, serial }));
}
