import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endUserIds } from "../../../src/sandbox/zendesk/ids.ts";
import { idsIn, objectIn, objectsIn, startDesk, world } from "./running-desk.ts";
import type { RunningDesk } from "./running-desk.ts";

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const ticketCount = world.tickets.size;
const userCount = world.deskUsers.size + world.agents.length + 1;

async function follow(start: string, member: "next" | "prev", name: string): Promise<number[][]> {
  const pages: number[][] = [];
  let url: unknown = start;
  while (typeof url === "string") {
    const { status, body } = await desk.get(url);
    expect(status).toBe(200);
    pages.push([...idsIn(body[name])]);
    url = objectIn(body["links"])[member];
  }
  return pages;
}

const idOrder = (ids: readonly number[]) => ids.toSorted((left, right) => left - right);

describe("cursor paging", () => {
  it("leads through every ticket once, in ascending ids, and says where it ends", async () => {
    const pages = await follow("/tickets?page[size]=100", "next", "tickets");
    expect(pages.flat()).toEqual(Array.from({ length: ticketCount }, (_, index) => index + 1));
    expect(pages.map((page) => page.length)).toEqual([100, 100, 100, 100, 50]);
  });

  it.each(["updated_at", "-updated_at", "status", "-status", "-id"])(
    "leads through every ticket once by %s",
    async (sort) => {
      const pages = await follow(`/tickets.json?page[size]=70&sort=${sort}`, "next", "tickets");
      expect(idOrder(pages.flat())).toEqual(Array.from({ length: ticketCount }, (_, index) => index + 1));
    },
  );

  it("keeps the order that was asked for across pages", async () => {
    const pages = await follow("/tickets?page[size]=70&sort=-updated_at", "next", "tickets");
    const times = pages.flat().map((id) => Math.floor(world.tickets.at(id - 1).updatedAt / 1_000));
    expect(times).toEqual(times.toSorted((left, right) => right - left));
  });

  it("leads through users, staff first, and organizations", async () => {
    const users = (await follow("/users?page[size]=33", "next", "users")).flat();
    expect(users).toEqual(idOrder(users));
    expect(new Set(users).size).toBe(userCount);
    expect((await follow("/organizations?page[size]=4", "next", "organizations")).flat()).toHaveLength(
      world.companies.size,
    );
  });

  it("leads back by page[before] to the beginning", async () => {
    const { body } = await desk.get("/tickets?page[size]=10");
    const second = await desk.get(String(objectIn(body["links"])["next"]));
    expect(idsIn(second.body["tickets"])).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    const back = await follow(String(objectIn(second.body["links"])["prev"]), "prev", "tickets");
    expect(back).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  });

  it("has the documented envelope", async () => {
    const { body } = await desk.get("/tickets.json", { "page[size]": "2" });
    expect(objectIn(body["meta"])).toEqual({
      has_more: true,
      after_cursor: expect.any(String),
      before_cursor: expect.any(String),
    });
    const next = new URL(String(objectIn(body["links"])["next"]));
    expect(next.pathname).toBe("/api/v2/tickets.json");
    expect(next.searchParams.get("page[after]")).toBe(objectIn(body["meta"])["after_cursor"]);
    expect(next.searchParams.get("page[size]")).toBe("2");
    expect(objectIn(body["links"])["prev"]).toBeNull();
    expect(Object.keys(body)).not.toContain("count");
  });

  it("has no cursors and no links on an empty list", async () => {
    const { body } = await desk.get("/tickets", { "page[size]": "2", external_id: "x" });
    expect(body["tickets"]).toEqual([]);
    expect(body["meta"]).toEqual({ has_more: false, after_cursor: null, before_cursor: null });
    expect(body["links"]).toEqual({ prev: null, next: null });
  });

  it.each([
    { "page[size]": "101" },
    { "page[size]": "0" },
    { "page[size]": "ten" },
    { "page[size]": "10", "page[after]": "rubbish" },
    { "page[size]": "10", "page[after]": Buffer.from('{"o":"id","v":[1]}').toString("base64") },
    { "page[size]": "10", "page[before]": Buffer.from('{"o":"-id","v":[1,1]}').toString("base64") },
  ])("refuses %j with 400", async (query) => {
    const { status, body } = await desk.get("/tickets", query);
    expect(status).toBe(400);
    expect(objectsIn(body["errors"])[0]).toMatchObject({ code: "InvalidPaginationParameter" });
  });

  it("refuses a cursor of another order", async () => {
    const { body } = await desk.get("/tickets", { "page[size]": "2", sort: "-updated_at" });
    const cursor = String(objectIn(body["meta"])["after_cursor"]);
    expect((await desk.get("/tickets", { "page[size]": "2", "page[after]": cursor })).status).toBe(400);
    expect((await desk.get("/tickets", { "page[size]": "2", sort: "-updated_at", "page[after]": cursor })).status).toBe(
      200,
    );
  });

  it("refuses an order that tickets cannot be sorted by", async () => {
    expect((await desk.get("/tickets", { "page[size]": "2", sort: "subject" })).status).toBe(400);
  });
});

