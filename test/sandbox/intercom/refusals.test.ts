// What Intercom's own document forbids is refused, and so is what its pages forbid in words.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adminIds, contactIds, threadIds, ticketStateIds, ticketTypeIds } from "../../../src/sandbox/intercom/ids.ts";
import { kindOf } from "../../../src/sandbox/intercom/thread.ts";
import { openContract } from "../../support/contract.ts";
import { book, errorIn, serialsWhere, startWorkspace, world } from "./running-workspace.ts";
import type { CallOptions, RunningWorkspace } from "./running-workspace.ts";

const contract = openContract(new URL("../../contracts/intercom/2.14.openapi.trimmed.json", import.meta.url));
let workspace: RunningWorkspace;
beforeAll(async () => {
  workspace = await startWorkspace();
});
afterAll(() => workspace.stop());

const ofKind = (kind: string) =>
  threadIds.idOf(serialsWhere(book.tickets.size, (serial) => kindOf(serial, world.seed) === kind)[0] ?? 0);
const conversation = ofKind("conversation");
const ticket = ofKind("ticket");
const contact = contactIds.idOf(0);
const admin = adminIds.idOf(1);
const one = { field: "email", operator: "=", value: "a@example.com" };

/** Requests, each wrong in one place, and the code of the refusal. */
const forbidden: readonly (readonly [method: string, path: string, body: unknown, code: string])[] = [
  ["POST", "/contacts/search", { query: 5 }, "type_mismatch"],
  ["POST", "/contacts/search", {}, "parameter_not_found"],
  ["POST", "/contacts/search", { query: { field: 5, operator: "=", value: "a" } }, "type_mismatch"],
  ["POST", "/contacts/search", { query: { ...one, operator: "LIKE" } }, "parameter_invalid"],
  ["POST", "/contacts/search", { query: { ...one, value: { a: 1 } } }, "parameter_invalid"],
  ["POST", "/contacts/search", { query: { operator: "XOR", value: [one] } }, "parameter_invalid"],
  ["POST", "/contacts/search", { query: { operator: "AND", value: "all" } }, "type_mismatch"],
  [
    "POST",
    "/contacts/search",
    { query: { operator: "AND", value: [one, { operator: "OR", value: [one] }] } },
    "parameter_invalid",
  ],
  ["POST", "/contacts/search", { query: one, pagination: { per_page: "many" } }, "type_mismatch"],
  ["POST", "/conversations/search", { query: one, pagination: { starting_after: 5 } }, "type_mismatch"],
  ["POST", "/tickets/search", { query: null }, "type_mismatch"],
  ["POST", "/contacts", {}, "parameter_not_found"],
  ["POST", "/contacts", { email: 5 }, "type_mismatch"],
  ["POST", "/contacts", { email: "b@example.com", owner_id: "five" }, "type_mismatch"],
  ["PUT", `/contacts/${contact}`, { unsubscribed_from_emails: "no" }, "type_mismatch"],
  ["PUT", `/contacts/${contact}`, { custom_attributes: [] }, "type_mismatch"],
  ["POST", "/companies", { company_id: "x", size: "big" }, "type_mismatch"],
  ["POST", "/companies", { company_id: "x", custom_attributes: { a: 5 } }, "type_mismatch"],
  ["POST", "/conversations", { from: { type: "user" }, body: "Hi" }, "parameter_not_found"],
  ["POST", "/conversations", { from: { type: "robot", id: contact }, body: "Hi" }, "parameter_invalid"],
  ["PUT", `/conversations/${conversation}`, { read: "yes" }, "type_mismatch"],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { type: "user", intercom_user_id: contact, body: "Hi" },
    "parameter_not_found",
  ],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { type: "user", message_type: "note", intercom_user_id: contact, body: "Hi" },
    "parameter_invalid",
  ],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { type: "admin", message_type: "comment", body: "Hi" },
    "parameter_not_found",
  ],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { type: "user", message_type: "comment", body: "Hi" },
    "parameter_invalid",
  ],
  ["POST", `/conversations/${conversation}/parts`, { message_type: "close", admin_id: admin }, "parameter_not_found"],
  ["POST", `/conversations/${conversation}/parts`, { message_type: "snoozed", admin_id: admin }, "parameter_not_found"],
  ["POST", `/conversations/${conversation}/parts`, { message_type: "archive", admin_id: admin }, "parameter_invalid"],
  ["POST", "/tickets", { contacts: [{ id: contact }] }, "parameter_not_found"],
  ["POST", "/tickets", { ticket_type_id: ticketTypeIds.idOf(0), contacts: [{ name: "Ada" }] }, "parameter_invalid"],
  ["PUT", `/tickets/${ticket}`, { open: "yes" }, "type_mismatch"],
  ["PUT", `/tickets/${ticket}`, { ticket_attributes: "none" }, "type_mismatch"],
  [
    "POST",
    `/tickets/${ticket}/reply`,
    { type: "admin", message_type: "shout", admin_id: admin, body: "Hi" },
    "parameter_invalid",
  ],
];

