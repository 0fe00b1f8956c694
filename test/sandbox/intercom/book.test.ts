// What the wire says of the book, held to the book itself.
import { describe, expect, it } from "vitest";
import { contactIds, threadIds } from "../../../src/sandbox/intercom/ids.ts";
import { textOf } from "../../../src/sandbox/intercom/html.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { salesforceContactIds } from "../../../src/sandbox/ids.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import type { CommentRow, World } from "../../../src/sandbox/world.ts";
import { book, cursorIn, idsIn, objectIn, objectsIn, serialsWhere, world } from "./running-workspace.ts";
import type { Plain, RunningWorkspace } from "./running-workspace.ts";
import { useWorkspace } from "./use-workspace.ts";

const start = useWorkspace();

async function allContacts(running: RunningWorkspace): Promise<readonly Plain[]> {
  const found: Plain[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await running.get("/contacts", {
      per_page: "150",
      ...(cursor !== undefined && { starting_after: cursor }),
    });
    found.push(...objectsIn(body["data"]));
    cursor = cursorIn(body);
  } while (cursor !== undefined);
  return found;
}

describe("the book in Intercom's words", () => {
  it("has each record of a person once, as a user or a lead", async () => {
    const contacts = (await allContacts(await start())).toReversed();
    expect(contacts.map(({ id }) => id)).toEqual(serialsWhere(book.users.size, () => true).map(contactIds.idOf));
    for (const [serial, contact] of contacts.entries()) {
      const record = book.users.at(serial);
      expect(contact).toMatchObject({
        email: record.email,
        phone: record.phone,
        created_at: Math.floor(record.createdAt / 1_000),
      });
      const isKnown = record.duplicateOf === null && record.externalOf !== null;
      const externalId = String(contact["external_id"]);
      const person = salesforceContactIds.serialOf(externalId);
      // A user's external id is the same person's Salesforce contact, and only a lead has another.
      expect(person === null ? null : world.books.salesforce.contacts.at(person).person.index).toBe(
        isKnown ? record.person.index : null,
      );
      // Of all others some never signed up.
      const mustBeLead = record.duplicateOf !== null || (record.email === null && !isKnown);
      expect(isKnown ? ["user"] : mustBeLead ? ["lead"] : ["user", "lead"]).toContain(contact["role"]);
    }
    const leads = contacts.filter(({ role }) => role === "lead");
    expect(new Set(leads.map(({ external_id }) => external_id)).size).toBe(leads.length);
    expect(leads.length / contacts.length).toBeGreaterThan(0.05);
    expect(leads.length / contacts.length).toBeLessThan(0.25);
  });

  it("makes a conversation of 70 % of the tickets, and a ticket of the others", async () => {
    const running = await start();
    const query = { field: "created_at", operator: ">", value: 0 };
    const { body: conversations } = await running.post("/conversations/search", { query });
    const { body: tickets } = await running.post("/tickets/search", { query });
    const [first, second] = [Number(conversations["total_count"]), Number(tickets["total_count"])];
    expect(first + second).toBe(book.tickets.size);
    expect(first / book.tickets.size).toBeGreaterThan(0.66);
    expect(first / book.tickets.size).toBeLessThan(0.74);
  });

  const conversationStates = {
    new: "open",
    open: "open",
    pending: "snoozed",
    hold: "snoozed",
    solved: "closed",
    closed: "closed",
  };
  const ticketStates = {
    new: "Submitted",
    open: "In progress",
    pending: "Waiting on customer",
    hold: "On hold",
    solved: "Resolved",
    closed: "Resolved",
  };

  it("tells of every comment in the conversation or ticket, by whom, and whether it is a note", async () => {
    const running = await start();
    for (const serial of serialsWhere(200, () => true)) {
      const row = book.tickets.at(serial);
      const isConversation = kindOf(serial, world.seed) === "conversation";
      const { body } = await running.get(`/${isConversation ? "conversations" : "tickets"}/${threadIds.idOf(serial)}`);
      const first = isConversation
        ? textOf(String(objectIn(body["source"])["body"]))
        : objectIn(body["ticket_attributes"])["_default_description_"];
      expect(first).toBe(row.comments[0]?.body.replaceAll("\r\n", isConversation ? "\n" : "\r\n"));
      const parts = isConversation
        ? objectsIn(objectIn(body["conversation_parts"])["conversation_parts"])
        : objectsIn(objectIn(body["ticket_parts"])["ticket_parts"]);
      const said = parts.filter(
        (part) => typeof part["body"] === "string" && objectIn(part["author"])["type"] !== "bot",
      );
      expect(said.map(summary)).toEqual(row.comments.slice(1).map((comment) => commentSummary(comment)));
      expect(parts.map((part) => part["created_at"])).toEqual(
        parts.map((part) => Number(part["created_at"])).toSorted((a, b) => a - b),
      );
      const isPriority = row.priority === "urgent" || row.priority === "high";
      const facts = isConversation
        ? { state: conversationStates[row.status], priority: isPriority ? "priority" : "not_priority" }
        : { ticket_state: { internal_label: ticketStates[row.status] } };
      expect(body).toMatchObject(facts);
      const title = isConversation ? body["title"] : objectIn(body["ticket_attributes"])["_default_title_"];
      expect([row.subject, ...(isConversation ? [null] : [])]).toContain(title);
    }
  });

  function summary(part: Plain): Plain {
    const author = objectIn(part["author"]);
    return {
      text: textOf(String(part["body"])),
      isNote: part["part_type"] === "note",
      isAdmin: author["type"] === "admin",
    };
  }
  function commentSummary(comment: CommentRow): Plain {
    const isAdmin = comment.author !== "requester";
    return { text: comment.body.replaceAll("\r\n", "\n"), isNote: !comment.isPublic, isAdmin };
  }

  it("has all kinds of authors, and texts without markup when asked for", async () => {
    const running = await start();
    const { body } = await running.get("/conversations", { per_page: "150" });
    const authors = new Set<unknown>();
    for (const id of idsIn(body["conversations"])) {
      const { body: one } = await running.get(`/conversations/${id}`, { display_as: "plaintext" });
      expect(String(objectIn(one["source"])["body"])).not.toMatch(/^<p>/);
      for (const part of objectsIn(objectIn(one["conversation_parts"])["conversation_parts"])) {
        authors.add(objectIn(part["author"])["type"]);
        expect(part["body"] ?? "").not.toMatch(/^<p>/);
      }
    }
    expect(authors).toEqual(new Set(["user", "lead", "admin", "bot"]));
  });

  it("makes nothing at the start, and of a page only what is on it", async () => {
    const read = { users: 0, tickets: 0 };
    const counted =
      <T>(at: (serial: number) => T, name: keyof typeof read) =>
      (serial: number): T => {
        read[name] += 1;
        return at(serial);
      };
    const watched: World = {
      ...world,
      books: {
        ...world.books,
        intercom: {
          ...book,
          users: { ...book.users, at: counted(book.users.at, "users") },
          tickets: { ...book.tickets, at: counted(book.tickets.at, "tickets") },
        },
      },
    };
    const running = await start({ world: watched });
    await running.get("/me");
    expect(read).toEqual({ users: 0, tickets: 0 });
    await running.get("/conversations", { per_page: "10" });
    expect(read.tickets).toBe(10);
    const [record] = serialsWhere(book.users.size, (serial) => book.users.at(serial).email !== null);
    read.users = 0;
    const query = { field: "email", operator: "=", value: book.users.at(record ?? 0).email };
    await running.post("/contacts/search", { query });
    expect(read.users).toBeLessThan(8);
  });

  it("starts with a million people", async () => {
    const running = await start({ world: createWorld({ seed: 3, customers: 1_000_000 }) });
    const { body } = await running.get("/contacts", { per_page: "2" });
    expect(body["total_count"]).toBeGreaterThan(240_000);
  });
});
