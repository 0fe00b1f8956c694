// Intercom's own client for Node, driven against the sandbox.
import { IntercomClient, IntercomError } from "intercom-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contactOf } from "../../../src/sandbox/intercom/contact.ts";
import { adminIds, companyIds, contactIds, threadIds, ticketTypeIds } from "../../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { accessToken, book, serialsWhere, startWorkspace, world } from "./running-workspace.ts";
import type { RunningWorkspace } from "./running-workspace.ts";

let workspace: RunningWorkspace;
beforeEach(async () => {
  workspace = await startWorkspace();
});
afterEach(() => workspace.stop());

function client(token: string = accessToken): IntercomClient {
  return new IntercomClient({ token, baseUrl: workspace.server.url, maxRetries: 0 });
}

/** Everything, page by page. */
async function collect(
  page: AsyncIterable<{ readonly id?: string | undefined } | undefined>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const one of page) ids.push(one?.id ?? "none");
  return ids;
}

const newestFirst = (serials: readonly number[], idOf: (serial: number) => string): readonly string[] =>
  serials.toReversed().map(idOf);
const everybody = serialsWhere(book.users.size, () => true);
const ofKind = (kind: string) => serialsWhere(book.tickets.size, (serial) => kindOf(serial, world.seed) === kind);
const [conversation = 0] = ofKind("conversation");
const [ticket = 0] = ofKind("ticket");
const all = { field: "created_at", operator: ">", value: 0 } as const;

