// The columns of all tickets and the orders over them, made when the first search or sorted list needs them.
import { setImmediate } from "node:timers/promises";
import type { Children, TicketRow } from "../world.ts";
import { allSerials, elementAt } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { emptyColumns, factsOfColumns, factsOfRows, fillColumns } from "./ticket-facts.ts";
import type { TicketFacts } from "./ticket-facts.ts";
import { ticketTypeOf, ticketTypes } from "./ticket.ts";

/** Serials are ids are creation order, so `id` needs no sorting. */
export type TicketOrder = "id" | "updated_at" | "status" | "priority" | "ticket_type";

export interface TicketIndex {
  /** Facts that are quick for any ticket; the first call reads every row, letting other requests through. */
  facts(): Promise<TicketFacts>;
  /** Facts that cost nothing to have: by reading the rows asked for, until the columns are there. */
  readonly availableFacts: TicketFacts;
  /** All tickets in ascending order. */
  sorted(order: TicketOrder): Promise<Listing<number>>;
}

const rowsPerTurn = 2_000;

export function createTicketIndex(tickets: Children<TicketRow>): TicketIndex {
  let building: Promise<TicketFacts> | undefined;
  let availableFacts = factsOfRows(tickets);
  const orders = new Map<TicketOrder, Uint32Array>();

  async function build(): Promise<TicketFacts> {
    const columns = emptyColumns(tickets.size);
    for (let serial = 0; serial < tickets.size; serial += 1) {
      fillColumns(columns, tickets.at(serial));
      if (serial % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
    }
    availableFacts = factsOfColumns(columns);
    return availableFacts;
  }
  const facts = () => (building ??= build());

  return {
    facts,
    get availableFacts() {
      return availableFacts;
    },
    async sorted(order) {
      if (order === "id") return allSerials(tickets.size);
      const columns = await facts();
      const known = orders.get(order);
      const serials =
        known ?? Uint32Array.from({ length: tickets.size }, (_, serial) => serial).sort(byKey(columns, order));
      orders.set(order, serials);
      return sortedSerials(serials, columns, order);
    },
  };
}

/** The given tickets in ascending order. `serials` ascend. */
export function sortSerials(serials: readonly number[], facts: TicketFacts, order: TicketOrder): Listing<number> {
  if (order === "id") return sortedSerials(serials, facts, order);
  const keys = new Map(serials.map((serial) => [serial, keyOf(facts, order, serial)]));
  const compare = (left: number, right: number) => (keys.get(left) ?? 0) - (keys.get(right) ?? 0) || left - right;
  return sortedSerials([...serials].sort(compare), facts, order);
}

function sortedSerials(serials: ArrayLike<number>, facts: TicketFacts, order: TicketOrder): Listing<number> {
  const at = (position: number) => elementAt(serials, position);
  return { order, size: serials.length, keyAt: (position) => [keyOf(facts, order, at(position)), at(position)], at };
}

function byKey(facts: TicketFacts, order: TicketOrder): (left: number, right: number) => number {
  return (left, right) => keyOf(facts, order, left) - keyOf(facts, order, right) || left - right;
}

function keyOf(facts: TicketFacts, order: TicketOrder, serial: number): number {
  switch (order) {
    case "id":
      return serial;
    case "updated_at":
      return facts.updatedAt(serial);
    case "status":
      return facts.status(serial);
    case "priority":
      return facts.priority(serial);
    case "ticket_type": {
      const type = ticketTypeOf(serial);
      return type === null ? 0 : ticketTypes.indexOf(type) + 1;
    }
  }
}
