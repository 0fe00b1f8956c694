import { afterEach, describe, expect, it } from "vitest";
import { hubspotContactId } from "../../../src/sandbox/ids.ts";
import { endUserIds, organizationIds, staffIds } from "../../../src/sandbox/zendesk/ids.ts";
import { zendesk } from "../../../src/sandbox/zendesk/zendesk.ts";
import { basic, bearer, idsIn, objectIn, objectsIn, startDesk, world } from "./running-desk.ts";
import type { RunningDesk } from "./running-desk.ts";

let desk: RunningDesk;
afterEach(() => desk.stop());

const encode = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const { email, apiToken } = zendesk.credentials;

describe("authentication", () => {
  it.each([basic, bearer, encode(`${email?.toUpperCase()}/token:${apiToken}`)])("accepts %s", async (authorization) => {
    desk = await startDesk();
    expect((await desk.get("/users/me", {}, authorization)).status).toBe(200);
  });

  it.each([
    null,
    "",
    "Bearer nonsense",
    "Basic !!!",
    encode(`${email}/token:wrong`),
    encode(`${email}:${apiToken}`),
    encode(`someone@example.com/token:${apiToken}`),
  ])("refuses %s with Zendesk's 401", async (authorization) => {
    desk = await startDesk();
    for (const path of ["/users/me", "/tickets.json", "/no/such/thing"]) {
      const answer = await desk.get(path, {}, authorization);
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ error: "Couldn't authenticate you" });
    }
  });
});

describe("one record", () => {
  it("is a ticket with the fields that a client reads", async () => {
    desk = await startDesk();
    const row = world.tickets.at(4);
    const requester = world.deskUsers.at(row.requester);
    const ticket = objectIn((await desk.get("/tickets/5.json")).body["ticket"]);
    expect(ticket).toMatchObject({
      id: 5,
      url: `${desk.server.url}/api/v2/tickets/5.json`,
      subject: row.subject,
      description: row.description,
      status: row.status,
      priority: row.priority,
      tags: row.tags,
      requester_id: endUserIds.idOf(row.requester),
      assignee_id: row.assignee === null ? null : staffIds.idOf(row.assignee + 1),
      organization_id: requester.person.company === null ? null : organizationIds.idOf(requester.person.company),
      created_at: new Date(row.createdAt).toISOString().replace(/\.\d+Z$/, "Z"),
      updated_at: new Date(row.updatedAt).toISOString().replace(/\.\d+Z$/, "Z"),
    });
  });

  it("is an end user who carries the CRM's id where one is known", async () => {
    desk = await startDesk();
    const linked = Array.from({ length: world.deskUsers.size }, (_, serial) => world.deskUsers.at(serial)).find(
      (record) => record.crmSerial !== null,
    );
    const id = endUserIds.idOf(linked?.serial ?? -1);
    expect(id).toBeGreaterThan(2 ** 32);
    const user = objectIn((await desk.get(`/users/${id}`)).body["user"]);
    const externalId = hubspotContactId(linked?.crmSerial ?? -1);
    expect(user).toMatchObject({ id, role: "end-user", email: linked?.email, external_id: externalId });
    const found = await desk.get("/users/search", { external_id: externalId });
    expect(idsIn(found.body["users"])).toEqual([id]);
    expect((await desk.get("/users", { external_id: externalId })).body).toMatchObject({ count: 1 });
  });

  it("is an agent with a group, a name always, and a user of each role", async () => {
    desk = await startDesk();
    const agents = objectsIn((await desk.get("/users", { role: "agent" })).body["users"]);
    expect(agents).toHaveLength(world.agents.length);
    expect(agents.every((agent) => typeof agent["default_group_id"] === "number")).toBe(true);
    const two = await desk.get("/users?role[]=admin&role[]=end-user&per_page=100");
    expect(two.body["count"]).toBe(world.deskUsers.size + 1);
    expect(objectsIn(two.body["users"]).every((user) => String(user["name"]).length > 0)).toBe(true);
    expect((await desk.get("/users", { role: "king" })).status).toBe(400);
    expect((await desk.get("/users", { permission_set: "123" })).body["users"]).toEqual([]);
  });

  it("is a comment, the first one being the ticket's description", async () => {
    desk = await startDesk();
    const serial = Array.from({ length: world.tickets.size }, (_, index) => index).find((index) =>
      world.tickets.at(index).comments.some((comment) => !comment.isPublic),
    );
    const row = world.tickets.at(serial ?? -1);
    const { body } = await desk.get(`/tickets/${row.serial + 1}/comments.json`, { include: "users" });
    const comments = objectsIn(body["comments"]);
    expect(comments.map((comment) => comment["public"])).toEqual(row.comments.map((comment) => comment.isPublic));
    expect(comments[0]).toMatchObject({ body: row.description, plain_body: row.description });
    expect(new Set(comments.map((comment) => comment["author_id"]))).toEqual(new Set(idsIn(body["users"])));
  });

  it("is a comment whose HTML shows what was typed", async () => {
    desk = await startDesk();
    const row = Array.from({ length: world.tickets.size }, (_, index) => world.tickets.at(index)).find(
      ({ description }) => /<\w+>/.test(description) && description.includes("\n"),
    );
    const { body } = await desk.get(`/tickets/${(row?.serial ?? -1) + 1}/comments`);
    const html = String(objectsIn(body["comments"])[0]?.["html_body"]);
    expect(html).toContain("&lt;");
    expect(html).toContain("<br>");
    expect(html).not.toMatch(/<(?!\/?(div|p|br)\b)/);
  });

  it.each([
    "/tickets/0",
    "/tickets/99999999",
    "/users/5",
    "/organizations/7",
    "/tickets/99999999/comments",
    "/groups/1",
  ])("is RecordNotFound at %s", async (path) => {
    desk = await startDesk();
    const answer = await desk.get(path);
    expect(answer.status).toBe(404);
    expect(answer.body).toEqual({ error: "RecordNotFound", description: "Not found" });
  });

  it("must be named by a number, and the endpoint must exist", async () => {
    desk = await startDesk();
    const answer = await desk.get("/tickets/abc.json");
    expect(answer.status).toBe(400);
    expect(objectIn(answer.body["error"])).toMatchObject({ title: "Invalid attribute" });
    expect((await desk.get("/dragons")).body).toEqual({ error: "InvalidEndpoint", description: "Not found" });
  });
});