describe("intercom-client", () => {
  it("asks for the version that the sandbox has, and finds out who it is", async () => {
    const self = await client().admins.identify();
    expect(self).toMatchObject({ id: adminIds.idOf(0), email_verified: true, app: { type: "app" } });
    expect(workspace.exchanges[0]?.requestHeaders["intercom-version"]).toBe("2.14");
    const { admins } = await client().admins.list();
    expect(admins).toHaveLength(book.agents.length + 1);
    expect(await client().admins.find({ admin_id: 991_267_459 + 7 })).toMatchObject({ id: adminIds.idOf(1) });
  });

  it("lists all contacts, following the cursors, and gets one", async () => {
    const found = await collect(await client().contacts.list({ per_page: 60 }));
    expect(found).toEqual(newestFirst(everybody, contactIds.idOf));
    expect(workspace.exchanges).toHaveLength(Math.ceil(everybody.length / 60));
    const one = await client().contacts.find({ contact_id: contactIds.idOf(0) });
    expect(one).toMatchObject({ id: contactIds.idOf(0), email: book.users.at(0).email });
  });

  it("searches for contacts to the end, and for one by external id and address", async () => {
    const leads = everybody.filter((serial) => contactOf(book.users.at(serial), book, world.seed).role === "lead");
    const query = { field: "role", operator: "=", value: "lead" } as const;
    const found = await collect(await client().contacts.search({ query, pagination: { per_page: 20 } }));
    expect(found).toEqual(newestFirst(leads, contactIds.idOf));
    expect(leads.length).toBeGreaterThan(40);

    const linked =
      everybody.find((serial) => contactOf(book.users.at(serial), book, world.seed).externalId?.startsWith("003")) ?? 0;
    const external_id = contactOf(book.users.at(linked), book, world.seed).externalId ?? "";
    expect(await client().contacts.showContactByExternalId({ external_id })).toMatchObject({
      id: contactIds.idOf(linked),
    });
    const value = [book.users.at(linked).email?.toUpperCase() ?? "", "nobody@example.com"];
    const byEmail = await client().contacts.search({ query: { field: "email", operator: "IN", value } });
    expect(byEmail.data.map(({ id }) => id)).toContain(contactIds.idOf(linked));
  });

  it("creates, changes and deletes a contact", async () => {
    const { contacts } = client();
    const created = await contacts.create({ email: "ada@example.com", name: "Ada" });
    const id = created.id ?? "";
    expect(await contacts.update({ contact_id: id, phone: "+44 20 7946 0000" })).toMatchObject({ name: "Ada" });
    const again = contacts.create({ email: "ADA@example.com" });
    await expect(again).rejects.toMatchObject({ statusCode: 409, body: { errors: [{ code: "conflict" }] } });
    expect(await contacts.delete({ contact_id: id })).toMatchObject({ id, deleted: true });
    await expect(contacts.find({ contact_id: id })).rejects.toMatchObject({ statusCode: 404 });
    expect(await collect(await contacts.list({ per_page: 150 }))).toHaveLength(everybody.length);
  });

  it("lists and scrolls over the same companies, and gets one", async () => {
    const listed = await collect(await client().companies.list({ per_page: 25 }));
    const scrolled = await collect(await client().companies.scroll());
    expect(scrolled).toEqual(listed);
    expect(new Set(listed).size).toBe(listed.length);
    const employers = everybody.flatMap((serial) => contactOf(book.users.at(serial), book, world.seed).companies);
    expect(new Set(listed)).toEqual(new Set(employers.map((serial) => companyIds.idOf(serial))));
    const [first = ""] = listed;
    expect(await client().companies.find({ company_id: first })).toMatchObject({ id: first, type: "company" });
    const { data: people = [] } = await client().companies.listAttachedContacts({ company_id: first });
    expect(people.length).toBeGreaterThan(0);
  });

  it("lists and searches all conversations, and gets one with its parts", async () => {
    const ids = newestFirst(ofKind("conversation"), threadIds.idOf);
    expect(await collect(await client().conversations.list({ per_page: 150 }))).toEqual(ids);
    const searched = await client().conversations.search({ query: all, pagination: { per_page: 150 } });
    expect(await collect(searched)).toEqual(ids);
    const row = book.tickets.at(conversation);
    const one = await client().conversations.find({
      conversation_id: threadIds.idOf(conversation),
      display_as: "plaintext",
    });
    expect(one.source?.body).toBe(row.description.replaceAll("\r\n", "\n"));
    const said = one.conversation_parts?.conversation_parts?.filter(({ part_type }) => part_type !== "assignment");
    expect(said?.length).toBeGreaterThanOrEqual(row.comments.length - 1);
  });

  it("answers, assigns, closes and opens a conversation", async () => {
    const { conversations } = client();
    const conversation_id = threadIds.idOf(conversation);
    const [admin_id, intercom_user_id] = [adminIds.idOf(2), contactIds.idOf(book.tickets.at(conversation).requester)];
    const close = { message_type: "close", type: "admin", admin_id } as const;
    expect(await conversations.manage({ conversation_id, body: close })).toMatchObject({
      state: "closed",
      open: false,
    });
    const ask = { message_type: "comment", type: "user", intercom_user_id, body: "Still?" } as const;
    const reopened = await conversations.reply({ conversation_id, body: ask });
    expect(reopened).toMatchObject({ state: "open", read: false });
    expect(reopened.conversation_parts?.conversation_parts?.at(-1)).toMatchObject({
      part_type: "open",
      body: "<p>Still?</p>",
    });
    const answer = { message_type: "comment", type: "admin", admin_id, body: "No" } as const;
    expect(await conversations.reply({ conversation_id, body: answer })).toMatchObject({ waiting_since: null });
    const assign = { message_type: "assignment", type: "admin", admin_id, assignee_id: admin_id } as const;
    const assigned = await conversations.manage({ conversation_id, body: assign });
    expect(assigned.admin_assignee_id).toBe(Number(admin_id));
  });

  it("searches, creates, changes and answers tickets", async () => {
    const { tickets, ticketTypes } = client();
    const searched = await tickets.search({ query: all, pagination: { per_page: 100 } });
    expect(await collect(searched)).toEqual(newestFirst(ofKind("ticket"), threadIds.idOf));
    const one = await tickets.get({ ticket_id: threadIds.idOf(ticket) });
    expect(one?.ticket_attributes?.["_default_title_"]).toBe(book.tickets.at(ticket).subject);
    const { data: types = [] } = await ticketTypes.list();
    expect(types).toHaveLength(3);

    const created = await tickets.create({
      ticket_type_id: ticketTypeIds.idOf(0),
      contacts: [{ id: contactIds.idOf(3) }],
    });
    const ticket_id = created?.id ?? "";
    const resolved = types[0]?.ticket_states?.data?.find(({ category } = {}) => category === "resolved")?.id ?? "";
    const updated = await tickets.update({ ticket_id, ticket_state_id: resolved, admin_id: Number(adminIds.idOf(1)) });
    expect(updated).toMatchObject({ open: false, ticket_state: { category: "resolved" } });
    const body = { message_type: "note", type: "admin", admin_id: adminIds.idOf(1), body: "<p>Done</p>" } as const;
    expect(await tickets.reply({ ticket_id, body })).toMatchObject({ part_type: "note", body: "<p>Done</p>" });
    expect((await tickets.get({ ticket_id }))?.ticket_parts?.total_count).toBe(2);
  });

  it("throws its own errors for 401, 404 and a refused search", async () => {
    await expect(client("wrong").contacts.list()).rejects.toMatchObject({
      statusCode: 401,
      body: { type: "error.list", errors: [{ code: "unauthorized", message: "Access Token Invalid" }] },
    });
    await expect(client().conversations.find({ conversation_id: "1" })).rejects.toMatchObject({ statusCode: 404 });
    const query = { field: "updated_at", operator: "IN" as const, value: [1] };
    await expect(client().contacts.search({ query })).rejects.toMatchObject({ statusCode: 400 });
  });

  it("sees the rate limit in the headers, and a 429 that says when to go on", async () => {
    await workspace.stop();
    workspace = await startWorkspace({ rateScale: 3 / 1_666 });
    const { rawResponse } = await client().admins.identify().withRawResponse();
    expect(rawResponse.headers.get("x-ratelimit-limit")).toBe("3");
    expect(rawResponse.headers.get("x-ratelimit-remaining")).toBe("2");
    await client().admins.identify();
    await client().admins.identify();
    const refused = client().admins.identify();
    await expect(refused).rejects.toMatchObject({
      statusCode: 429,
      body: { errors: [{ code: "rate_limit_exceeded", message: "Exceeded rate limit of 3 in 10_seconds" }] },
    });
    const error: unknown = await refused.catch((reason: unknown) => reason);
    if (!(error instanceof IntercomError)) throw new TypeError("not the client's own error");
    expect(error.rawResponse?.headers.get("x-ratelimit-remaining")).toBe("0");
    const reset = Number(error.rawResponse?.headers.get("x-ratelimit-reset"));
    workspace.advance(reset * 1_000 - Date.UTC(2026, 10, 1));
    expect(await client().admins.identify()).toMatchObject({ type: "admin" });
  });

  it("sees a 429 that a fault made", async () => {
    workspace.server.faults.set({ tooManyRequests: { count: 1 } });
    await expect(client().admins.identify()).rejects.toMatchObject({ statusCode: 429 });
    expect(await client().admins.identify()).toMatchObject({ type: "admin" });
  });
});
