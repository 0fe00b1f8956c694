// What becomes of contacts, conversations and tickets that are written to.
import { describe, expect, it } from "vitest";
import {
  adminIds,
  contactIds,
  teamIds,
  threadIds,
  ticketStateIds,
  ticketTypeIds,
} from "../../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { book, errorIn, idsIn, objectIn, objectsIn, serialsWhere, world } from "./running-workspace.ts";
import type { Answer, Plain } from "./running-workspace.ts";
import { useWorkspace } from "./use-workspace.ts";

const start = useWorkspace();

const serialOf = (kind: string, status: string): number =>
  serialsWhere(book.tickets.size, (serial) => {
    const row = book.tickets.at(serial);
    return kindOf(serial, world.seed) === kind && row.status === status && row.assignee !== null;
  })[0] ?? 0;
const admin = adminIds.idOf(1);
/** Of a conversation or a ticket. */
function partsOf({ body }: Answer): readonly Plain[] {
  const name = body["type"] === "ticket" ? "ticket_parts" : "conversation_parts";
  return objectsIn(objectIn(body[name])[name]);
}
const note = { message_type: "note", type: "admin", admin_id: admin, body: "For us" };
const says = (contact: number, body: string) => ({
  message_type: "comment",
  type: "user",
  intercom_user_id: contactIds.idOf(contact),
  body,
});

describe("a conversation", () => {
  it("stays as it is under a note, and opens when its contact writes, asleep or closed", async () => {
    const running = await start();
    for (const status of ["pending", "closed"]) {
      const serial = serialOf("conversation", status);
      const path = `/conversations/${threadIds.idOf(serial)}`;
      const before = await running.get(path);
      const noted = await running.post(`${path}/reply`, note);
      expect(noted.body["state"]).toBe(before.body["state"]);
      const opened = await running.post(`${path}/reply`, says(book.tickets.at(serial).requester, "Hello?"));
      expect(opened.body).toMatchObject({ state: "open", snoozed_until: null, read: false });
      expect(
        partsOf(opened)
          .slice(-2)
          .map((part) => part["part_type"]),
      ).toEqual(["note", "open"]);
      expect(partsOf(opened)).toHaveLength(partsOf(before).length + 2);
    }
  });

  it("is assigned to an admin and a team at once, and to nobody by 0", async () => {
    const running = await start();
    const path = `/conversations/${threadIds.idOf(serialOf("conversation", "closed"))}/parts`;
    const assign = (type: string, assignee_id: string) =>
      running.post(path, { message_type: "assignment", type, admin_id: admin, assignee_id });
    const reopened = await assign("team", teamIds.idOf(2));
    expect(partsOf(reopened).at(-1)).toMatchObject({ part_type: "assign_and_reopen", assigned_to: { type: "team" } });
    const both = await assign("admin", admin);
    expect(both.body).toMatchObject({
      admin_assignee_id: Number(admin),
      team_assignee_id: Number(teamIds.idOf(2)),
      state: "open",
    });
    const nobody = await assign("admin", "0");
    expect(nobody.body).toMatchObject({ admin_assignee_id: null, team_assignee_id: Number(teamIds.idOf(2)) });
    expect(partsOf(nobody).at(-1)).toMatchObject({ part_type: "assignment", assigned_to: null });
  });

  it("is begun by a contact, is then their last one, and is found by them", async () => {
    const running = await start();
    const { body: message } = await running.post("/conversations", {
      from: { type: "user", id: contactIds.idOf(5) },
      body: "New",
    });
    const id = message["conversation_id"];
    const replied = await running.post("/conversations/last/reply", says(5, "And?"));
    expect(replied.body).toMatchObject({
      id,
      source: { body: "<p>New</p>" },
      statistics: { count_conversation_parts: 1 },
    });
    const query = { field: "contact_ids", operator: "=", value: contactIds.idOf(5) };
    const found = await running.post("/conversations/search", { query });
    expect(idsIn(found.body["conversations"])[0]).toBe(id);
    expect((await running.call("DELETE", `/conversations/${String(id)}`)).body).toEqual({
      id,
      object: "conversation",
      deleted: true,
    });
    expect((await running.get(`/conversations/${String(id)}`)).status).toBe(404);
  });

  it("keeps all replies that come at once", async () => {
    const running = await start();
    const serial = serialOf("conversation", "open");
    const path = `/conversations/${threadIds.idOf(serial)}`;
    const before = partsOf(await running.get(path)).length;
    await Promise.all(
      ["a", "b", "c", "d"].map((text) => running.post(`${path}/reply`, says(book.tickets.at(serial).requester, text))),
    );
    const parts = partsOf(await running.get(path));
    expect(parts).toHaveLength(before + 4);
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  });
});

