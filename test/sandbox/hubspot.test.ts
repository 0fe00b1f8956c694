import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hubspot } from "../../src/sandbox/hubspot/hubspot.ts";
import { hubspotContactId } from "../../src/sandbox/ids.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { assertNoFindings } from "../support/contract.ts";
import { hubspotContract } from "../support/hubspot-contract.ts";

const world = createWorld({ seed: 1, customers: 10_000 });
let server: VendorServer;
let exchanges: Exchange[] = [];
let nowMs = Date.UTC(2026, 10, 2);

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}
// Loose on purpose: every reply is held to the contract too, and a path that is not there fails its test.
type Json = { readonly [key: string]: Json } & readonly Json[] & string;

async function start(rateScale: number): Promise<VendorServer> {
  return startVendor(hubspot, {
    context: { world, now: () => nowMs, rateScale },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });
}

async function call(
  path: string,
  init: { body?: unknown; token?: string | null; on?: VendorServer; method?: string } = {},
): Promise<Reply> {
  const { body, token = hubspot.credentials["accessToken"] ?? "", on = server } = init;
  const isForm = body instanceof URLSearchParams;
  const reply = await fetch(on.url + path, {
    method: init.method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && !isForm && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: isForm ? body : typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Json };
}

/** What is wrong with the exchanges so far; requests that were refused were wrong on purpose. */
function findings(): string[] {
  return exchanges.flatMap((exchange) => [
    ...hubspotContract.checkResponse({ ...exchange, body: exchange.responseBody }),
    ...(exchange.status < 400 ? hubspotContract.checkRequest({ ...exchange, body: exchange.requestBody }) : []),
  ]);
}

beforeAll(async () => {
  server = await start(1_000_000);
});
afterAll(() => server.stop());
beforeEach(() => {
  exchanges = [];
});
afterEach(() => {
  assertNoFindings(findings());
});

const contactId = hubspotContactId;
const some = Array.from({ length: 20 }, (_, place) => place * 300);

describe.each(["contacts", "companies", "deals"])("%s", (type) => {
  const path = `/crm/v3/objects/${type}`;

  it("are listed page by page to the end, in order of creation", async () => {
    const ids: string[] = [];
    let after = "";
    do {
      const { body } = await call(`${path}?limit=100&properties=hs_object_id${after === "" ? "" : `&after=${after}`}`);
      for (const record of body["results"] as readonly Json[]) ids.push(record["id"] as string);
      after = (body["paging"]?.["next"]?.["after"] as string | undefined) ?? "";
    } while (after !== "");
    const size = { contacts: world.contacts.size, companies: 500, deals: 15_000 }[type];
    expect(ids).toHaveLength(size ?? 0);
    expect([...ids].sort((a, b) => Number(a) - Number(b))).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("come back with the properties that were asked for, or the defaults", async () => {
    const first = (await call(`${path}?limit=1`)).body["results"]?.[0] as Json;
    expect(Object.keys(first["properties"] as Json)).toEqual(expect.arrayContaining(["createdate", "hs_object_id"]));
    const id = first["id"] as string;
    const asked = await call(`${path}/${id}?properties=hs_object_id,nonsense&properties=hubspot_owner_id`);
    expect(Object.keys(asked.body["properties"] as Json)).toEqual(["hs_object_id", "hubspot_owner_id"]);
    const history = await call(`${path}/${id}?propertiesWithHistory=createdate`);
    expect(history.body["propertiesWithHistory"]?.["createdate"]?.[0]?.["value"]).toBe(first["createdAt"]);
  });

  it("are read in batches, and the missing are named in a 207", async () => {
    const first = (await call(`${path}?limit=3`)).body["results"] as readonly Json[];
    const ids = first.map((record) => record["id"] as string);
    const [one = "", two = "", three = ""] = ids;
    const batch = (inputs: readonly string[]): Promise<Reply> =>
      call(`${path}/batch/read`, {
        body: { properties: ["createdate"], propertiesWithHistory: [], inputs: inputs.map((id) => ({ id })) },
      });
    const whole = await batch([three, one, two, one]);
    expect(whole.status).toBe(200);
    expect((whole.body["results"] as readonly Json[]).map((record) => record["id"])).toEqual([three, one, two]);
    const partly = await batch([one, "7", "abc"]);
    expect(partly.status).toBe(207);
    expect(partly.body["numErrors"]).toBe(1);
    expect(partly.body["errors"]?.[0]).toMatchObject({ category: "OBJECT_NOT_FOUND", context: { ids: ["7", "abc"] } });
    expect((await batch(Array.from({ length: 101 }, () => one))).body["category"]).toBe("VALIDATION_ERROR");
  });

  it("have documented properties, each of a known type", async () => {
    const { body } = await call(`/crm/v3/properties/${type}`);
    const names = (body["results"] as readonly Json[]).map((property) => property["name"] as string);
    const record = await call(`${path}?limit=1&properties=${names.join(",")}`);
    expect(Object.keys(record.body["results"]?.[0]?.["properties"] as Json)).toEqual(names);
    expect((await call(`/crm/v3/properties/${type}/${names[0]}`)).body["name"]).toBe(names[0]);
    expect((await call(`/crm/v3/properties/${type}/none`)).status).toBe(404);
  });

  it("refuse what HubSpot refuses", async () => {
    expect(await call(`${path}/1`)).toMatchObject({
      status: 404,
      body: { status: "error", category: "OBJECT_NOT_FOUND" },
    });
    for (const query of ["limit=101", "limit=0", "limit=ten", "after=xyz", "associations=unicorns"]) {
      expect(await call(`${path}?${query}`)).toMatchObject({ status: 400, body: { category: "VALIDATION_ERROR" } });
    }
    for (const body of ["{", { inputs: ["1"] }, { inputs: [{ id: 1 }] }, {}]) {
      expect(await call(`${path}/batch/read`, { body })).toMatchObject({
        status: 400,
        body: { category: "VALIDATION_ERROR" },
      });
    }
  });
});

describe("contacts", () => {
  it("carry what the data set says, as strings or null", async () => {
    const row = world.contacts.at(300);
    const names = "email,firstname,lastname,phone,company,associatedcompanyid,country,lifecyclestage,createdate";
    const { body } = await call(`/crm/v3/objects/contacts/${contactId(300)}?properties=${names}`);
    expect(body["properties"]).toMatchObject({
      email: row.email,
      firstname: row.givenName,
      lastname: row.familyName,
      phone: row.phone,
      company: row.person.company === null ? null : world.companies.at(row.person.company).name,
      createdate: new Date(row.createdAt).toISOString(),
    });
    expect(body["createdAt"]).toBe(new Date(row.createdAt).toISOString());
  });

  it("are read by e-mail, whatever its case", async () => {
    const email = world.contacts.at(300).email?.toUpperCase() ?? "";
    const one = await call(`/crm/v3/objects/contacts/${encodeURIComponent(email)}?idProperty=email`);
    expect(one.body["id"]).toBe(contactId(300));
    const body = {
      properties: [],
      propertiesWithHistory: [],
      idProperty: "email",
      inputs: [{ id: email }, { id: "no@example.com" }],
    };
    const batch = await call("/crm/v3/objects/contacts/batch/read", { body });
    expect(batch).toMatchObject({ status: 207, body: { results: [{ id: contactId(300) }] } });
    expect((await call(`/crm/v3/objects/contacts/x?idProperty=phone`)).status).toBe(400);
  });
});

describe("deals", () => {
  it("carry amounts as decimals of their currency, and stages of the pipeline", async () => {
    const { body } = await call("/crm/v3/pipelines/deals");
    const pipeline = body["results"]?.[0] as Json;
    const stages = (pipeline["stages"] as readonly Json[]).map((stage) => stage["id"]);
    expect(stages).toHaveLength(7);
    let after = "";
    const exponents: Record<string, number> = { JPY: 0, KWD: 3 };
    for (let page = 0; page < 10; page += 1) {
      const list = await call(`/crm/v3/objects/deals?limit=100&properties=amount,deal_currency_code,dealstage${after}`);
      for (const record of list.body["results"] as readonly Json[]) {
        const { amount, deal_currency_code: currency, dealstage } = record["properties"] as Json;
        expect(stages).toContain(dealstage);
        const digits = String(amount).split(".")[1]?.length ?? 0;
        expect(digits).toBeLessThanOrEqual(exponents[String(currency)] ?? 2);
      }
      after = `&after=${String(list.body["paging"]?.["next"]?.["after"])}`;
    }
    const ids = {
      body: {
        properties: ["amount", "deal_currency_code"],
        propertiesWithHistory: [],
        inputs: some.map((deal) => ({ id: String(19_200_000_513 + deal * 5) })),
      },
    };
    const batch = await call("/crm/v3/objects/deals/batch/read", ids);
    for (const [place, record] of (batch.body["results"] as readonly Json[]).entries()) {
      const row = world.deals.at(some[place] ?? 0);
      const scale = 10 ** (exponents[row.currency] ?? 2);
      expect(Math.round(Number(record["properties"]?.["amount"]) * scale)).toBe(row.amountMinor);
    }
  });
});

describe("associations", () => {
  const companyWithMany = 0;
  const companyId = String(8_900_004_211);
  const contactWithCompany = world.contactsOfCompany(companyWithMany)[0] ?? 0;

  it("come inline with their types, the primary company twice", async () => {
    const { body } = await call(
      `/crm/v3/objects/contacts/${contactId(contactWithCompany)}?associations=companies,deals`,
    );
    expect(body["associations"]?.["companies"]).toEqual({
      results: [
        { id: companyId, type: "contact_to_company" },
        { id: companyId, type: "contact_to_company_unlabeled" },
      ],
    });
    const deals = world.deals.of(contactWithCompany);
    expect((body["associations"]?.["deals"]?.["results"] as readonly Json[] | undefined)?.length ?? 0).toBe(
      deals.length,
    );
  });

  it("are left out where there are none", async () => {
    const lonely = some.find((serial) => world.contacts.at(serial).person.company === null) ?? 0;
    const { body } = await call(`/crm/v3/objects/contacts/${contactId(lonely)}?associations=company`);
    expect(body).not.toHaveProperty("associations");
  });

  it("of more than a hundred are continued over v4", async () => {
    const expected = world.contactsOfCompany(companyWithMany).map(contactId);
    expect(expected.length).toBeGreaterThan(200);
    const { body } = await call(`/crm/v3/objects/companies/${companyId}?associations=contacts`);
    const inline = body["associations"]?.["contacts"] as Json;
    const ids = new Set((inline["results"] as readonly Json[]).map((one) => one["id"] as string));
    expect(ids.size).toBe(100);
    let after = inline["paging"]?.["next"]?.["after"] as string | undefined;
    while (after !== undefined) {
      const page = await call(`/crm/v4/objects/company/${companyId}/associations/contact?limit=30&after=${after}`);
      for (const one of page.body["results"] as readonly Json[]) ids.add(one["toObjectId"] as string);
      after = page.body["paging"]?.["next"]?.["after"] as string | undefined;
    }
    expect([...ids]).toEqual(expected);
  });

  it("are read in batches over v4, with paging inside, and none found is an error of its own", async () => {
    const withDeals = some.filter((serial) => world.deals.of(serial).length > 0);
    const without = some.filter((serial) => world.deals.of(serial).length === 0);
    const read = (inputs: readonly unknown[], path = "contacts/deals"): Promise<Reply> =>
      call(`/crm/v4/associations/${path}/batch/read`, { body: { inputs } });
    const whole = await read(withDeals.map((serial) => ({ id: contactId(serial) })));
    expect(whole.status).toBe(200);
    for (const [place, result] of (whole.body["results"] as readonly Json[]).entries()) {
      const serial = withDeals[place] ?? 0;
      expect(result["from"]).toEqual({ id: contactId(serial) });
      expect(result["to"]).toHaveLength(world.deals.of(serial).length);
    }
    const partly = await read([...without, ...withDeals].map((serial) => ({ id: contactId(serial) })));
    expect(partly.status).toBe(207);
    expect(partly.body["numErrors"]).toBe(without.length);
    expect(partly.body["errors"]?.[0]).toMatchObject({
      subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
      context: { fromObjectId: [contactId(without[0] ?? 0)] },
    });
    const first = await read([{ id: companyId }], "companies/contacts");
    const page = first.body["results"]?.[0] as Json;
    expect(page["to"]).toHaveLength(100);
    const second = await read([{ id: companyId, after: page["paging"]?.["next"]?.["after"] }], "companies/contacts");
    expect(second.body["results"]?.[0]?.["to"]?.[0]?.["toObjectId"]).toBe(
      contactId(world.contactsOfCompany(companyWithMany)[100] ?? 0),
    );
    expect((await read(Array.from({ length: 1_001 }, () => ({ id: "1" })))).status).toBe(400);
    expect((await read([{ id: contactId(0) }], "contacts/contacts")).status).toBe(400);
  });

  it("agree from both sides", async () => {
    const deals = world.deals.of(contactWithCompany).concat(some);
    for (const deal of deals) {
      const id = String(19_200_000_513 + deal * 5);
      const { body } = await call(
        `/crm/v3/objects/deals/${id}?associations=contacts,companies&properties=hs_primary_associated_company`,
      );
      const row = world.deals.at(deal);
      expect(body["associations"]?.["contacts"]?.["results"]).toEqual([
        { id: contactId(row.contact), type: "deal_to_contact" },
      ]);
      const company = body["associations"]?.["companies"]?.["results"]?.[0]?.["id"] ?? null;
      expect(body["properties"]?.["hs_primary_associated_company"]).toBe(company);
      expect(world.deals.of(row.contact)).toContain(deal);
    }
  });
});

describe("owners", () => {
  it("are listed, found by id, by user id and by e-mail", async () => {
    const first = await call("/crm/v3/owners/?limit=15");
    const rest = await call(`/crm/v3/owners/?limit=500&after=${String(first.body["paging"]?.["next"]?.["after"])}`);
    const owners = [...(first.body["results"] as readonly Json[]), ...(rest.body["results"] as readonly Json[])];
    expect(owners).toHaveLength(world.agents.length);
    expect(rest.body).not.toHaveProperty("paging");
    const owner = owners[20] as Json;
    expect((await call(`/crm/v3/owners/${owner["id"] as string}`)).body).toEqual(owner);
    expect((await call(`/crm/v3/owners/${String(owner["userId"])}?idProperty=userId`)).body).toEqual(owner);
    expect((await call(`/crm/v3/owners?email=${owner["email"] as string}`)).body["results"]).toEqual([owner]);
    expect((await call("/crm/v3/owners/5")).status).toBe(404);
  });
});

describe("pipelines", () => {
  it("are read whole and in parts", async () => {
    const { body } = await call("/crm/v3/pipelines/deals/default");
    expect((await call("/crm/v3/pipelines/deals/default/stages")).body["results"]).toEqual(body["stages"]);
    expect((await call("/crm/v3/pipelines/deals/default/stages/closedwon")).body["metadata"]).toEqual({
      isClosed: "true",
      probability: "1.0",
    });
    expect((await call("/crm/v3/pipelines/contacts")).body["results"]).toEqual([]);
    expect((await call("/crm/v3/pipelines/deals/none")).status).toBe(404);
  });
});

describe("authentication", () => {
  it("refuses no token and a wrong one", async () => {
    for (const token of [null, "wrong", "oat-1-abc"]) {
      expect(await call("/crm/v3/objects/contacts", { token })).toMatchObject({
        status: 401,
        body: { category: "INVALID_AUTHENTICATION" },
      });
    }
  });

  it("gives access tokens for the refresh token, which expire after 30 minutes", async () => {
    const { clientId = "", clientSecret = "", refreshToken = "" } = hubspot.credentials;
    const form = {
      grant_type: "refresh_token",
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
    };
    const { body } = await call("/oauth/v1/token", { token: null, body: new URLSearchParams(form) });
    expect(body["expires_in"]).toBe(1_800);
    const token = body["access_token"] as string;
    const fresh = await call("/crm/v3/objects/contacts?limit=1", { token });
    expect(fresh.status).toBe(200);
    expect([...fresh.headers.keys()]).not.toContain("x-hubspot-ratelimit-daily");
    nowMs += 30 * 60_000 - 1;
    expect((await call("/crm/v3/objects/contacts?limit=1", { token })).status).toBe(200);
    nowMs += 1;
    expect(await call("/crm/v3/objects/contacts?limit=1", { token })).toMatchObject({
      status: 401,
      body: { category: "EXPIRED_AUTHENTICATION" },
    });
    for (const name of ["grant_type", "client_id", "client_secret", "refresh_token"]) {
      const wrong = new URLSearchParams({ ...form, [name]: "wrong" });
      expect((await call("/oauth/v1/token", { token: null, body: wrong })).status).toBe(400);
    }
  });
});

describe("rate limits", () => {
  let limited: VendorServer;
  beforeEach(async () => {
    limited = await start(0.4);
  });
  afterEach(() => limited.stop());

  it("allow a burst in ten seconds, and say what is left", async () => {
    const list = (): Promise<Reply> => call("/crm/v3/objects/contacts?limit=1", { on: limited });
    const first = await list();
    expect(first.headers.get("x-hubspot-ratelimit-max")).toBe("76");
    expect(first.headers.get("x-hubspot-ratelimit-remaining")).toBe("75");
    expect(first.headers.get("x-hubspot-ratelimit-daily-remaining")).toBe("99999");
    for (let call = 0; call < 75; call += 1) expect((await list()).status).toBe(200);
    const refused = await list();
    expect(refused).toMatchObject({
      status: 429,
      body: { category: "RATE_LIMITS", policyName: "TEN_SECONDLY_ROLLING" },
    });
    expect(refused.headers.get("x-hubspot-ratelimit-remaining")).toBe("0");
    nowMs += 9_999;
    expect((await list()).status).toBe(429);
    nowMs += 1;
    expect((await list()).status).toBe(200);
  });

  it("allow few searches a second, with no headers", async () => {
    const search = (): Promise<Reply> => call("/crm/v3/objects/contacts/search", { on: limited, body: { limit: 1 } });
    const replies = [await search(), await search(), await search()];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(replies[2]?.body).toMatchObject({
      message: "You have reached your secondly limit.",
      policyName: "SECONDLY",
    });
    expect([...(replies[0]?.headers.keys() ?? [])].filter((name) => name.startsWith("x-hubspot"))).toEqual([]);
    nowMs += 1_000;
    expect((await search()).status).toBe(200);
  });
});

describe("anything else", () => {
  it("is refused in HubSpot's words", async () => {
    expect(await call("/crm/v3/objects/unicorns")).toMatchObject({
      status: 400,
      body: { message: "Unable to infer object type from: unicorns" },
    });
    expect(await call("/crm/v5/nothing")).toMatchObject({ status: 404, body: { status: "error" } });
    exchanges = []; // neither path is in the contract
  });
});
