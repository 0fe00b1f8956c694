import type { Children, CommentRow, TicketRow } from "../world.ts";
import { createOffspring } from "./offspring.ts";
import type { IndexedRecords } from "./person-records.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import * as texts from "./ticket-texts.ts";
import { dayMs, lastAt } from "./timeline.ts";

/** No ticket has more; comment serials are unique because of it. */
export const maxComments = 16;

const nastySubjectShare = 0.05;
const longThreadShare = 0.04;
const unassignedShare = 0.2;

const statusWeights: readonly (readonly [TicketRow["status"], number])[] = [
  ["new", 6],
  ["open", 16],
  ["pending", 12],
  ["hold", 4],
  ["solved", 22],
  ["closed", 40],
];
const priorityWeights: readonly (readonly [TicketRow["priority"], number])[] = [
  ["urgent", 5],
  ["high", 15],
  ["normal", 50],
  ["low", 15],
  [null, 15],
];

/** Tickets of desk users: most users have 0 to 3, one in a hundred forty and more. */
export function createTickets(
  seed: number,
  size: number,
  agents: number,
  deskUsers: IndexedRecords,
): Children<TicketRow> {
  const { family, createdAt } = createOffspring({
    name: "ticket",
    seed,
    stream: streams.ticketParents,
    size,
    parents: deskUsers.asParents,
    heavyShare: 0.2,
    heavyEvery: 100,
    quietShare: 0.35,
  });

  return createChildren("ticket", family, (serial, requester) => {
    const draws = new Draws(seed, streams.tickets, serial);
    const madeAt = createdAt(serial);
    const status = draws.weighted(statusWeights);
    const assignee = status === "new" || draws.chance(unassignedShare) ? null : draws.below(agents);
    const updatedAt = Math.min(lastAt, Math.floor(madeAt + draws.unit() ** 2 * 60 * dayMs));
    const subject = draws.chance(nastySubjectShare) ? draws.pick(texts.nastySubjects) : draws.pick(texts.subjects);
    const description = draws.pick(texts.questions);
    const thread: Thread = {
      ticket: serial,
      description,
      length: draws.chance(longThreadShare) ? 11 + draws.below(maxComments - 10) : 1 + draws.below(5),
      agent: assignee,
      from: madeAt,
      until: updatedAt,
    };
    return {
      serial,
      subject,
      description,
      status,
      priority: draws.weighted(priorityWeights),
      tags: texts.tags.filter(() => draws.chance(0.15)),
      requester,
      assignee,
      createdAt: madeAt,
      updatedAt,
      // Made only when read: a scan of all tickets does not need them.
      get comments() {
        return commentsOf(seed, thread);
      },
    };
  });
}

interface Thread {
  readonly ticket: number;
  readonly description: string;
  readonly length: number;
  readonly agent: number | null;
  readonly from: number;
  readonly until: number;
}

function commentsOf(seed: number, thread: Thread): readonly CommentRow[] {
  return Array.from({ length: thread.length }, (_, place): CommentRow => {
    const serial = thread.ticket * maxComments + place;
    const draws = new Draws(seed, streams.comments, serial);
    const isAgents = thread.agent !== null && place > 0 && draws.chance(0.6);
    const isPublic = !isAgents || draws.chance(0.8);
    const answer = isPublic ? draws.pick(texts.answers) : draws.pick(texts.notes);
    return {
      serial,
      body: place === 0 ? thread.description : isAgents ? answer : draws.pick(texts.questions),
      isPublic,
      author: isAgents && thread.agent !== null ? thread.agent : "requester",
      createdAt: Math.floor(thread.from + ((thread.until - thread.from) * place) / thread.length),
    };
  });
}
