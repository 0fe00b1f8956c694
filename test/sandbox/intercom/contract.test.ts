// Every reply of every route against Intercom's own OpenAPI document (test/contracts/README.md).
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  adminIds,
  companyIds,
  contactIds,
  teamIds,
  threadIds,
  ticketStateIds,
  ticketTypeIds,
} from "../../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { openContract } from "../../support/contract.ts";
import { book, objectIn, objectsIn, serialsWhere, startWorkspace, world } from "./running-workspace.ts";
import type { Answer, CallOptions, RunningWorkspace } from "./running-workspace.ts";

// Paging of contacts and of a contact's companies is described on pages of its own, not in the document.
const contract = openContract(new URL("../../contracts/intercom/2.14.openapi.trimmed.json", import.meta.url), {
  undeclaredQuery: ["page", "per_page", "starting_after"],
});
let workspace: RunningWorkspace;
beforeAll(async () => {
  workspace = await startWorkspace();
});
afterAll(() => workspace.stop());

const threads = { conversation: [] as string[], ticket: [] as string[] };
for (let serial = 0; serial < book.tickets.size; serial += 1) {
  threads[kindOf(serial, world.seed)].push(threadIds.idOf(serial));
}
const [conversation = "", another = ""] = threads.conversation;
const [ticket = "", secondTicket = ""] = threads.ticket;
const [employee = 0] = serialsWhere(book.users.size, (serial) => {
  const { person, duplicateOf, externalOf } = book.users.at(serial);
  return person.company !== null && duplicateOf === null && externalOf !== null;
});
const contact = contactIds.idOf(employee);
const company = companyIds.idOf(book.users.at(employee).person.company ?? 0);
const admin = adminIds.idOf(1);
const everything = { field: "created_at", operator: ">", value: 0 };
const pages = { pagination: { per_page: 150 } };

/** The contract and what really is asked and answered. */
async function findings(method: string, path: string, options: CallOptions = {}): Promise<readonly string[]> {
  const answer = await workspace.call(method, path, options);
  const request = {
    method,
    path,
    query: options.query ?? {},
    ...(options.body !== undefined && { body: options.body }),
  };
  return [
    ...(answer.status < 400 ? [] : [`status ${answer.status}: ${JSON.stringify(answer.body)}`]),
    ...contract.checkRequest(request),
    ...contract.checkResponse({ method, path, status: answer.status, body: answer.body }),
  ];
}

const calls: readonly (readonly [method: string, path: string, options: CallOptions])[] = [
  ["GET", "/me", {}],
  ["GET", "/admins", {}],
  ["GET", "/admins", { query: { display_avatar: "true" } }],
  ["GET", `/admins/${admin}`, {}],
  ["GET", "/contacts", {}],
  ["GET", "/contacts", { query: { per_page: "150" } }],
  ["GET", `/contacts/${contact}`, {}],
  ["GET", `/contacts/${contact}/companies`, {}],
  ["POST", "/contacts/search", { body: { query: everything, ...pages } }],
  ["POST", "/contacts/search", { body: { query: { field: "role", operator: "=", value: "lead" }, ...pages } }],
  ["GET", "/companies", {}],
  ["GET", "/companies", { query: { page: "2", per_page: "10" } }],
  ["GET", `/companies/${company}`, {}],
  ["GET", `/companies/${company}/contacts`, {}],
  ["POST", "/companies/list", { query: { page: "1", per_page: "60", order: "asc" } }],
  ["GET", "/companies/scroll", {}],
  ["GET", "/conversations", { query: { per_page: "150" } }],
  ["GET", `/conversations/${conversation}`, {}],
  ["GET", `/conversations/${conversation}`, { query: { display_as: "plaintext" } }],
  ["POST", "/conversations/search", { body: { query: everything, ...pages } }],
  ["GET", "/ticket_types", {}],
  ["GET", `/ticket_types/${ticketTypeIds.idOf(1)}`, {}],
  ["GET", `/tickets/${ticket}`, {}],
  ["POST", "/tickets/search", { body: { query: everything, ...pages } }],
];

