// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/conversation
import type { TicketRow } from "../world.ts";
import { lastAt, dayMs } from "../world/timeline.ts";
import type { Admins } from "./admins.ts";
import { htmlOf } from "./html.ts";
import { adminIds, teamIds } from "./ids.ts";
import { secondsOf } from "./seconds.ts";
import { numbered, repliesOf, threadDraws } from "./thread.ts";
import type { ConversationState, NewPart, Part } from "./thread.ts";

/** Instants in seconds. */
export interface Conversation {
  readonly serial: number;
  readonly title: string | null;
  readonly state: ConversationState;
  readonly snoozedUntil: number | null;
  readonly isRead: boolean;
  readonly isPriority: boolean;
  /** Indices of the admin and the team. */
  readonly admin: number | null;
  readonly team: number | null;
  readonly tags: readonly string[];
  /** Serial of the contact that began it. */
  readonly contact: number;
  readonly channel: "conversation" | "email";
  readonly subject: string;
  /** HTML. */
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly customAttributes: Readonly<Record<string, unknown>>;
  readonly parts: readonly Part[];
}

const emailShare = 0.4;
const untitledShare = 0.3;
const greetedShare = 0.3;
/** Nothing wakes up while the sandbox runs: whoever snoozed it wanted to hear of it years from now. */
const snoozedFromMs = lastAt + 3_650 * dayMs;

const states: Readonly<Record<TicketRow["status"], ConversationState>> = {
  new: "open",
  open: "open",
  pending: "snoozed",
  hold: "snoozed",
  solved: "closed",
  closed: "closed",
};

/** The conversation that a ticket of the book is. */
export function conversationOf(row: TicketRow, admins: Admins, worldSeed: number): Conversation {
  const draws = threadDraws(row, worldSeed);
  const isEmail = draws.chance(emailShare);
  const isUntitled = draws.chance(untitledShare);
  const isGreeted = !isEmail && draws.chance(greetedShare);
  const state = states[row.status];
  const admin = row.assignee === null ? null : admins.ofAgent(row.assignee);
  let made: readonly Part[] | undefined;
  return {
    serial: row.serial,
    // An e-mail brings its subject along; a chat has none, and a title only when it was given one.
    title: isEmail || !isUntitled ? row.subject : null,
    state,
    snoozedUntil: state === "snoozed" ? secondsOf(snoozedFromMs + draws.below(365) * dayMs) : null,
    isRead: row.status !== "new",
    isPriority: row.priority === "urgent" || row.priority === "high",
    admin,
    team: admin === null ? null : admins.at(admin).team,
    tags: row.tags,
    contact: row.requester,
    channel: isEmail ? "email" : "conversation",
    subject: isEmail ? row.subject : "",
    // Made when it is read, as the parts are: a search over everything does not need them.
    get body() {
      return htmlOf(row.description);
    },
    createdAt: secondsOf(row.createdAt),
    updatedAt: secondsOf(row.updatedAt),
    customAttributes: {},
    get parts() {
      return (made ??= partsOf(row, admins, admin, state, isGreeted));
    },
  };
}

/** What people said, and what was done: greeted by the bot, assigned, closed or snoozed. */
function partsOf(
  row: TicketRow,
  admins: Admins,
  admin: number | null,
  state: ConversationState,
  isGreeted: boolean,
): readonly Part[] {
  const from = secondsOf(row.createdAt);
  const until = secondsOf(row.updatedAt);
  const parts: NewPart[] = [];
  if (isGreeted)
    parts.push({ type: "comment", body: htmlOf(greeting), author: { kind: "bot" }, at: from, state: "open" });
  if (admin !== null) {
    parts.push({
      type: "assignment",
      body: null,
      author: { kind: "bot" },
      at: from,
      state: "open",
      assignedTo: { type: "admin", id: adminIds.idOf(admin) },
    });
  }
  parts.push(...repliesOf(row, admins).map((part) => ({ ...part, state: "open" as const })));
  if (state !== "open") {
    const type = state === "closed" ? "close" : "snoozed";
    const author = admin === null ? ({ kind: "bot" } as const) : ({ kind: "admin", index: admin } as const);
    parts.push({ type, body: null, author, at: until, state });
  }
  return numbered(parts);
}

const greeting = "Thanks for getting in touch! Our team answers within a few hours.";

/** The team's id as conversations write it. */
export function teamNumber(team: number): number {
  return Number(teamIds.idOf(team));
}