describe("offset paging", () => {
  it("is what a list does without page[...], with a count of all", async () => {
    const { body } = await desk.get("/tickets.json");
    expect(idsIn(body["tickets"])).toHaveLength(100);
    expect(body).toMatchObject({ count: ticketCount, previous_page: null });
    expect(String(body["next_page"])).toMatch(/\/api\/v2\/tickets\.json\?page=2$/);
  });

  it("leads through every ticket once", async () => {
    const ids: number[] = [];
    let url: unknown = "/tickets?per_page=90&sort_by=updated_at&sort_order=desc";
    while (typeof url === "string") {
      const { body } = await desk.get(url);
      ids.push(...idsIn(body["tickets"]));
      url = body["next_page"];
    }
    expect(idOrder(ids)).toEqual(Array.from({ length: ticketCount }, (_, index) => index + 1));
  });

  it("cuts per_page at 100 and is empty past the end", async () => {
    expect(idsIn((await desk.get("/tickets", { per_page: "500" })).body["tickets"])).toHaveLength(100);
    const { status, body } = await desk.get("/tickets", { page: "50" });
    expect([status, body["tickets"], body["next_page"]]).toEqual([200, [], null]);
  });

  it("refuses to go past 10,000 records, and pages that are none", async () => {
    const { status, body } = await desk.get("/users", { page: "101", per_page: "100" });
    expect(status).toBe(400);
    expect(objectsIn(body["errors"])[0]).toMatchObject({ code: "InvalidPaginationDepth" });
    expect((await desk.get("/users", { page: "0" })).status).toBe(400);
    expect((await desk.get("/users", { page: "1", per_page: "x" })).status).toBe(400);
  });

  it("pages through comments oldest first, or newest first on request", async () => {
    const long = Array.from({ length: ticketCount }, (_, serial) => world.tickets.at(serial)).find(
      (ticket) => ticket.comments.length > 10,
    );
    const id = (long?.serial ?? 0) + 1;
    const oldest = idsIn((await desk.get(`/tickets/${id}/comments`)).body["comments"]);
    const newest = idsIn((await desk.get(`/tickets/${id}/comments`, { sort_order: "desc" })).body["comments"]);
    expect(oldest).toHaveLength(long?.comments.length ?? 0);
    expect(newest).toEqual(oldest.toReversed());
    const pages = await follow(`/tickets/${id}/comments?page[size]=4&sort=-created_at`, "next", "comments");
    expect(pages.flat()).toEqual(newest);
  });

  it("sorts the tickets of a requester", async () => {
    const busy = Array.from({ length: world.deskUsers.size }, (_, serial) => serial).reduce((best, serial) =>
      world.tickets.of(serial).length > world.tickets.of(best).length ? serial : best,
    );
    const query = { "page[size]": "100", sort: "-updated_at" };
    const { body } = await desk.get(`/users/${endUserIds.idOf(busy)}/tickets/requested`, query);
    const ids = idsIn(body["tickets"]);
    expect(idOrder(ids)).toEqual(world.tickets.of(busy).map((serial) => serial + 1));
    const times = ids.map((id) => Math.floor(world.tickets.at(id - 1).updatedAt / 1_000));
    expect(times).toEqual(times.toSorted((left, right) => right - left));
  });
});
