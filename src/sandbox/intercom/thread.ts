// What a conversation and a ticket have in common: which of the two a ticket of the book is, and the parts they are made of.
import { Draws, share } from "../world/random.ts";
import type { CommentRow, TicketRow } from "../world.ts";
import type { Admins } from "./admins.ts";
import { ownSeed, uses } from "./draws.ts";
import { htmlOf } from "./html.ts";
import { secondsOf } from "./seconds.ts";

const conversationShare = 0.7;

/** Which kind the ticket of the book with this serial is. */
export function kindOf(serial: number, worldSeed: number): "conversation" | "ticket" {
  return share(ownSeed(worldSeed), uses.kind, serial) < conversationShare ? "conversation" : "ticket";
}

export type Author =
  | { readonly kind: "contact"; readonly serial: number }
  | { readonly kind: "admin"; readonly index: number }
  | { readonly kind: "bot" };

/** Something said or done in a conversation or ticket. */
export interface Part {
  /** From 1: the message that began it has place 0. */
  readonly place: number;
  readonly type: string;
  /** HTML; null where nothing was said. */
  readonly body: string | null;
  readonly author: Author;
  /** Seconds. */
  readonly at: number;
  /** What it was assigned to. */
  readonly assignedTo?: Assignee;
  /** Of a conversation after this part. */
  readonly state?: ConversationState;
  /** Categories of a ticket's state, when this part changed it. */
  readonly stateChange?: { readonly from: string; readonly to: string };
  /** The attribute of a ticket that this part changed. */
  readonly attributeChange?: { readonly id: string; readonly label: string; readonly value: string | null };
  readonly quickReplies?: readonly { readonly text: string; readonly uuid: string }[];
}

export type ConversationState = "open" | "closed" | "snoozed";
/** Null: to nobody. */
export type Assignee = { readonly type: "admin" | "team"; readonly id: string } | null;

/** A part before it has its place. */
export type NewPart = Omit<Part, "place">;

export function numbered(parts: readonly NewPart[]): readonly Part[] {
  return parts.map((part, index) => ({ ...part, place: index + 1 }));
}

/** With one more part at its end. */
export function withPart(parts: readonly Part[], part: NewPart): readonly Part[] {
  return [...parts, { ...part, place: (parts.at(-1)?.place ?? 0) + 1 }];
}

/** What was said after the first message, by people. */
export function repliesOf(row: TicketRow, admins: Admins): readonly NewPart[] {
  return row.comments.slice(1).map((comment) => ({
    type: comment.isPublic ? "comment" : "note",
    body: htmlOf(comment.body),
    author: authorOf(comment, row, admins),
    at: secondsOf(comment.createdAt),
  }));
}

function authorOf(comment: CommentRow, row: TicketRow, admins: Admins): Author {
  if (comment.author === "requester") return { kind: "contact", serial: row.requester };
  return { kind: "admin", index: admins.ofAgent(comment.author) };
}

/** The draws of a conversation's or ticket's own facts. */
export function threadDraws(row: TicketRow, worldSeed: number): Draws {
  return new Draws(ownSeed(worldSeed), uses.thread, row.serial);
}
