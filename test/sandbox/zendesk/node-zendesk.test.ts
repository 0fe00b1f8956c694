// The client that Zendesk's users have in Node, driven against the sandbox.
import nodeZendesk from "node-zendesk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endUserIds, organizationIds } from "../../../src/sandbox/zendesk/ids.ts";
import { zendesk } from "../../../src/sandbox/zendesk/zendesk.ts";
import { idsIn, startDesk, world } from "./running-desk.ts";
import type { RunningDesk } from "./running-desk.ts";

const { email = "", apiToken = "", accessToken = "" } = zendesk.credentials;
let desk: RunningDesk;
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(() => desk.stop());

function client(options: { readonly token?: string; readonly oauth?: boolean } = {}) {
  return nodeZendesk.createClient({
    username: email,
    token: options.token ?? apiToken,
    endpointUri: `${desk.server.url}/api/v2`,
    throwOriginalException: true,
    ...(options.oauth === true && { oauth: true }),
  });
}

describe("node-zendesk", () => {
  it("lists all tickets and users, following the cursors", async () => {
    const tickets = await client().tickets.list();
    expect(idsIn(tickets)).toEqual(Array.from({ length: world.tickets.size }, (_, serial) => serial + 1));
    expect(desk.exchanges.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => "/api/v2/tickets.json"));
    const users = await client().users.list();
    expect(idsIn(users)).toHaveLength(world.deskUsers.size + world.agents.length + 1);
  });

  it("shows one and many", async () => {
    const { result: ticket } = await client().tickets.show(3);
    expect(ticket).toMatchObject({ id: 3, subject: world.tickets.at(2).subject });
    const { result: tickets } = await client().tickets.showMany([3, 1, 99_999_999]);
    expect(idsIn(tickets)).toEqual([1, 3]);
    const id = endUserIds.idOf(0);
    const { result: user } = await client().users.show(id);
    expect(user).toMatchObject({ id, email: world.deskUsers.at(0).email });
    const { result: organization } = await client().organizations.show(organizationIds.idOf(1));
    expect(organization).toMatchObject({ name: world.companies.at(1).name });
  });

  it("reads comments, requested tickets, groups and itself", async () => {
    expect(await client().tickets.getComments(1)).toHaveLength(world.tickets.at(0).comments.length);
    const requester = world.tickets.at(0).requester;
    const requested = await client().tickets.listByUserRequested(endUserIds.idOf(requester));
    expect(idsIn(requested)).toEqual(world.tickets.of(requester).map((serial) => serial + 1));
    expect(idsIn(await client().groups.list())).toHaveLength(3);
    const { result: self } = await client({ token: accessToken, oauth: true }).users.me();
    expect(self).toMatchObject({ email, role: "admin" });
  });

  it("searches, counts and exports", async () => {
    const open = Array.from({ length: world.tickets.size }, (_, serial) => world.tickets.at(serial))
      .filter((ticket) => ticket.status === "open")
      .map((ticket) => ticket.serial + 1);
    const all = await client().search.queryAll("type:ticket status:open");
    expect(idsIn(all)).toEqual(open.toReversed());
    const exported = await client().search.exportResults("status:open", "ticket", 10);
    expect(idsIn(exported)).toEqual(open.toReversed());
    const person = world.deskUsers.at(0);
    const users = await client().users.search({ query: `email:${person.email}` });
    expect(idsIn(users)).toEqual([endUserIds.idOf(0)]);
  });

  it("reports 404 and 401", async () => {
    await expect(client().tickets.show(99_999_999)).rejects.toMatchObject({ statusCode: 404 });
    await expect(client({ token: "wrong" }).users.me()).rejects.toMatchObject({ statusCode: 401 });
  });

  it("sees a 429: it hands the error back as the result", async () => {
    desk.server.faults.set({ tooManyRequests: {} });
    const { result } = await client().tickets.show(1);
    expect(result).toMatchObject({ statusCode: 429 });
  });
});
