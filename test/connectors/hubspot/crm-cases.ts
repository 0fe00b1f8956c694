import type { ConnectorCase } from "../connector-case.ts";
import companies from "./fixtures/companies.json" with { type: "json" };
import deals from "./fixtures/deals.json" with { type: "json" };
import owners from "./fixtures/owners.json" with { type: "json" };
import pipelines from "./fixtures/pipelines.json" with { type: "json" };
import { batch, batchRead, found, get, inputs, page, search } from "./replies.ts";

const { acme, tokyo } = companies;
const { renewal, pilot, bare } = deals;
const { mary, queue, other } = owners;

const contactsToDeals = (asked: readonly object[], results: readonly unknown[]) => ({
  ask: { method: "POST", path: "/crm/v4/associations/contacts/deals/batch/read", body: { inputs: asked } } as const,
  reply: batch(...results),
});
const to = (...ids: readonly string[]) =>
  ids.map((toObjectId) => ({
    toObjectId,
    associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 4 }],
  }));

export const crmCases: readonly ConnectorCase[] = [
  {
    name: "reads companies in one batch",
    type: "Company",
    reading: { kind: "getMany", ids: ["502", "501"] },
    select: ["id", "name", "domain", "industry", "createdAt", "updatedAt"],
    exchanges: [
      batchRead(
        "companies",
        { properties: ["name", "domain", "industry"], inputs: inputs("502", "501") },
        batch(acme, tokyo),
      ),
    ],
    expected: [
      {
        id: "502",
        name: "東京商事",
        domain: null,
        industry: null,
        createdAt: "2023-01-02T00:00:00.000Z",
        updatedAt: "2025-01-02T00:00:00.000Z",
      },
      {
        id: "501",
        name: "Acme GmbH",
        domain: "acme.example",
        industry: "COMPUTER_SOFTWARE",
        createdAt: "2023-01-01T00:00:00.000Z",
        updatedAt: "2025-01-01T00:00:00.000Z",
      },
    ],
  },
  {
    name: "lists companies to the end",
    type: "Company",
    reading: { kind: "pages", size: 1 },
    select: ["id", "name"],
    exchanges: [
      get("/crm/v3/objects/companies", { limit: 1, properties: "name" }, page([acme], "501")),
      get("/crm/v3/objects/companies", { limit: 1, properties: "name", after: "501" }, page([tokyo])),
    ],
    expected: [
      { id: "501", name: "Acme GmbH" },
      { id: "502", name: "東京商事" },
    ],
  },
  {
    name: "orders companies by name, which only the search can",
    type: "Company",
    reading: { kind: "list", size: 10, order: { field: "name", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      search("companies", { filterGroups: [], sorts: ["name"], properties: [], limit: 10 }, found(1, [acme])),
    ],
    expected: { entities: [{ id: "501" }], next: null, positions: ["1"] },
  },
  {
    name: "counts companies changed in a time",
    type: "Company",
    reading: { kind: "count", filter: { updatedAt: { lt: "2025-01-01T00:00:00Z" } } },
    select: ["id"],
    exchanges: [
      search(
        "companies",
        {
          filterGroups: [
            { filters: [{ propertyName: "hs_lastmodifieddate", operator: "LT", value: "1735689600000" }] },
          ],
          sorts: [],
          properties: [],
          limit: 1,
        },
        found(2, [acme], "1"),
      ),
    ],
    expected: 2,
  },
  {
    name: "reads deals in one batch: amounts by the currency's decimals, dates as text or milliseconds",
    type: "Deal",
    reading: { kind: "getMany", ids: ["9001", "9002", "9003"] },
    select: ["id", "name", "amount", "closeDate", "createdAt", "updatedAt", "stageId", "companyId", "ownerId"],
    exchanges: [
      batchRead(
        "deals",
        {
          properties: [
            "dealname",
            "amount",
            "deal_currency_code",
            "closedate",
            "dealstage",
            "hs_primary_associated_company",
            "hubspot_owner_id",
          ],
          inputs: inputs("9001", "9002", "9003"),
        },
        batch(bare, pilot, renewal),
      ),
    ],
    expected: [
      {
        id: "9001",
        name: "Renewal 2026",
        amount: { minorUnits: 1_250_050, currency: "EUR" },
        closeDate: "2025-12-31",
        createdAt: "2025-01-10T08:00:00.000Z",
        updatedAt: "2025-06-01T08:00:00.000Z",
        stageId: "closedwon",
        companyId: "501",
        ownerId: "77",
      },
      {
        id: "9002",
        name: "パイロット",
        amount: { minorUnits: 500_000, currency: "JPY" },
        closeDate: "2025-12-31",
        createdAt: "2025-02-10T08:00:00.000Z",
        updatedAt: "2025-06-02T08:00:00.000Z",
        stageId: "appointmentscheduled",
        companyId: null,
        ownerId: null,
      },
      {
        id: "9003",
        name: null,
        amount: null,
        closeDate: null,
        createdAt: "2025-03-10T08:00:00.000Z",
        updatedAt: "2025-06-03T08:00:00.000Z",
        stageId: "closedlost",
        companyId: null,
        ownerId: null,
      },
    ],
  },
  {
    name: "lists deals to the end",
    type: "Deal",
    reading: { kind: "pages", size: 2 },
    select: ["id", "stageId"],
    exchanges: [
      get("/crm/v3/objects/deals", { limit: 2, properties: "dealstage" }, page([renewal, pilot], "9002")),
      get("/crm/v3/objects/deals", { limit: 2, properties: "dealstage", after: "9002" }, page([bare])),
    ],
    expected: [
      { id: "9001", stageId: "closedwon" },
      { id: "9002", stageId: "appointmentscheduled" },
      { id: "9003", stageId: "closedlost" },
    ],
  },
  {
    name: "filters deals by stage and time, and orders them by when they close",
    type: "Deal",
    reading: {
      kind: "list",
      size: 20,
      filter: { stageId: { in: ["closedwon", "99120"] }, updatedAt: { gte: "2025-01-01T00:00:00Z" } },
      order: { field: "closeDate", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      search(
        "deals",
        {
          filterGroups: [
            {
              filters: [
                { propertyName: "dealstage", operator: "IN", values: ["closedwon", "99120"] },
                { propertyName: "hs_lastmodifieddate", operator: "GTE", value: "1735689600000" },
                { propertyName: "closedate", operator: "HAS_PROPERTY" },
              ],
            },
          ],
          sorts: ["-closedate"],
          properties: ["closedate"],
          limit: 21,
        },
        found(1, [renewal]),
      ),
    ],
    expected: { entities: [{ id: "9001" }], next: "/", positions: ["1767223800000"] },
  },
  {
    name: "asks nothing for deals in no stage at all",
    type: "Deal",
    reading: { kind: "list", size: 20, filter: { stageId: { in: [] } } },
    select: ["id"],
    exchanges: [],
    expected: { entities: [], next: null },
  },
  {
    name: "counts no deals in no stage at all",
    type: "Deal",
    reading: { kind: "count", filter: { stageId: { in: [] } } },
    select: ["id"],
    exchanges: [],
    expected: 0,
  },
  {
    name: "reads the deals of contacts: their ids, over several pages for one, then the deals, each once",
    type: "Deal",
    reading: { kind: "related", to: "Contact", parentIds: ["101", "102", "103", "nobody"], first: 5 },
    select: ["id", "name"],
    exchanges: [
      contactsToDeals(inputs("101", "102", "103"), [
        { from: { id: "101" }, to: to("9001"), paging: { next: { after: "MQ", link: "https://x.example" } } },
        { from: { id: "103" }, to: to("9001", "9404") },
      ]),
      contactsToDeals([{ id: "101", after: "MQ" }], [{ from: { id: "101" }, to: to("9002", "9001") }]),
      batchRead("deals", { properties: ["dealname"], inputs: inputs("9001", "9002", "9404") }, batch(pilot, renewal)),
    ],
    expected: {
      101: {
        entities: [
          { id: "9001", name: "Renewal 2026" },
          { id: "9002", name: "パイロット" },
        ],
        hasMore: false,
      },
      103: { entities: [{ id: "9001", name: "Renewal 2026" }], hasMore: false },
    },
  },
  {
    name: "reads of a contact's deals also what the core filters and orders them by",
    type: "Deal",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: ["101"],
      first: 5,
      filter: { stageId: { in: ["closedwon"] } },
      order: { field: "closeDate", direction: "ASC" },
    },
    select: ["id"],
    exchanges: [
      contactsToDeals(inputs("101"), [{ from: { id: "101" }, to: to("9001", "9002") }]),
      batchRead(
        "deals",
        { properties: ["dealstage", "closedate"], inputs: inputs("9001", "9002") },
        batch(pilot, renewal),
      ),
    ],
    expected: { 101: { entities: [{ id: "9001" }, { id: "9002" }], hasMore: false } },
  },
  {
    name: "asks for no deals where contacts have none",
    type: "Deal",
    reading: { kind: "related", to: "Contact", parentIds: ["102"], first: 5 },
    select: ["id"],
    exchanges: [contactsToDeals(inputs("102"), [])],
    expected: {},
  },
  {
    name: "reads stages of all pipelines by one call",
    type: "DealStage",
    reading: { kind: "getMany", ids: ["99120", "gone", "closedwon", "appointmentscheduled"] },
    select: ["id", "name", "outcome", "pipeline"],
    exchanges: [get("/crm/v3/pipelines/deals", {}, pipelines)],
    expected: [
      { id: "99120", name: "Verloren", outcome: "LOST", pipeline: "Partners" },
      null,
      { id: "closedwon", name: "Closed won", outcome: "WON", pipeline: "Sales pipeline" },
      { id: "appointmentscheduled", name: "Appointment scheduled", outcome: "OPEN", pipeline: "Sales pipeline" },
    ],
  },
  {
    name: "reads one owner by id",
    type: "User",
    reading: { kind: "getMany", ids: ["77"] },
    select: ["id", "displayName", "email"],
    exchanges: [get("/crm/v3/owners/77", {}, mary)],
    expected: [{ id: "77", displayName: "Mary Seller", email: "mary@vendor.example" }],
  },
  {
    name: "has no owner where HubSpot has none",
    type: "User",
    reading: { kind: "getMany", ids: ["404"] },
    select: ["id"],
    exchanges: [get("/crm/v3/owners/404", {}, undefined)],
    expected: [null],
  },
  {
    name: "reads several owners from the list, page by page until all are found",
    type: "User",
    reading: { kind: "getMany", ids: ["78", "77"] },
    select: ["id", "displayName"],
    exchanges: [
      get("/crm/v3/owners/", { limit: 500 }, page([mary], "77")),
      get("/crm/v3/owners/", { limit: 500, after: "77" }, page([queue, other])),
    ],
    expected: [
      { id: "78", displayName: "queue@vendor.example" },
      { id: "77", displayName: "Mary Seller" },
    ],
  },
];
