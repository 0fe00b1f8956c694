import type { AgentRow, DeskBook } from "../world.ts";
import { once } from "./once.ts";
import type { IndexedRecords } from "./person-records.ts";
import { createTickets } from "./tickets.ts";

export interface DeskPlan {
  readonly seed: number;
  readonly users: () => IndexedRecords;
  readonly agents: readonly AgentRow[];
  readonly tickets: number;
}

/** A support desk's book. Each of its collections is made when it is first read. */
export function createDeskBook({ seed, users, agents, tickets: size }: DeskPlan): DeskBook {
  const tickets = once(() => createTickets(seed, size, agents.length, users()));
  return {
    get users() {
      return users();
    },
    get tickets() {
      return tickets();
    },
    agents,
  };
}
