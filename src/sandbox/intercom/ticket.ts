// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets/ticket
import type { TicketRow } from "../world.ts";
import type { Admins } from "./admins.ts";
import { adminIds } from "./ids.ts";
import { secondsOf } from "./seconds.ts";
import { numbered, repliesOf, threadDraws } from "./thread.ts";
import type { NewPart, Part } from "./thread.ts";
import { descriptionAttribute, priorityAttribute, ticketStates, ticketTypes, titleAttribute } from "./ticket-types.ts";

export type AttributeValue = string | number | boolean | null | readonly unknown[];

/** Instants in seconds. */
export interface Ticket {
  readonly serial: number;
  /** Indices into the types and states. */
  readonly type: number;
  readonly state: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Serial of the contact. */
  readonly contact: number;
  readonly admin: number | null;
  readonly team: number | null;
  readonly isOpen: boolean;
  readonly isShared: boolean;
  readonly snoozedUntil: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly parts: readonly Part[];
}

/** Places in the list of states. */
const states: Readonly<Record<TicketRow["status"], number>> = {
  new: 0,
  open: 1,
  hold: 2,
  pending: 3,
  solved: 4,
  closed: 4,
};
const billingShare = 0.25;

/** The ticket that one of the book is. Its parts are made when they are read. */
export function ticketOf(row: TicketRow, admins: Admins, worldSeed: number): Ticket {
  const draws = threadDraws(row, worldSeed);
  const type = draws.chance(billingShare) ? 1 : 0;
  const state = states[row.status];
  const admin = row.assignee === null ? null : admins.ofAgent(row.assignee);
  let made: readonly Part[] | undefined;
  return {
    serial: row.serial,
    type,
    state,
    attributes: {
      [titleAttribute]: row.subject,
      [descriptionAttribute]: row.description,
      // Intercom's tickets have no priority: it is an attribute that the account made for its own types.
      ...(row.priority !== null && { [priorityAttribute]: row.priority }),
    },
    contact: row.requester,
    admin,
    team: admin === null ? null : admins.at(admin).team,
    isOpen: categoryOf(state) !== "resolved",
    isShared: ticketTypes[type]?.category === "Customer",
    snoozedUntil: null,
    createdAt: secondsOf(row.createdAt),
    updatedAt: secondsOf(row.updatedAt),
    get parts() {
      return (made ??= partsOf(row, admins, admin, state));
    },
  };
}

export function categoryOf(state: number): string {
  return ticketStates[state]?.category ?? "submitted";
}

function partsOf(row: TicketRow, admins: Admins, admin: number | null, state: number): readonly Part[] {
  const from = secondsOf(row.createdAt);
  const parts: NewPart[] = [];
  if (admin !== null) {
    const assignedTo = { type: "admin", id: adminIds.idOf(admin) } as const;
    parts.push({ type: "assignment", body: null, author: { kind: "bot" }, at: from, assignedTo });
  }
  parts.push(...repliesOf(row, admins));
  if (state > 0) {
    parts.push({
      type: "ticket_state_updated_by_admin",
      body: null,
      author: admin === null ? { kind: "bot" } : { kind: "admin", index: admin },
      at: secondsOf(row.updatedAt),
      stateChange: { from: "submitted", to: categoryOf(state) },
    });
  }
  return numbered(parts);
}
