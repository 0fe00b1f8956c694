// What the sandbox's Intercom holds of a person, in the words of our schema: half of a ticket's story is what kind it became.
import { createAdmins } from "../../src/sandbox/intercom/admins.ts";
import { contactOf } from "../../src/sandbox/intercom/contact.ts";
import { conversationOf } from "../../src/sandbox/intercom/conversation.ts";
import { textOf } from "../../src/sandbox/intercom/html.ts";
import { contactIds } from "../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../src/sandbox/intercom/thread.ts";
import { ticketOf } from "../../src/sandbox/intercom/ticket.ts";
import type { TicketRow, World } from "../../src/sandbox/world.ts";
import type { Dealing, VendorBook } from "./vendor-books.ts";

type Statuses = Readonly<Record<TicketRow["status"], string>>;

/** Snoozed is snoozed, and closed is closed. */
const conversationStatuses: Statuses = {
  new: "OPEN",
  open: "OPEN",
  pending: "ON_HOLD",
  hold: "ON_HOLD",
  solved: "CLOSED",
  closed: "CLOSED",
};

/** What is on hold is in progress, and what is over is resolved. */
const ticketStatuses: Statuses = {
  new: "NEW",
  open: "OPEN",
  pending: "PENDING",
  hold: "OPEN",
  solved: "SOLVED",
  closed: "SOLVED",
};

/** A line for each block, as HTML is read. */
function inLines(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, " ")
    .replaceAll(/ ?\n+ ?/g, "\n")
    .trim();
}

function dealingOf(row: TicketRow, { seed, books }: World): Dealing {
  const admins = createAdmins(books.intercom.agents);
  const isConversation = kindOf(row.serial, seed) === "conversation";
  const thread = isConversation ? conversationOf(row, admins, seed) : ticketOf(row, admins, seed);
  const atMs = thread.updatedAt * 1_000;
  const isUrgent = row.priority === "urgent" || row.priority === "high";
  const shown = {
    subject: "title" in thread ? thread.title : row.subject,
    status: (isConversation ? conversationStatuses : ticketStatuses)[row.status],
    priority: isConversation ? (isUrgent ? "HIGH" : "NORMAL") : null,
    updatedAt: new Date(atMs).toISOString(),
  };
  const replies = thread.parts.flatMap(({ body }) => (body === null ? [] : [textOf(body)]));
  const said = isConversation ? [row.description, ...replies] : replies;
  const nodes = said.slice(0, 10).map((body) => ({ body: inLines(body) }));
  return { atMs, shown, inner: { comments: { nodes } } };
}

export const intercomBook: VendorBook = {
  kind: "desk",
  knownAs({ books: { intercom: book } }, serial) {
    const record = book.users.at(serial);
    return [{ id: contactIds.idOf(serial), record, madeAtMs: record.createdAt }];
  },
  isNewestFirst: true,
  // A lead's is one that Intercom made up.
  externalOf: (record) => (record.duplicateOf === null ? record.externalOf : null),
  companyOf({ books: { intercom: book }, companies, seed }, serial) {
    const [company] = contactOf(book.users.at(serial), book, seed).companies;
    return company === undefined ? null : companies.at(company);
  },
  dealings(world, serial) {
    const { tickets } = world.books.intercom;
    return { tickets: tickets.of(serial).map((ticket) => dealingOf(tickets.at(ticket), world)) };
  },
};
