// Every query is held to a plain filter over all rows of the world.
import { describe, expect, it } from "vitest";
import { hubspotContactId } from "../../../../src/sandbox/ids.ts";
import type { PersonRecord, TicketRow } from "../../../../src/sandbox/world.ts";
import { createDesk } from "../../../../src/sandbox/zendesk/desk.ts";
import { ZendeskError } from "../../../../src/sandbox/zendesk/errors.ts";
import { endUserIds, organizationIds, staffIds } from "../../../../src/sandbox/zendesk/ids.ts";
import { createSearch } from "../../../../src/sandbox/zendesk/search/search.ts";
import { world, worldEnd } from "../running-desk.ts";

const desk = createDesk({ world, now: () => worldEnd, rateScale: 1 });
const search = createSearch(desk);
const tickets = Array.from({ length: world.tickets.size }, (_, serial) => world.tickets.at(serial));
const users = Array.from({ length: world.deskUsers.size }, (_, serial) => world.deskUsers.at(serial));
const staffCount = world.agents.length + 1;

const busy = requesterWithMostTickets();
const other = users.find((user) => user.serial !== busy.serial && world.tickets.of(user.serial).length > 0) ?? busy;
const linked = users.find((user) => user.crmSerial !== null) ?? busy;
const sample = tickets.find((ticket) => ticket.assignee !== null && ticket.tags.length > 1) ?? world.tickets.at(0);
const tag = sample.tags[0] ?? "";
const agent = sample.assignee ?? 0;
const middle = "2024-05-01";
const company = users.find((user) => user.person.company !== null)?.person.company ?? 0;

function requesterWithMostTickets(): PersonRecord {
  return users
    .filter((user) => user.email !== null && world.deskUsers.withEmail(user.email).length === 1)
    .reduce((best, user) =>
      world.tickets.of(user.serial).length > world.tickets.of(best.serial).length ? user : best,
    );
}

function whole(time: number): number {
  return Math.floor(time / 1_000) * 1_000;
}

const rank = { new: 0, open: 1, pending: 2, hold: 3, solved: 4, closed: 5 };
const companyOf = (ticket: TicketRow) => world.deskUsers.at(ticket.requester).person.company;

const ticketQueries: readonly (readonly [string, (ticket: TicketRow) => boolean])[] = [
  ["status:open", (ticket) => ticket.status === "open"],
  ["status:open status:pending", (ticket) => ticket.status === "open" || ticket.status === "pending"],
  ["status<solved", (ticket) => rank[ticket.status] < 4],
  ["status>=hold -status:closed", (ticket) => rank[ticket.status] >= 3 && ticket.status !== "closed"],
  ["status:nonsense", () => false],
  ["-status:nonsense", () => true],
  ["priority:none", (ticket) => ticket.priority === null],
  ["priority>normal", (ticket) => ticket.priority === "high" || ticket.priority === "urgent"],
  ["priority<normal", (ticket) => ticket.priority === "low"],
  ["priority:urgent status:open", (ticket) => ticket.priority === "urgent" && ticket.status === "open"],
  [`requester:${endUserIds.idOf(busy.serial)}`, (ticket) => ticket.requester === busy.serial],
  [
    `requester:${endUserIds.idOf(busy.serial)} requester:${endUserIds.idOf(other.serial)}`,
    (ticket) => ticket.requester === busy.serial || ticket.requester === other.serial,
  ],
  [
    `requester:${busy.email?.toUpperCase()} status<solved`,
    (ticket) => ticket.requester === busy.serial && rank[ticket.status] < 4,
  ],
  [`-requester:${endUserIds.idOf(busy.serial)}`, (ticket) => ticket.requester !== busy.serial],
  ["requester:nobody@nowhere.example", () => false],
  [`assignee:${staffIds.idOf(agent + 1)}`, (ticket) => ticket.assignee === agent],
  [`assignee:${world.agents[agent]?.email}`, (ticket) => ticket.assignee === agent],
  ["assignee:none status:open", (ticket) => ticket.assignee === null && ticket.status === "open"],
  ["assignee:me", () => false],
  [`tags:${tag}`, (ticket) => ticket.tags.includes(tag)],
  [`-tags:${tag} status:solved`, (ticket) => !ticket.tags.includes(tag) && ticket.status === "solved"],
  ["tags:none", (ticket) => ticket.tags.length === 0],
  [`organization:${organizationIds.idOf(company)}`, (ticket) => companyOf(ticket) === company],
  ["organization:none", (ticket) => companyOf(ticket) === null],
  [`created<${middle}`, (ticket) => ticket.createdAt < Date.parse(middle)],
  [
    `created>=${middle}T00:00:00Z created<2025-01-01T00:00:00Z`,
    (ticket) => ticket.createdAt >= Date.parse(middle) && ticket.createdAt < Date.UTC(2025, 0, 1),
  ],
  [
    `updated>${new Date(whole(sample.updatedAt)).toISOString().replace(".000", "")}`,
    (ticket) => whole(ticket.updatedAt) > whole(sample.updatedAt),
  ],
  ["email:someone@example.com", () => false],
];

