// https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/
import type { CommentRow, TicketRow } from "../world.ts";
import type { Directory } from "./directory.ts";
import { auditId, commentId } from "./ids.ts";
import { viaOf } from "./ticket.ts";
import { apiTime } from "./wire.ts";

/** Position of the comment's author among the users. */
export function commentAuthor(ticket: TicketRow, comment: CommentRow, directory: Directory): number {
  return comment.author === "requester" ? directory.ofEndUser(ticket.requester) : directory.ofAgent(comment.author);
}

/** `index` is the comment's place in its ticket. */
export function commentObject(
  ticket: TicketRow,
  comment: CommentRow,
  index: number,
  directory: Directory,
): Record<string, unknown> {
  const author = directory.at(commentAuthor(ticket, comment, directory));
  return {
    id: commentId(ticket.serial, index),
    type: "Comment",
    author_id: author.id,
    body: comment.body,
    html_body: htmlBody(comment.body),
    plain_body: comment.body,
    public: comment.isPublic,
    attachments: [],
    audit_id: auditId(ticket.serial, index),
    via:
      author.role === "end-user"
        ? viaOf(ticket.serial, author)
        : { channel: "web", source: { from: {}, to: {}, rel: null } },
    created_at: apiTime(comment.createdAt),
    metadata: { system: {}, custom: {} },
  };
}

function htmlBody(text: string): string {
  const paragraphs = text
    .split(/(?:\r?\n){2,}/)
    .map((paragraph) => `<p dir="auto">${escapeHtml(paragraph).replaceAll(/\r?\n/g, "<br>")}</p>`);
  return `<div class="zd-comment" dir="auto">${paragraphs.join("")}</div>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
