import type { Conversation } from "./conversation.ts";
import { adminIds } from "./ids.ts";
import type { Part } from "./thread.ts";

/** What reports are made of. Instants and durations in seconds; null where it never happened. */
export interface Statistics {
  readonly timeToAssignment: number | null;
  readonly timeToAdminReply: number | null;
  readonly timeToFirstClose: number | null;
  readonly timeToLastClose: number | null;
  readonly medianTimeToReply: number | null;
  readonly firstContactReplyAt: number | null;
  readonly firstAssignmentAt: number | null;
  readonly firstAdminReplyAt: number | null;
  readonly firstCloseAt: number | null;
  readonly lastAssignmentAt: number | null;
  /** The first answer since then. */
  readonly lastAssignmentReplyAt: number | null;
  readonly lastContactReplyAt: number | null;
  readonly lastAdminReplyAt: number | null;
  readonly lastCloseAt: number | null;
  readonly lastClosedBy: string | null;
  readonly reopens: number;
  readonly assignments: number;
  readonly partCount: number;
  /** When the contact began to wait for an answer; null when the last word is an admin's, or it is closed. */
  readonly waitingSince: number | null;
}

export function statisticsOf(conversation: Conversation): Statistics {
  const { parts, createdAt } = conversation;
  const isAssignment = ({ type }: Part): boolean => type.startsWith("assign");
  const isClose = ({ type }: Part): boolean => type === "close";
  const first = (test: (part: Part) => boolean): number | null => parts.find(test)?.at ?? null;
  const last = (test: (part: Part) => boolean): number | null => parts.findLast(test)?.at ?? null;
  const since = (at: number | null): number | null => (at === null ? null : at - createdAt);
  const lastClose = parts.findLast(isClose);
  const [firstAnswer = parts.length] = parts.flatMap((part, index) => (isAnswer(part) ? [index] : []));
  const lastAnswer = parts.findLastIndex(isAnswer);
  const lastAssignment = parts.findLastIndex(isAssignment);
  const unanswered = parts.slice(lastAnswer + 1).find(isContacts)?.at ?? null;
  return {
    timeToAssignment: since(parts.slice(0, firstAnswer).findLast(isAssignment)?.at ?? null),
    timeToAdminReply: since(first(isAnswer)),
    timeToFirstClose: since(first(isClose)),
    timeToLastClose: since(last(isClose)),
    medianTimeToReply: medianWait(conversation),
    firstContactReplyAt: createdAt,
    firstAssignmentAt: first(isAssignment),
    firstAdminReplyAt: first(isAnswer),
    firstCloseAt: first(isClose),
    lastAssignmentAt: last(isAssignment),
    lastAssignmentReplyAt: lastAssignment < 0 ? null : (parts.slice(lastAssignment).find(isAnswer)?.at ?? null),
    lastContactReplyAt: last(isContacts) ?? createdAt,
    lastAdminReplyAt: last(isAnswer),
    lastCloseAt: lastClose?.at ?? null,
    lastClosedBy: lastClose?.author.kind === "admin" ? adminIds.idOf(lastClose.author.index) : null,
    reopens: parts.filter(({ type }) => type === "open" || type === "assign_and_reopen").length,
    assignments: parts.filter(isAssignment).length,
    partCount: parts.length,
    waitingSince: conversation.state === "closed" ? null : lastAnswer < 0 ? createdAt : unanswered,
  };
}

function isAnswer({ type, body, author }: Part): boolean {
  return author.kind === "admin" && type !== "note" && (body !== null || type === "quick_reply");
}

function isContacts({ author }: Part): boolean {
  return author.kind === "contact";
}

/** Over all times at which the contact waited for an answer. */
function medianWait({ parts, createdAt }: Conversation): number | null {
  const waits: number[] = [];
  let from: number | null = createdAt;
  for (const part of parts) {
    if (isContacts(part)) from ??= part.at;
    else if (isAnswer(part) && from !== null) {
      waits.push(part.at - from);
      from = null;
    }
  }
  waits.sort((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)] ?? null;
}

export function statisticsObject(statistics: Statistics): Record<string, unknown> {
  return {
    type: "conversation_statistics",
    time_to_assignment: statistics.timeToAssignment,
    time_to_admin_reply: statistics.timeToAdminReply,
    time_to_first_close: statistics.timeToFirstClose,
    time_to_last_close: statistics.timeToLastClose,
    median_time_to_reply: statistics.medianTimeToReply,
    first_contact_reply_at: statistics.firstContactReplyAt,
    first_assignment_at: statistics.firstAssignmentAt,
    first_admin_reply_at: statistics.firstAdminReplyAt,
    first_close_at: statistics.firstCloseAt,
    last_assignment_at: statistics.lastAssignmentAt,
    last_assignment_admin_reply_at: statistics.lastAssignmentReplyAt,
    last_contact_reply_at: statistics.lastContactReplyAt,
    last_admin_reply_at: statistics.lastAdminReplyAt,
    last_close_at: statistics.lastCloseAt,
    last_closed_by_id: statistics.lastClosedBy,
    count_reopens: statistics.reopens,
    count_assignments: statistics.assignments,
    count_conversation_parts: statistics.partCount,
    assigned_team_first_response_time: [],
    assigned_team_first_response_time_in_office_hours: [],
  };
}