describe("a ticket", () => {
  it("has a part of each thing that was changed, and of no other", async () => {
    const running = await start();
    const serial = serialOf("ticket", "open");
    const path = `/tickets/${threadIds.idOf(serial)}`;
    const before = partsOf(await running.get(path));
    const { subject } = book.tickets.at(serial);
    const changed = await running.call("PUT", path, {
      body: {
        ticket_attributes: { _default_title_: subject, _default_description_: "Anew" },
        ticket_state_id: ticketStateIds.idOf(4),
        assignee_id: "0",
        admin_id: Number(admin),
      },
    });
    expect(changed.body).toMatchObject({ open: false, admin_assignee_id: "0", ticket_state: { category: "resolved" } });
    const added = partsOf(changed).slice(before.length);
    expect(added.map((part) => part["part_type"])).toEqual([
      "ticket_attribute_updated_by_admin",
      "ticket_state_updated_by_admin",
      "assignment",
    ]);
    expect(added[1]).toMatchObject({
      previous_ticket_state: "in_progress",
      ticket_state: "resolved",
      author: { id: admin },
    });
  });

  it("of colleagues takes no word of a contact's", async () => {
    const running = await start();
    const contacts = [{ external_id: "none" }];
    const back = { ticket_type_id: ticketTypeIds.idOf(2), contacts: [{ id: contactIds.idOf(1) }] };
    expect((await running.post("/tickets", { ...back, contacts })).status).toBe(404);
    const { body } = await running.post("/tickets", back);
    expect(body).toMatchObject({ category: "Back-office", is_shared: false, admin_assignee_id: "0" });
    const path = `/tickets/${String(body["id"])}/reply`;
    expect(errorIn(await running.post(path, says(1, "Hi")))).toMatchObject({ code: "parameter_mismatch" });
    expect((await running.post(path, note)).body).toMatchObject({ type: "ticket_part", part_type: "note" });
    const found = await running.post("/tickets/search", { query: { field: "category", operator: "=", value: "task" } });
    expect(idsIn(found.body["tickets"])).toEqual([body["id"]]);
  });
});

describe("a contact", () => {
  it("shares neither an external id nor, as a user, an address", async () => {
    const running = await start();
    const [known = 0] = serialsWhere(book.users.size, (serial) => {
      const { email, externalOf, duplicateOf } = book.users.at(serial);
      return email !== null && externalOf !== null && duplicateOf === null;
    });
    const { email, external_id } = (await running.get(`/contacts/${contactIds.idOf(known)}`)).body;
    const lead = await running.post("/contacts", { role: "lead", email });
    expect(lead.body).toMatchObject({ role: "lead", email, external_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const refused = [
      await running.post("/contacts", { email }),
      await running.post("/contacts", { external_id }),
      await running.post("/contacts", { external_id: lead.body["external_id"] }),
      await running.call("PUT", `/contacts/${String(lead.body["id"])}`, { body: { role: "user" } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    const changed = await running.call("PUT", `/contacts/${String(lead.body["id"])}`, {
      body: { role: "user", email: "own@example.com" },
    });
    expect(changed.body).toMatchObject({ role: "user", email: "own@example.com" });
  });
});
