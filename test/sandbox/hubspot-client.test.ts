// HubSpot's own client, as its users use it, against the sandbox.
import { Client } from "@hubspot/api-client";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hubspot } from "../../src/sandbox/hubspot/hubspot.ts";
import { hubspotContactId } from "../../src/sandbox/ids.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { VendorServer } from "../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { assertNoFindings } from "../support/contract.ts";
import { hubspotContract } from "../support/hubspot-contract.ts";

const world = createWorld({ seed: 1, customers: 500 });
const accessToken = hubspot.credentials["accessToken"] ?? "";
const findings: string[] = [];
let server: VendorServer;
let client: Client;

beforeAll(async () => {
  server = await startVendor(hubspot, {
    context: { world, now: Date.now, rateScale: 1_000_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange(exchange) {
      findings.push(...hubspotContract.checkRequest({ ...exchange, body: exchange.requestBody }));
      findings.push(...hubspotContract.checkResponse({ ...exchange, body: exchange.responseBody }));
    },
  });
  client = new Client({ accessToken, basePath: server.url });
});
afterAll(async () => {
  await server.stop();
  assertNoFindings(findings);
});
beforeEach(() => server.faults.clear());

async function refusal(call: Promise<unknown>): Promise<{ code: number; body: Record<string, unknown> }> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || !("code" in error) || !("body" in error))
    throw new Error("the call was not refused");
  return { code: Number(error.code), body: error.body as Record<string, unknown> };
}

describe("@hubspot/api-client", () => {
  it("lists all contacts over all pages", async () => {
    const contacts = await client.crm.contacts.getAll(100, undefined, ["email"], undefined, ["companies"]);
    expect(contacts.map(({ id }) => id)).toEqual(
      Array.from({ length: world.contacts.size }, (_, serial) => hubspotContactId(serial)),
    );
    const row = world.contacts.at(3);
    expect(contacts[3]?.properties["email"]).toBe(row.email);
    expect(contacts[3]?.createdAt).toEqual(new Date(row.createdAt));
  });

  it("gets one, by id and by e-mail", async () => {
    const row = world.contacts.at(5);
    const byId = await client.crm.contacts.basicApi.getById(hubspotContactId(5), ["email", "lastname"], undefined, [
      "deals",
    ]);
    expect(byId.properties["lastname"]).toBe(row.familyName);
    expect(byId.associations?.["deals"]?.results.length ?? 0).toBe(world.deals.of(5).length);
    const byEmail = await client.crm.contacts.basicApi.getById(row.email ?? "", [], [], [], false, "email");
    expect(byEmail.id).toBe(byId.id);
  });

  it("reads batches", async () => {
    const batch = await client.crm.contacts.batchApi.read({
      inputs: [{ id: hubspotContactId(1) }, { id: "7" }],
      properties: ["email"],
      propertiesWithHistory: [],
    });
    expect(batch.results.map(({ id }) => id)).toEqual([hubspotContactId(1)]);
    expect(batch).toMatchObject({ numErrors: 1 });
  });

  it("searches", async () => {
    const found = await client.crm.deals.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName: "dealstage", operator: "EQ" as never, value: "closedwon" }] }],
      sorts: ["-amount"],
      properties: ["amount", "dealstage"],
      limit: 5,
    });
    const won = Array.from({ length: world.deals.size }, (_, serial) => world.deals.at(serial)).filter(
      (deal) => deal.stage === 5,
    );
    expect(found.total).toBe(won.length);
    const amounts = found.results.map(({ properties }) => Number(properties["amount"]));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    expect(found.paging?.next?.after).toBe("5");
  });

  it("reads associations, pipelines, owners and properties", async () => {
    const withDeals = Array.from({ length: 50 }, (_, serial) => serial).filter(
      (serial) => world.deals.of(serial).length > 0,
    );
    const inputs = withDeals.map((serial) => ({ id: hubspotContactId(serial) }));
    const links = await client.crm.associations.v4.batchApi.getPage("contacts", "deals", { inputs });
    expect(links.results.map(({ to }) => to.length)).toEqual(withDeals.map((serial) => world.deals.of(serial).length));
    const one = await client.crm.associations.v4.basicApi.getPage(
      "contacts",
      hubspotContactId(withDeals[0] ?? 0),
      "deals",
    );
    expect(one.results).toHaveLength(world.deals.of(withDeals[0] ?? 0).length);
    const pipelines = await client.crm.pipelines.pipelinesApi.getAll("deals");
    expect(pipelines.results[0]?.stages).toHaveLength(7);
    const owners = await client.crm.owners.ownersApi.getPage();
    expect(owners.results).toHaveLength(world.agents.length);
    const properties = await client.crm.properties.coreApi.getAll("contacts");
    expect(properties.results.map(({ name }) => name)).toContain("email");
  });

  it("refreshes an access token, and uses it", async () => {
    const { clientId, clientSecret, refreshToken } = hubspot.credentials;
    const own = new Client({ basePath: server.url });
    const tokens = await own.oauth.tokensApi.create(
      "refresh_token",
      undefined,
      undefined,
      clientId,
      clientSecret,
      refreshToken,
    );
    own.setAccessToken(tokens.accessToken);
    expect((await own.crm.companies.basicApi.getPage(1)).results).toHaveLength(1);
  });

  it("understands errors", async () => {
    expect(await refusal(client.crm.contacts.basicApi.getById("1"))).toMatchObject({
      code: 404,
      body: { category: "OBJECT_NOT_FOUND" },
    });
    expect(await refusal(client.crm.contacts.basicApi.getPage(500))).toMatchObject({
      code: 400,
      body: { category: "VALIDATION_ERROR" },
    });
    const stranger = new Client({ accessToken: "wrong", basePath: server.url });
    expect(await refusal(stranger.crm.deals.basicApi.getPage(1))).toMatchObject({
      code: 401,
      body: { category: "INVALID_AUTHENTICATION" },
    });
  });

  it("gives up on a 429 when it may not retry", async () => {
    server.faults.set({ tooManyRequests: { count: 1 } });
    expect(await refusal(client.crm.contacts.basicApi.getPage(1))).toMatchObject({
      code: 429,
      body: { policyName: "TEN_SECONDLY_ROLLING" },
    });
  });

  it("knows our 429 for HubSpot's own: waits ten seconds, then asks again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const log = vi.spyOn(console, "error").mockReturnValue();
    try {
      const patient = new Client({ accessToken, basePath: server.url, numberOfApiCallRetries: 2 });
      server.faults.set({ tooManyRequests: { count: 1 } });
      const answers: number[] = [];
      const call = patient.crm.contacts.basicApi.getPage(1).then((page) => answers.push(page.results.length));
      let waitedMs = 0;
      while (answers.length === 0 && waitedMs < 20_000) {
        await vi.advanceTimersByTimeAsync(log.mock.calls.length === 0 ? 1 : 1_000);
        if (log.mock.calls.length > 0) waitedMs += 1_000;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await call;
      expect(answers).toEqual([1]);
      expect(log.mock.calls.join()).toContain("will retry [1] time in [10000] ms");
      expect(waitedMs).toBeGreaterThanOrEqual(10_000);
    } finally {
      vi.useRealTimers();
    }
  });
});