/** What the document allows, and the pages or examples do not. */
const refused: readonly (readonly [
  method: string,
  path: string,
  options: CallOptions,
  status: number,
  code: string,
])[] = [
  ["GET", "/contacts", { query: { per_page: "151" } }, 400, "parameter_invalid"],
  ["GET", "/contacts", { query: { per_page: "0" } }, 400, "parameter_invalid"],
  ["GET", "/contacts", { query: { starting_after: "bm90aGluZw==" } }, 400, "parameter_invalid"],
  ["GET", "/conversations", { query: { starting_after: "WyJhIiwyXQ==" } }, 400, "parameter_invalid"],
  ["POST", "/contacts", { body: { role: "user", name: "Nobody" } }, 400, "parameter_invalid"],
  ["POST", "/contacts", { body: { email: "no address" } }, 400, "parameter_invalid"],
  ["POST", "/contacts", { body: { email: "c@example.com", owner_id: 5 } }, 400, "parameter_invalid"],
  ["POST", "/contacts", { body: '{"email":' }, 400, "bad_request"],
  [
    "POST",
    "/contacts",
    { body: "email=a", headers: { "content-type": "text/plain" } },
    415,
    "media_type_not_acceptable",
  ],
  ["GET", "/companies", { query: { company_id: "nobody.example" } }, 404, "company_not_found"],
  ["POST", "/companies/list", { query: { order: "up" } }, 400, "parameter_invalid"],
  ["POST", "/companies/list", { query: { page: "1000" } }, 400, "parameter_invalid"],
  ["GET", "/companies/scroll", { query: { scroll_param: "none" } }, 404, "not_found"],
  ["GET", "/admins/5", {}, 404, "admin_not_found"],
  ["GET", `/tickets/${conversation}`, {}, 404, "ticket_not_found"],
  ["GET", `/conversations/${ticket}`, {}, 404, "not_found"],
  ["GET", `/contacts/${"0".repeat(24)}`, {}, 404, "not_found"],
  ["GET", "/tickets", {}, 404, "not_found"],
  ["GET", "/nothing", {}, 404, "not_found"],
  ["POST", "/tickets", { body: { ticket_type_id: "5", contacts: [{ id: contact }] } }, 404, "not_found"],
  ["POST", "/tickets", { body: { ticket_type_id: ticketTypeIds.idOf(0), contacts: [{ id: "x" }] } }, 404, "not_found"],
  [
    "POST",
    "/tickets",
    {
      body: {
        ticket_type_id: ticketTypeIds.idOf(0),
        contacts: [{ id: contact }],
        ticket_attributes: { Priority: "soon" },
      },
    },
    400,
    "parameter_invalid",
  ],
  ["PUT", `/tickets/${ticket}`, { body: { ticket_state_id: ticketStateIds.idOf(5) } }, 400, "ticket_state_id_invalid"],
  ["PUT", `/tickets/${ticket}`, { body: { assignee_id: "5" } }, 404, "assignee_not_found"],
  ["PUT", `/tickets/${ticket}`, { body: { snoozed_until: 5 } }, 400, "parameter_invalid"],
  [
    "POST",
    `/conversations/${conversation}/parts`,
    { body: { message_type: "open", admin_id: "5" } },
    404,
    "admin_not_found",
  ],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { body: { type: "admin", message_type: "note", admin_id: admin } },
    400,
    "parameter_not_found",
  ],
  [
    "POST",
    `/conversations/${conversation}/reply`,
    { body: { type: "user", message_type: "comment", user_id: "none", body: "Hi" } },
    404,
    "not_found",
  ],
  [
    "POST",
    "/conversations/last/reply",
    { body: { type: "admin", message_type: "note", admin_id: admin, body: "Hi" } },
    400,
    "parameter_invalid",
  ],
];