describe("Intercom's contract", () => {
  it.each(calls)("allows what %s %s %j answers", async (method, path, options) => {
    expect(await findings(method, path, options)).toEqual([]);
  });

  it.each(["GET", "POST", "PUT", "DELETE"])("is met by the 401 and 404 of %s", async (method) => {
    for (const path of ["/contacts/none", "/companies/none", "/conversations/1", "/tickets/1"]) {
      const given = method === "GET" ? {} : { body: {} };
      const answers: readonly Answer[] = [
        await workspace.call(method, path, { ...given, headers: { authorization: "Bearer wrong" } }),
        await workspace.call(method, path, given),
      ];
      expect(answers.map(({ status }) => status)).toEqual([401, 404]);
      for (const { body } of answers) {
        // Its list of errors is the same for all routes.
        expect(contract.checkResponse({ method: "GET", path: "/admins", status: 401, body })).toEqual([]);
        expect(body).toMatchObject({ type: "error.list", request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
        expect(objectsIn(body["errors"])).toHaveLength(1);
      }
    }
  });

  it("holds each company of a contact to its schema, wherever the list has them", async () => {
    const { body } = await workspace.get(`/contacts/${contact}/companies`);
    const found = objectsIn(body["data"]);
    expect(found.map(({ id }) => id)).toEqual([company]);
    for (const one of found) {
      expect(contract.checkResponse({ method: "GET", path: `/companies/${company}`, status: 200, body: one })).toEqual(
        [],
      );
    }
  });

  it("allows what a few hundred conversations and tickets of the book are, one by one", async () => {
    for (const id of threads.conversation.slice(0, 150)) {
      expect(await findings("GET", `/conversations/${id}`)).toEqual([]);
    }
    for (const id of threads.ticket.slice(0, 60)) expect(await findings("GET", `/tickets/${id}`)).toEqual([]);
  });

  it("allows what contacts, companies and conversations are after writes", async () => {
    const person = { email: "new.person@example.com", name: "New Person", custom_attributes: { plan: "pro" } };
    expect(await findings("POST", "/contacts", { body: { role: "lead" } })).toEqual([]);
    expect(await findings("POST", "/contacts", { body: person })).toEqual([]);
    expect(await findings("PUT", `/contacts/${contact}`, { body: { phone: null, owner_id: Number(admin) } })).toEqual(
      [],
    );
    expect(await findings("POST", "/companies", { body: { company_id: "new", name: "New", size: 3 } })).toEqual([]);
    expect(await findings("PUT", `/companies/${company}`, { body: { plan: "Pro", monthly_spend: 5 } })).toEqual([]);
    const second = companyIds.idOf((book.users.at(employee).person.company ?? 0) === 1 ? 2 : 1);
    expect(await findings("POST", `/contacts/${contact}/companies`, { body: { id: second } })).toEqual([]);
    expect(await findings("DELETE", `/contacts/${contact}/companies/${second}`)).toEqual([]);
    const created = { from: { type: "user", id: contact }, body: "Hello" };
    expect(await findings("POST", "/conversations", { body: created })).toEqual([]);
    expect(await findings("PUT", `/conversations/${conversation}`, { body: { read: true, title: "A" } })).toEqual([]);
    const path = `/conversations/${conversation}`;
    const bodies: readonly (readonly [string, unknown])[] = [
      ["reply", { message_type: "comment", type: "user", intercom_user_id: contact, body: "One" }],
      ["reply", { message_type: "comment", type: "admin", admin_id: admin, body: "<b>Two</b>" }],
      ["reply", { message_type: "note", type: "admin", admin_id: admin, body: "Three" }],
      ["reply", { message_type: "quick_reply", type: "admin", admin_id: admin, reply_options: [quickReply] }],
      ["parts", { message_type: "assignment", type: "admin", admin_id: admin, assignee_id: adminIds.idOf(2) }],
      ["parts", { message_type: "assignment", type: "team", admin_id: admin, assignee_id: teamIds.idOf(1) }],
      ["parts", { message_type: "snoozed", admin_id: admin, snoozed_until: 1_900_000_000 }],
      ["parts", { message_type: "open", admin_id: admin }],
      ["parts", { message_type: "close", type: "admin", admin_id: admin, body: "Bye" }],
    ];
    for (const [action, body] of bodies) expect(await findings("POST", `${path}/${action}`, { body })).toEqual([]);
    expect(await findings("GET", path)).toEqual([]);
    expect(await findings("DELETE", `/conversations/${another}`)).toEqual([]);
  });

  it("allows what tickets are after writes", async () => {
    const attributes = { _default_title_: "New", Priority: "high" };
    const created = {
      ticket_type_id: ticketTypeIds.idOf(0),
      contacts: [{ id: contact }],
      ticket_attributes: attributes,
      assignment: { admin_assignee_id: admin },
    };
    expect(await findings("POST", "/tickets", { body: created })).toEqual([]);
    const path = `/tickets/${ticket}`;
    const changes = {
      ticket_attributes: { ...attributes, _default_description_: null },
      ticket_state_id: ticketStateIds.idOf(4),
      admin_id: Number(admin),
      assignee_id: teamIds.idOf(1),
      is_shared: false,
    };
    // The schema of updates says `type: object` of the attributes and nothing of a null.
    expect(await findings("PUT", path, { body: changes })).toEqual([]);
    expect(await findings("PUT", path, { body: { open: true, snoozed_until: 1_900_000_000 } })).toEqual([]);
    for (const body of [
      { message_type: "comment", type: "user", intercom_user_id: contact, body: "One" },
      { message_type: "note", type: "admin", admin_id: admin, body: "Two" },
      { message_type: "quick_reply", type: "admin", admin_id: admin, reply_options: [quickReply] },
    ]) {
      expect(await findings("POST", `${path}/reply`, { body })).toEqual([]);
    }
    expect(await findings("GET", path)).toEqual([]);
    expect(await findings("DELETE", `/tickets/${secondTicket}`)).toEqual([]);
  });

  it("would notice a wrong type, a wrong enum value and a missing code", async () => {
    const { body } = await workspace.get(`/conversations/${conversation}`);
    const path = `/conversations/${conversation}`;
    const check = (changes: Record<string, unknown>) =>
      contract.checkResponse({ method: "GET", path, status: 200, body: { ...body, ...changes } });
    expect(check({})).toEqual([]);
    expect(check({ admin_assignee_id: "5" })).not.toEqual([]);
    expect(check({ state: "pending" })).not.toEqual([]);
    expect(check({ contacts: { ...objectIn(body["contacts"]), type: "list" } })).not.toEqual([]);
    const error = { type: "error.list", errors: [{ message: "no code" }] };
    expect(contract.checkResponse({ method: "GET", path: "/admins", status: 401, body: error })).not.toEqual([]);
  });
});

const quickReply = { text: "Yes", uuid: "a5e1c524-5ddd-4c3e-9328-6bca5d6e3edb" };