describe("tickets", () => {
  it.each(ticketQueries)("%s", async (query, isMatch) => {
    const found = await search.find(`type:ticket ${query}`);
    const expected = tickets.filter(isMatch).map((ticket) => ticket.serial);
    expect(found.hits.map((hit) => hit.serial)).toEqual(expected.toReversed());
    expect(found.count).toBe(expected.length);
  });

  it("are found by words of the subject, and by the phrase", async () => {
    const words = sample.subject.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
    const found = await search.find(`type:ticket subject:"${words}"`);
    expect(found.hits.map((hit) => hit.serial)).toContain(sample.serial);
    const subjects = new Set(found.hits.map((hit) => world.tickets.at(hit.serial).subject));
    expect(subjects).toEqual(new Set([sample.subject]));
  });

  it("are found by their number", async () => {
    expect((await search.find("12")).hits).toContainEqual(expect.objectContaining({ type: "ticket", serial: 11 }));
  });

  it.each([
    ["updated_at", (ticket: TicketRow) => whole(ticket.updatedAt)],
    ["created_at", (ticket: TicketRow) => whole(ticket.createdAt)],
    ["status", (ticket: TicketRow) => rank[ticket.status]],
    ["priority", (ticket: TicketRow) => [null, "low", "normal", "high", "urgent"].indexOf(ticket.priority)],
  ] as const)("sort by %s both ways, with an index and without", async (field, keyOf) => {
    for (const query of ["type:ticket", `type:ticket requester:${endUserIds.idOf(busy.serial)}`]) {
      for (const isDescending of [true, false]) {
        const found = await search.find(query, undefined, { field, isDescending });
        const keys = found.hits.map((hit) => keyOf(world.tickets.at(hit.serial)));
        expect(keys).toEqual(keys.toSorted((left, right) => (left - right) * (isDescending ? -1 : 1)));
        expect(keys.length).toBeGreaterThan(1);
      }
    }
  });

  it("take order_by and sort from the query", async () => {
    const found = await search.find("type:ticket order_by:updated sort:asc");
    const parameters = await search.find("type:ticket", undefined, { field: "updated_at", isDescending: false });
    expect(found).toEqual(parameters);
  });
});