const nested = (depth: number): unknown => (depth === 0 ? one : { operator: "AND", value: [nested(depth - 1)] });
const many = (count: number) => ({ operator: "OR", value: Array.from({ length: count }, () => one) });
const searches: readonly (readonly [path: string, query: unknown, code: string])[] = [
  ["/contacts/search", nested(3), "parameter_invalid"],
  ["/contacts/search", many(16), "parameter_invalid"],
  ["/contacts/search", { operator: "AND", value: [] }, "parameter_invalid"],
  ["/contacts/search", { ...one, field: "shoe_size" }, "invalid_field"],
  ["/contacts/search", { ...one, field: "toString" }, "invalid_field"],
  ["/contacts/search", { ...one, operator: "IN" }, "parameter_invalid"],
  ["/contacts/search", { ...one, value: ["a"] }, "parameter_invalid"],
  ["/contacts/search", { ...one, operator: "~", value: null }, "parameter_invalid"],
  ["/contacts/search", { ...one, operator: ">" }, "parameter_invalid"],
  ["/contacts/search", { field: "created_at", operator: ">=", value: 1 }, "parameter_invalid"],
  ["/contacts/search", { field: "created_at", operator: "!=", value: 1 }, "parameter_invalid"],
  ["/contacts/search", { field: "created_at", operator: ">", value: "foobar" }, "type_mismatch"],
  ["/contacts/search", { field: "tag_id", operator: "IN", value: ["1"] }, "parameter_invalid"],
  ["/contacts/search", { field: "unsubscribed_from_emails", operator: "=", value: 5 }, "type_mismatch"],
  ["/conversations/search", { field: "ticket_type_id", operator: "=", value: "1" }, "invalid_field"],
  ["/conversations/search", { field: "open", operator: "~", value: true }, "parameter_invalid"],
  ["/tickets/search", { field: "ticket_state", operator: "=", value: "resolved" }, "invalid_field"],
  ["/tickets/search", { field: "ticket_attribute.5", operator: "=", value: "high" }, "invalid_field"],
];

describe("Intercom refuses", () => {
  it.each(forbidden)("what its document forbids: %s %s %j", async (method, path, body, code) => {
    const found = contract.checkRequest({ method, path, body });
    const answer = await workspace.call(method, path, { body });
    expect(found).not.toEqual([]);
    expect({ status: answer.status, ...errorIn(answer) }).toMatchObject({ status: 400, code });
  });

  it.each(refused)("what its pages forbid: %s %s %j", async (method, path, options, status, code) => {
    const answer = await workspace.call(method, path, options);
    expect({ status: answer.status, ...errorIn(answer) }).toMatchObject({ status, code });
  });

  it.each(searches)("a search of %s by %j", async (path, query, code) => {
    const answer = await workspace.post(path, { query });
    expect({ status: answer.status, ...errorIn(answer) }).toMatchObject({ status: 400, code });
  });

  it("and takes what is just allowed", async () => {
    for (const query of [nested(2), many(15), { ...one, value: null }]) {
      expect((await workspace.post("/contacts/search", { query })).status).toBe(200);
    }
    expect((await workspace.get("/contacts", { per_page: "150" })).status).toBe(200);
  });

  it("a cursor of another order", async () => {
    const query = { field: "role", operator: "=", value: "user" };
    const sort = { field: "name", order: "ascending" };
    const { body } = await workspace.post("/contacts/search", { query, sort, pagination: { per_page: 5 } });
    const cursor = JSON.stringify(body).match(/"starting_after":"([^"]+)"/)?.[1] ?? "";
    const next = { per_page: 5, starting_after: cursor };
    expect((await workspace.post("/contacts/search", { query, sort, pagination: next })).status).toBe(200);
    expect((await workspace.post("/contacts/search", { query, pagination: next })).status).toBe(400);
  });
});
