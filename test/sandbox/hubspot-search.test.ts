import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hubspot } from "../../src/sandbox/hubspot/hubspot.ts";
import { hubspotContactId } from "../../src/sandbox/ids.ts";
import { startVendor } from "../../src/sandbox/vendor-server.ts";
import type { VendorServer } from "../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import type { DealRow, PersonRecord } from "../../src/sandbox/world.ts";
import { assertNoFindings } from "../support/contract.ts";
import { hubspotContract } from "../support/hubspot-contract.ts";

const world = createWorld({ seed: 1, customers: 10_000 });
const contacts = Array.from({ length: world.contacts.size }, (_, serial) => world.contacts.at(serial));
const deals = Array.from({ length: world.deals.size }, (_, serial) => world.deals.at(serial));
let server: VendorServer;
const findings: string[] = [];

beforeAll(async () => {
  server = await startVendor(hubspot, {
    context: { world, now: () => 0, rateScale: 1_000_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange(exchange) {
      findings.push(...hubspotContract.checkResponse({ ...exchange, body: exchange.responseBody }));
      if (exchange.status < 400)
        findings.push(...hubspotContract.checkRequest({ ...exchange, body: exchange.requestBody }));
    },
  });
});
afterAll(async () => {
  await server.stop();
  assertNoFindings(findings);
});

interface SearchReply {
  readonly total: number;
  readonly results: readonly { readonly id: string; readonly properties: Readonly<Record<string, string | null>> }[];
  readonly paging?: { readonly next: { readonly after: string } };
}

async function send(type: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}/crm/v3/objects/${type}/search`, {
    method: "POST",
    headers: { authorization: `Bearer ${hubspot.credentials["accessToken"]}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function search(type: string, body: unknown): Promise<SearchReply> {
  const reply = await send(type, body);
  expect(reply.status).toBe(200);
  return (await reply.json()) as SearchReply;
}

interface Found {
  readonly total: number;
  /** Of the first page. */
  readonly ids: readonly string[];
}

async function find(type: string, filters: readonly unknown[]): Promise<Found> {
  const { total, results } = await search(type, { filterGroups: [{ filters }], limit: 200 });
  return { total, ids: results.map(({ id }) => id) };
}

function foundOf<Row extends { readonly serial: number }>(
  rows: readonly Row[],
  test: (row: Row) => boolean,
  idOf: (serial: number) => string,
): Found {
  const ids = rows.filter(test).map((row) => idOf(row.serial));
  return { total: ids.length, ids: ids.slice(0, 200) };
}

const dealId = (serial: number): string => String(19_200_000_513 + serial * 5);
const contactsWhere = (test: (row: PersonRecord) => boolean): Found => foundOf(contacts, test, hubspotContactId);
const dealsWhere = (test: (row: DealRow) => boolean): Found => foundOf(deals, test, dealId);

describe("search operators", () => {
  const email = contacts[10]?.email ?? "";
  const created = contacts[500]?.createdAt ?? 0;
  const later = contacts[600]?.createdAt ?? 0;
  const lower = (text: string | null): string => text?.toLowerCase() ?? "";

  it.each<[string, readonly unknown[], (row: PersonRecord) => boolean]>([
    [
      "EQ",
      [{ propertyName: "email", operator: "EQ", value: email.toUpperCase() }],
      (row) => lower(row.email) === email.toLowerCase(),
    ],
    [
      "EQ on a name",
      [{ propertyName: "lastname", operator: "EQ", value: "müller" }],
      (row) => row.familyName === "Müller",
    ],
    [
      "NEQ",
      [{ propertyName: "hs_country_region_code", operator: "NEQ", value: "DE" }],
      (row) => row.person.country !== "DE",
    ],
    ["LT", [{ propertyName: "createdate", operator: "LT", value: String(created) }], (row) => row.createdAt < created],
    [
      "LTE",
      [{ propertyName: "createdate", operator: "LTE", value: String(created) }],
      (row) => row.createdAt <= created,
    ],
    ["GT", [{ propertyName: "createdate", operator: "GT", value: String(created) }], (row) => row.createdAt > created],
    [
      "GTE",
      [{ propertyName: "createdate", operator: "GTE", value: new Date(created).toISOString() }],
      (row) => row.createdAt >= created,
    ],
    [
      "BETWEEN",
      [{ propertyName: "createdate", operator: "BETWEEN", value: String(created), highValue: String(later) }],
      (row) => row.createdAt >= created && row.createdAt <= later,
    ],
    [
      "IN",
      [{ propertyName: "lastname", operator: "IN", values: ["smith", "müller"] }],
      (row) => ["Smith", "Müller"].includes(row.familyName ?? ""),
    ],
    ["IN with capitals", [{ propertyName: "lastname", operator: "IN", values: ["Smith"] }], () => false],
    [
      "NOT_IN",
      [{ propertyName: "lastname", operator: "NOT_IN", values: ["smith"] }],
      (row) => row.familyName !== "Smith",
    ],
    ["HAS_PROPERTY", [{ propertyName: "phone", operator: "HAS_PROPERTY" }], (row) => row.phone !== null],
    ["NOT_HAS_PROPERTY", [{ propertyName: "email", operator: "NOT_HAS_PROPERTY" }], (row) => row.email === null],
    [
      "CONTAINS_TOKEN",
      [{ propertyName: "email", operator: "CONTAINS_TOKEN", value: "news" }],
      (row) => lower(row.email).includes("+news@"),
    ],
    [
      "CONTAINS_TOKEN with *",
      [{ propertyName: "email", operator: "CONTAINS_TOKEN", value: "*@example.org" }],
      (row) => lower(row.email).endsWith("@example.org"),
    ],
    [
      "NOT_CONTAINS_TOKEN",
      [{ propertyName: "email", operator: "NOT_CONTAINS_TOKEN", value: "*" }],
      (row) => row.email === null,
    ],
    [
      "several filters",
      [
        { propertyName: "lastname", operator: "EQ", value: "Müller" },
        { propertyName: "phone", operator: "NOT_HAS_PROPERTY" },
      ],
      (row) => row.familyName === "Müller" && row.phone === null,
    ],
    [
      "a property that identifies",
      [{ propertyName: "hs_object_id", operator: "IN", values: [hubspotContactId(9), "1", hubspotContactId(4)] }],
      (row) => row.serial === 4 || row.serial === 9,
    ],
  ])("%s finds exactly what it says", async (_name, filters, test) => {
    expect(await find("contacts", filters)).toEqual(contactsWhere(test));
  });

  it("finds deals by contact, by stage and by amount", async () => {
    const contact = 3;
    const linked = { propertyName: "associations.contact", operator: "EQ", value: hubspotContactId(contact) };
    expect(await find("deals", [linked])).toEqual(dealsWhere((row) => row.contact === contact));
    const won = { propertyName: "dealstage", operator: "IN", values: ["closedwon"] };
    expect(await find("deals", [linked, won])).toEqual(dealsWhere((row) => row.contact === contact && row.stage === 5));
    const large = { propertyName: "amount", operator: "GT", value: "9000000" };
    expect(await find("deals", [large])).toEqual(
      dealsWhere((row) => row.currency === "JPY" && row.amountMinor > 9_000_000),
    );
  });

  it("joins groups by OR and finds no record twice", async () => {
    const filterGroups = ["smith", "SMITH", "taylor"].map((value) => ({
      filters: [{ propertyName: "lastname", operator: "EQ", value }],
    }));
    const { total } = await search("contacts", { filterGroups });
    expect(total).toBe(contacts.filter((row) => row.familyName === "Smith" || row.familyName === "Taylor").length);
  });
});

describe("search", () => {
  it("looks for words by their start in the usual properties", async () => {
    const { results, total } = await search("contacts", { query: "Fra ros", limit: 200 });
    expect(total).toBeGreaterThan(0);
    for (const { properties } of results) {
      const text = `${properties["firstname"]} ${properties["lastname"]} ${properties["email"]}`.toLowerCase();
      expect(text).toMatch(/\bfra/);
      expect(text).toMatch(/\bros/);
    }
    expect((await search("companies", { query: "no such company" })).total).toBe(0);
  });

  it("sorts both ways, records without a value last", async () => {
    const names = async (sorts: readonly unknown[]): Promise<readonly (string | null)[]> => {
      const filters = [{ propertyName: "hs_country_region_code", operator: "EQ", value: "KW" }];
      const body = { filterGroups: [{ filters }], sorts, properties: ["lastname"], limit: 200 };
      return (await search("contacts", body)).results.map(({ properties }) => properties["lastname"] ?? null);
    };
    const up = await names(["lastname"]);
    const known = up.filter((name) => name !== null);
    expect(known.length).toBeLessThan(up.length);
    expect(up.slice(known.length).every((name) => name === null)).toBe(true);
    expect(known).toEqual([...known].sort((a, b) => (a < b ? -1 : Number(a > b))));
    expect((await names(["-lastname"])).slice(0, known.length)).toEqual(known.toReversed());
    const newest = await search("contacts", { sorts: ["-createdate"], limit: 2 });
    expect(newest.results.map(({ id }) => id)).toEqual(
      [contacts.length - 1, contacts.length - 2].map(hubspotContactId),
    );
  });

  it("takes sorts as objects too, as HubSpot does beside its contract", async () => {
    const before = findings.length;
    const reply = await send("contacts", {
      sorts: [{ propertyName: "createdate", direction: "DESCENDING" }],
      limit: 1,
    });
    expect((await reply.json()) as SearchReply).toMatchObject({
      results: [{ id: hubspotContactId(contacts.length - 1) }],
    });
    findings.length = before; // the derived contract knows strings only
  });

  it("pages by offset to the end", async () => {
    const found: string[] = [];
    let after: string | undefined;
    do {
      const filters = [{ propertyName: "lastname", operator: "EQ", value: "smith" }];
      const page: SearchReply = await search("contacts", {
        filterGroups: [{ filters }],
        limit: 50,
        ...(after !== undefined && { after }),
      });
      found.push(...page.results.map(({ id }) => id));
      after = page.paging?.next.after;
    } while (after !== undefined);
    expect(found).toEqual(
      contacts.filter((row) => row.familyName === "Smith").map((row) => hubspotContactId(row.serial)),
    );
  });

  it("counts all deals but shows the first 10,000 only", async () => {
    const last = await search("deals", { limit: 200, after: "9800" });
    expect(last.total).toBe(15_000);
    expect(last.results).toHaveLength(200);
    const beyond = await send("deals", { limit: 1, after: "10000" });
    expect(beyond.status).toBe(400);
    expect(await beyond.json()).toMatchObject({ category: "VALIDATION_ERROR" });
  });

  it.each<[string, unknown]>([
    ["a page too large", { limit: 201 }],
    ["an unknown operator", { filterGroups: [{ filters: [{ propertyName: "email", operator: "LIKE", value: "x" }] }] }],
    [
      "an unknown property",
      { filterGroups: [{ filters: [{ propertyName: "shoe_size", operator: "EQ", value: "x" }] }] },
    ],
    ["no value", { filterGroups: [{ filters: [{ propertyName: "email", operator: "EQ" }] }] }],
    ["no values", { filterGroups: [{ filters: [{ propertyName: "email", operator: "IN", value: "x" }] }] }],
    [
      "a date that is none",
      { filterGroups: [{ filters: [{ propertyName: "createdate", operator: "GT", value: "soon" }] }] },
    ],
    ["too many groups", { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
    [
      "too many filters",
      {
        filterGroups: [
          { filters: Array.from({ length: 7 }, () => ({ propertyName: "email", operator: "HAS_PROPERTY" })) },
        ],
      },
    ],
    ["two sorts", { sorts: ["email", "phone"] }],
    ["a sort by nothing", { sorts: ["shoe_size"] }],
    ["an offset that is none", { after: "abc" }],
  ])("refuses %s", async (_name, body) => {
    const reply = await send("contacts", body);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ status: "error", category: "VALIDATION_ERROR" });
  });
});
