// What searches and orders need to know of a ticket, without its texts.
import type { Children, TicketRow } from "../world.ts";
import { priorities, statuses } from "./ticket.ts";
import { wholeSeconds } from "./wire.ts";

/** Numbers of one ticket by its serial. Times are in milliseconds, whole seconds. */
export interface TicketFacts {
  /** Place in `statuses`. */
  status(serial: number): number;
  /** Place in `priorities` plus one; 0 when it has none. */
  priority(serial: number): number;
  createdAt(serial: number): number;
  updatedAt(serial: number): number;
  /** Serial of the desk user. */
  requester(serial: number): number;
  /** Index of the agent, or -1. */
  assignee(serial: number): number;
}

/** Reads the rows one by one: right for a few tickets, such as those of one requester. */
export function factsOfRows(tickets: Children<TicketRow>): TicketFacts {
  let last: TicketRow | undefined;
  const row = (serial: number) => (last?.serial === serial ? last : (last = tickets.at(serial)));
  return {
    status: (serial) => statuses.indexOf(row(serial).status),
    priority: (serial) => priorityRank(row(serial).priority),
    createdAt: (serial) => wholeSeconds(row(serial).createdAt),
    updatedAt: (serial) => wholeSeconds(row(serial).updatedAt),
    requester: (serial) => row(serial).requester,
    assignee: (serial) => row(serial).assignee ?? -1,
  };
}

/** As many bytes as it must be: 26 a ticket. */
export interface TicketColumns {
  readonly status: Uint8Array;
  readonly priority: Uint8Array;
  readonly createdAt: Float64Array;
  readonly updatedAt: Float64Array;
  readonly requester: Uint32Array;
  readonly assignee: Int32Array;
}

export function emptyColumns(size: number): TicketColumns {
  return {
    status: new Uint8Array(size),
    priority: new Uint8Array(size),
    createdAt: new Float64Array(size),
    updatedAt: new Float64Array(size),
    requester: new Uint32Array(size),
    assignee: new Int32Array(size),
  };
}

export function fillColumns(columns: TicketColumns, row: TicketRow): void {
  const { serial } = row;
  columns.status[serial] = statuses.indexOf(row.status);
  columns.priority[serial] = priorityRank(row.priority);
  columns.createdAt[serial] = wholeSeconds(row.createdAt);
  columns.updatedAt[serial] = wholeSeconds(row.updatedAt);
  columns.requester[serial] = row.requester;
  columns.assignee[serial] = row.assignee ?? -1;
}

export function factsOfColumns(columns: TicketColumns): TicketFacts {
  return {
    status: (serial) => numberAt(columns.status, serial),
    priority: (serial) => numberAt(columns.priority, serial),
    createdAt: (serial) => numberAt(columns.createdAt, serial),
    updatedAt: (serial) => numberAt(columns.updatedAt, serial),
    requester: (serial) => numberAt(columns.requester, serial),
    assignee: (serial) => numberAt(columns.assignee, serial),
  };
}

/** 0 outside the array, where no caller looks. */
function numberAt(array: { readonly [index: number]: number }, index: number): number {
  return array[index] ?? 0;
}

function priorityRank(priority: TicketRow["priority"]): number {
  return priority === null ? 0 : priorities.indexOf(priority) + 1;
}