describe("show_many", () => {
  it("leaves out what is missing, gives each once, in the order of ids", async () => {
    desk = await startDesk();
    const { body } = await desk.get("/tickets/show_many", { ids: "9,3,99999999,3,7" });
    expect(idsIn(body["tickets"])).toEqual([3, 7, 9]);
    const users = [4, 1, 2].map((serial) => endUserIds.idOf(serial));
    const found = await desk.get("/users/show_many.json", { ids: [...users, 12].join(",") });
    expect(idsIn(found.body["users"])).toEqual(users.toSorted((left, right) => left - right));
    const organizations = await desk.get("/organizations/show_many", { external_ids: "70002,1,70001" });
    expect(idsIn(organizations.body["organizations"])).toEqual([organizationIds.idOf(0), organizationIds.idOf(1)]);
  });

  it("takes 100 and refuses 101, none and words", async () => {
    desk = await startDesk();
    const ids = (count: number) => Array.from({ length: count }, (_, index) => index + 1).join(",");
    for (const path of ["/tickets/show_many", "/users/show_many", "/organizations/show_many"]) {
      expect((await desk.get(path, { ids: ids(100) })).status).toBe(200);
      expect((await desk.get(path, { ids: ids(101) })).status).toBe(400);
      expect((await desk.get(path)).status).toBe(400);
      expect((await desk.get(path, { ids: "1,two" })).status).toBe(400);
    }
    expect((await desk.get("/users/show_many", { external_ids: ids(101) })).status).toBe(400);
  });
});