const userQueries: readonly (readonly [string, (user: PersonRecord) => boolean])[] = [
  [`email:${busy.email}`, (user) => user.serial === busy.serial],
  [`email:${busy.email?.toUpperCase()}`, (user) => user.serial === busy.serial],
  [
    `email:${busy.email} email:nobody@nowhere.example email:${linked.email}`,
    (user) =>
      user.email !== null &&
      [busy.email?.toLowerCase(), linked.email?.toLowerCase()].includes(user.email.toLowerCase()),
  ],
  [`${busy.email}`, (user) => user.serial === busy.serial],
  ["email:none", (user) => user.email === null],
  [`external_id:${hubspotContactId(linked.crmSerial ?? -1)}`, (user) => user.crmSerial === linked.crmSerial],
  ["external_id:42", () => false],
  [`created<${middle}`, (user) => user.createdAt < Date.parse(middle)],
  [`role:end-user organization:${organizationIds.idOf(company)}`, (user) => user.person.company === company],
  ["role:end-user organization:none", (user) => user.person.company === null],
  [
    `created>=${middle} created<2025-01-01 -created:2024-06-01`,
    (user) =>
      user.createdAt >= Date.parse(middle) &&
      user.createdAt < Date.UTC(2025, 0, 1) &&
      !new Date(user.createdAt).toISOString().startsWith("2024-06-01"),
  ],
  [`updated>${middle}`, (user) => user.updatedAt >= Date.parse(middle) + 86_400_000],
  ["-role:admin -role:agent", () => true],
  ["status:open", () => false],
];

describe("users", () => {
  it.each(userQueries)("%s", async (query, isMatch) => {
    const found = await search.find(`type:user ${query}`);
    const expected = users.filter(isMatch).map((user) => user.serial + staffCount);
    const staff = found.hits.filter((hit) => hit.serial < staffCount);
    expect(found.hits.slice(0, found.hits.length - staff.length).map((hit) => hit.serial)).toEqual(
      expected.toReversed(),
    );
    expect(found.count).toBe(expected.length + staff.length);
  });

  it("are found by a word of their name", async () => {
    const person = users.find((user) => /^[A-Z][a-z]+$/.test(user.familyName ?? ""));
    const found = await search.find(`type:user name:${person?.familyName}`);
    expect(found.hits.map((hit) => hit.serial)).toContain((person?.serial ?? -1) + staffCount);
    expect(found.count).toBeLessThan(users.length / 2);
  });

  it("include the staff", async () => {
    expect((await search.find("type:user role:agent")).count).toBe(world.agents.length);
    expect((await search.find(`email:${world.agents[3]?.email}`)).hits.map((hit) => hit.serial)).toEqual([4]);
  });
});

describe("all types", () => {
  it("come together newest first when no type is named", async () => {
    const found = await search.find("created>2015-01-01");
    expect(new Set(found.hits.map((hit) => hit.type))).toEqual(new Set(["ticket", "user", "organization", "group"]));
    const all = world.tickets.size + users.length + staffCount + world.companies.size + 3;
    expect(found.count).toBe(all);
    const times = found.hits.map((hit) => whole(hit.createdAt));
    expect(times).toEqual(times.toSorted((left, right) => right - left));
  });

  it("are chosen by several type: clauses, and left out by -type:", async () => {
    expect((await search.find("type:organization type:group")).count).toBe(world.companies.size + 3);
    expect((await search.find("-type:ticket -type:user")).count).toBe(world.companies.size + 3);
  });

  it("finds an organization by name and by external id", async () => {
    const named = world.companies.at(2);
    const found = await search.find(`type:organization name:"${named.name}"`);
    expect(found.hits.map((hit) => hit.serial)).toContain(2);
    expect((await search.find("type:organization external_id:70003")).hits.map((hit) => hit.serial)).toEqual([2]);
  });

  it.each(["type:dragon", "type:ticket created>soon"])("refuses %s", async (query) => {
    await expect(search.find(query)).rejects.toThrow(ZendeskError);
  });
});

describe("exportPage", () => {
  it("goes through all results once, newest first", async () => {
    const serials: number[] = [];
    let after: number | null = null;
    do {
      const page = await search.exportPage("status<solved", "ticket", 7, after);
      expect(page.hits.length).toBeLessThanOrEqual(7);
      serials.push(...page.hits.map((hit) => hit.serial));
      after = page.next;
    } while (after !== null);
    const expected = tickets.filter((ticket) => rank[ticket.status] < 4).map((ticket) => ticket.serial);
    expect(serials).toEqual(expected.toReversed());
  });

  it("refuses a type in the query", async () => {
    await expect(search.exportPage("type:ticket", "ticket", 7, null)).rejects.toThrow(ZendeskError);
  });
});
