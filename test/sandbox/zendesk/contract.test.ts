// Every reply of every route against Zendesk's own OpenAPI document (test/contracts/README.md).
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endUserIds, groupIds, organizationIds, staffIds } from "../../../src/sandbox/zendesk/ids.ts";
import { openContract } from "../../support/contract.ts";
import { objectIn, startDesk, world } from "./running-desk.ts";
import type { RunningDesk } from "./running-desk.ts";

// Pagination and sorting are described on pages of their own, not in the document.
const contract = openContract(new URL("../../contracts/zendesk/support.openapi.trimmed.json", import.meta.url), {
  undeclaredQuery: ["page", "per_page", "sort", "sort_by", "sort_order", "include", "start_time", "cursor"],
});
let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const user = endUserIds.idOf(world.tickets.at(0).requester);
const every = (size: number, idOf: (serial: number) => number) =>
  Array.from({ length: Math.min(100, size) }, (_, serial) => idOf(serial)).join(",");

const calls: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["/tickets", { "page[size]": "100" }],
  ["/tickets", { "page[size]": "100", sort: "-updated_at" }],
  ["/tickets", { page: "2", per_page: "50", sort_by: "status", sort_order: "desc" }],
  ["/tickets", { external_id: "none" }],
  ["/tickets/1", {}],
  ["/tickets/count", {}],
  ["/tickets/show_many", { ids: every(world.tickets.size, (serial) => serial + 1) }],
  ["/tickets/1/comments", { "page[size]": "2" }],
  ["/tickets/2/comments", { include: "users", sort_order: "desc" }],
  ["/users", { "page[size]": "100" }],
  ["/users", { page: "3" }],
  ["/users", { role: "agent" }],
  ["/users/me", {}],
  ["/incremental/users/cursor", { start_time: "0" }],
  ["/incremental/users/cursor", { start_time: "1600000000", per_page: "5" }],
  ["/users/search", { query: "a" }],
  ["/users/search", { external_id: "101000051" }],
  ["/users/show_many", { ids: every(world.deskUsers.size, endUserIds.idOf) }],
  ["/users/show_many", { external_ids: "101000051,101000054,101000057" }],
  [`/users/${user}`, {}],
  [`/users/${staffIds.idOf(3)}`, {}],
  [`/users/${user}/related`, {}],
  [`/users/${staffIds.idOf(3)}/related`, {}],
  ["/organizations", {}],
  ["/organizations/search", { external_id: "70001" }],
  ["/organizations/search", { name: world.companies.at(1).name }],
  ["/organizations/show_many", { ids: every(world.companies.size, organizationIds.idOf) }],
  [`/organizations/${organizationIds.idOf(0)}`, {}],
  ["/search", { query: "type:ticket status<solved" }],
  ["/search", { query: "a", sort_by: "updated_at", sort_order: "asc", page: "2", per_page: "10" }],
  ["/search", { query: "type:user created>2022-01-01" }],
  ["/search/count", { query: "type:ticket status:open" }],
  ["/search/export", { query: "status:open", "filter[type]": "ticket", "page[size]": "1000" }],
  ["/search/export", { query: "created>2020-01-01", "filter[type]": "user", "page[size]": "10" }],
  ["/groups", {}],
  [`/groups/${groupIds.idOf(1)}`, {}],
  ["/ticket_fields", {}],
];

describe("Zendesk's contract", () => {
  it.each(calls)("allows what GET %s %j answers", async (path, query) => {
    const answer = await desk.get(path, query);
    expect(answer.status).toBe(200);
    expect(contract.checkRequest({ method: "GET", path: `/api/v2${path}`, query })).toEqual([]);
    expect(contract.checkResponse({ method: "GET", path: `/api/v2${path}`, status: 200, body: answer.body })).toEqual(
      [],
    );
  });

  it("allows the tickets of a requester, which it describes as tickets", async () => {
    const { body } = await desk.get(`/users/${user}/tickets/requested`);
    expect(contract.checkResponse({ method: "GET", path: "/api/v2/tickets", status: 200, body })).toEqual([]);
  });

  it("would notice a wrong type, a wrong enum value and a missing field", async () => {
    const { body } = await desk.get("/tickets/1");
    const ticket = objectIn(body["ticket"]);
    const check = (changes: Record<string, unknown>) =>
      contract.checkResponse({
        method: "GET",
        path: "/api/v2/tickets/1",
        status: 200,
        body: { ticket: { ...ticket, ...changes } },
      });
    expect(check({ subject: 5 })).not.toEqual([]);
    expect(check({ status: "opened" })).not.toEqual([]);
    expect(check({ requester_id: undefined })).not.toEqual([]);
  });
});