describe("search", () => {
  it("pages by offset up to 1,000 results and answers 422 past them", async () => {
    desk = await startDesk();
    const query = { query: "type:ticket", per_page: "100" };
    const { body } = await desk.get("/search", { ...query, page: "5" });
    expect(body).toMatchObject({ count: world.tickets.size, next_page: null, facets: null });
    expect(objectsIn(body["results"])).toHaveLength(world.tickets.size - 400);
    const beyond = await desk.get("/search.json", { ...query, page: "11" });
    expect(beyond.status).toBe(422);
    expect(beyond.body).toEqual({
      error: "invalid",
      description: "Invalid search: Requested response size was greater than Search Response Limits",
    });
  });

  it.each([
    ["/search", {}],
    ["/search", { query: "  " }],
    ["/search", { query: "type:ticket created>soon" }],
    ["/search/export", { query: "type:ticket", "filter[type]": "ticket" }],
  ])("answers 422 to %s %j", async (path, query) => {
    desk = await startDesk();
    expect((await desk.get(path, query)).status).toBe(422);
  });

  it("counts", async () => {
    desk = await startDesk();
    const [count, found] = [
      await desk.get("/search/count.json", { query: "type:ticket status:open" }),
      await desk.get("/search.json", { query: "type:ticket status:open" }),
    ];
    expect(count.body["count"]).toBe(found.body["count"]);
  });

  it("exports by cursor, which is bound to its query and dies after an hour", async () => {
    desk = await startDesk();
    const query = { query: "status<solved", "filter[type]": "ticket", "page[size]": "20" };
    const first = await desk.get("/search/export", query);
    expect(idsIn(first.body["results"])).toHaveLength(20);
    const next = String(objectIn(first.body["links"])["next"]);
    const cursor = String(objectIn(first.body["meta"])["after_cursor"]);
    const second = await desk.get(next);
    expect(Math.max(...idsIn(second.body["results"]))).toBeLessThan(Math.min(...idsIn(first.body["results"])));
    expect((await desk.get("/search/export", { ...query, query: "status:new", "page[after]": cursor })).status).toBe(
      400,
    );
    desk.advance(3_599_000);
    expect((await desk.get(next)).status).toBe(200);
    desk.advance(1_000);
    expect((await desk.get(next)).status).toBe(400);
  });
});

describe("rate limit", () => {
  it("allows 700 requests a minute and says what is left", async () => {
    desk = await startDesk({ rateScale: 0.005 });
    const headers = (await desk.get("/users/me")).headers;
    expect(headers.get("x-rate-limit")).toBe("3");
    expect(headers.get("x-rate-limit-remaining")).toBe("2");
    expect(headers.get("ratelimit-remaining")).toBe("2");
    expect(headers.get("ratelimit-reset")).toBe("60");
    await desk.get("/tickets");
    desk.advance(20_000);
    expect((await desk.get("/search", { query: "a" })).headers.get("ratelimit-reset")).toBe("40");
    const refused = await desk.get("/users/me");
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("40");
    expect(refused.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(refused.text).toBe("Number of allowed API requests per minute exceeded");
    desk.advance(39_999);
    expect((await desk.get("/users/me")).status).toBe(429);
    desk.advance(1);
    expect((await desk.get("/users/me")).status).toBe(200);
  });

  it("counts exports twice: they have 100 a minute of their own", async () => {
    desk = await startDesk({ rateScale: 0.02 });
    const query = { query: "status:open", "filter[type]": "ticket" };
    expect((await desk.get("/search/export", query)).status).toBe(200);
    expect((await desk.get("/search/export", query)).status).toBe(200);
    expect((await desk.get("/search/export", query)).status).toBe(429);
    expect((await desk.get("/users/me")).status).toBe(200);
  });

  it("is not used up by strangers", async () => {
    desk = await startDesk({ rateScale: 0.002 });
    expect((await desk.get("/users/me", {}, null)).status).toBe(401);
    expect((await desk.get("/users/me")).status).toBe(200);
  });
});

describe("faults", () => {
  it("are Zendesk's own 429 and 500", async () => {
    desk = await startDesk();
    desk.server.faults.set({ tooManyRequests: { count: 1 } });
    const refused = await desk.get("/tickets");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    desk.server.faults.set({ serverError: { count: 1 } });
    const failed = await desk.get("/tickets");
    expect(failed.status).toBe(500);
    expect(objectIn(failed.body["error"])).toMatchObject({ title: "Internal Server Error" });
  });
});
