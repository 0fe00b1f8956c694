import { maxComments } from "../../world/tickets.ts";
import type { CommentRow, CrmBook, TicketRow } from "../../world.ts";
import { defineTable } from "../define-table.ts";
import { guids } from "../guids.ts";
import type { Table } from "../table.ts";
import { fullNameOf } from "./contacts.ts";
import { flag, memo, ownership, text } from "./column-plans.ts";
import { serviceUsersOf } from "./users.ts";

interface NoteRow {
  readonly serial: number;
  readonly ticket: TicketRow;
  readonly comment: CommentRow;
  readonly createdAt: number;
  readonly updatedAt: number;
}

// How a portal marks notes that the customer sees, and names the contact that wrote one:
// https://learn.microsoft.com/power-pages/configure/configure-notes
const publicPrefix = "*WEB*";

/** Notes on cases. */
export function createAnnotations(book: CrmBook): Table {
  const { application } = serviceUsersOf(book);
  const caseSerials = (serial: number): readonly number[] =>
    book.cases.at(serial).comments.map((comment) => comment.serial);
  const authorOf = ({ comment }: NoteRow): number => (comment.author === "requester" ? application : comment.author);

  function subjectOf({ ticket, comment }: NoteRow): string | null {
    if (comment.author !== "requester") return null;
    const name = fullNameOf(book.contacts.at(ticket.requester)) ?? "";
    return `Note created on ${usTime(comment.createdAt)} by ${name} [contact:${guids.contact.idOf(ticket.requester)}]`;
  }

  return defineTable<NoteRow>({
    name: "annotation",
    setName: "annotations",
    displayName: "Note",
    schemaName: "Annotation",
    key: "annotationid",
    primaryName: "subject",
    typeCode: 5,
    guids: guids.annotation,
    rows: {
      size: book.cases.size * maxComments,
      at(serial) {
        const ticket = book.cases.at(Math.floor(serial / maxComments));
        const comment = ticket.comments.find((candidate) => candidate.serial === serial);
        return comment === undefined
          ? null
          : { serial, ticket, comment, createdAt: comment.createdAt, updatedAt: comment.createdAt };
      },
    },
    columns: {
      subject: text(subjectOf),
      notetext: memo(({ comment }) => (comment.isPublic ? publicPrefix : "") + comment.body),
      isdocument: flag(() => false),
      objecttypecode: { type: "name", read: () => "incident" },
      objectid: {
        type: "lookup",
        targets: ["incident"],
        read: ({ ticket }) => ({ table: "incident", serial: ticket.serial }),
      },
      ...ownership(authorOf),
    },
    idle: { string: "filename mimetype langid", integer: "filesize", memo: "documentbody" },
    lookupIndexes: { objectid: ({ serial }) => caseSerials(serial) },
  });
}

function usTime(at: number): string {
  return new Date(at).toLocaleString("en-US", { timeZone: "UTC" }).replace(",", "").replaceAll("\u202f", " ");
}
