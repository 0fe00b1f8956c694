import type { ConnectorCase } from "../connector-case.ts";
import admins from "./fixtures/admins.json" with { type: "json" };
import companies from "./fixtures/companies.json" with { type: "json" };
import contacts from "./fixtures/contacts.json" with { type: "json" };
import { get, page, search } from "./replies.ts";

const { ada, lead, nameless, archived } = contacts;
const { ciaran, nameless: night } = admins;
const { acme, bare } = companies;
const byId = [{ field: "external_id", source: "crm" }];
const GONE = "6762f0ff1bb69f9f2193bfff";

const adaMapped = {
  id: ada.id,
  displayName: "Ada Lovelace",
  email: "ada@example.com",
  phone: "+4930123456",
  createdAt: "2024-04-01T08:00:00.000Z",
  updatedAt: "2025-04-01T08:00:00.000Z",
  companyId: acme.id,
  dealIds: null,
  externalIds: [{ source: "crm", id: "101" }],
};

const acmeMapped = {
  id: acme.id,
  name: "Acme",
  domain: "acme.example",
  industry: "Manufacturing",
  createdAt: "2024-12-18T15:55:43.000Z",
  updatedAt: "2024-12-18T15:55:43.000Z",
};

const contactCases: readonly ConnectorCase[] = [
  {
    name: "reads users and leads by one search; who is archived, or merged into another, is no contact",
    type: "Contact",
    reading: { kind: "getMany", ids: [nameless.id, GONE, ada.id, archived.id, lead.id] },
    select: ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "dealIds", "externalIds"],
    mapping: { externalIds: byId },
    exchanges: [
      search(
        "/contacts",
        [["id", "IN", [nameless.id, GONE, ada.id, archived.id, lead.id]]],
        {},
        page("data", [ada, lead, archived, nameless]),
      ),
    ],
    expected: [
      {
        id: nameless.id,
        displayName: "who@example.com",
        email: "who@example.com",
        phone: null,
        createdAt: "2024-04-03T08:00:00.000Z",
        updatedAt: "2025-04-03T08:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [],
      },
      null,
      adaMapped,
      null,
      {
        id: lead.id,
        displayName: null,
        email: null,
        phone: null,
        createdAt: "2024-04-02T08:00:00.000Z",
        updatedAt: "2025-04-02T08:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [], // Intercom's own
      },
    ],
  },
  {
    name: "reads one alone directly, as a search knows it only after minutes",
    type: "Contact",
    reading: { kind: "getMany", ids: [ada.id] },
    select: ["id", "email"],
    exchanges: [get(`/contacts/${ada.id}`, {}, ada)],
    expected: [{ id: ada.id, email: "ada@example.com" }],
  },
  {
    name: "has nothing for one that was merged into another",
    type: "Contact",
    reading: { kind: "getMany", ids: [GONE] },
    select: ["id"],
    exchanges: [get(`/contacts/${GONE}`, {}, undefined)],
    expected: [null],
  },
  {
    name: "asks nothing when no id can be one",
    type: "Contact",
    reading: { kind: "getMany", ids: ["../me", "", "a b"] },
    select: ["id"],
    exchanges: [],
    expected: [null, null, null],
  },
  {
    name: "lists users and leads to the end",
    type: "Contact",
    reading: { kind: "pages", size: 2 },
    select: ["id", "externalIds"],
    mapping: { externalIds: [{ field: "custom_attributes.stripe_id", source: "payments" }] },
    exchanges: [
      get("/contacts", { per_page: 2 }, page("data", [ada, archived], { next: "WzE3MTE=" })),
      get("/contacts", { per_page: 2, starting_after: "WzE3MTE=" }, page("data", [lead, nameless])),
    ],
    expected: [
      { id: ada.id, externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }] },
      { id: lead.id, externalIds: [] },
      { id: nameless.id, externalIds: [] },
    ],
  },
  {
    name: "filters exactly where the search knows days only",
    type: "Contact",
    reading: {
      kind: "list",
      size: 50,
      after: "WzE3MTE=",
      filter: { createdAt: { gte: "2024-04-01T08:00:00.500Z", lt: "2024-04-03T08:00:00.000Z" } },
    },
    select: ["id"],
    exchanges: [
      search(
        "/contacts",
        [
          ["created_at", ">", 1_711_958_401 - 172_800],
          ["created_at", "<", 1_712_131_200 + 172_800],
        ],
        { after: "WzE3MTE=", size: 50 },
        page("data", [ada, lead, nameless], { next: "WzE3MTI=" }),
      ),
    ],
    expected: { entities: [{ id: lead.id }], next: "WzE3MTI=" },
  },
  {
    name: "orders by search, of which all is asked",
    type: "Contact",
    reading: { kind: "list", size: 2, order: { field: "updatedAt", direction: "DESC" } },
    select: ["id"],
    exchanges: [
      search(
        "/contacts",
        [["created_at", ">", 0]],
        { size: 2, sort: ["updated_at", "descending"] },
        page("data", [nameless, lead], { next: "WzE3MTI=" }),
      ),
    ],
    expected: { entities: [{ id: nameless.id }, { id: lead.id }], next: "WzE3MTI=" },
  },
  {
    name: "counts users and leads",
    type: "Contact",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [get("/contacts", { per_page: 1 }, page("data", [ada], { total: 9_999 }))],
    expected: 9_999,
  },
  {
    name: "can't count a part of them, as the search counts days",
    type: "Contact",
    reading: { kind: "count", filter: { createdAt: { gte: "2024-04-01T08:00:00.000Z" } } },
    select: ["id"],
    exchanges: [],
    expected: null,
  },
  {
    name: "finds people by e-mail, as many a search as the option says, whatever else an address says",
    type: "Contact",
    reading: {
      kind: "byEmail",
      keys: ["ada@example.com", '"},{"field":"role","operator":"=","value":"user', "", "who@example.com", " "],
    },
    select: ["id", "email"],
    options: { valuesPerSearch: 2 },
    exchanges: [
      search(
        "/contacts",
        [["email", "IN", ["ada@example.com", '"},{"field":"role","operator":"=","value":"user']]],
        {},
        page("data", [ada, archived]),
      ),
      search("/contacts", [["email", "IN", ["who@example.com"]]], {}, page("data", [nameless])),
    ],
    expected: [
      { id: ada.id, email: "ada@example.com" },
      { id: nameless.id, email: "who@example.com" },
    ],
  },
  {
    name: "finds all who have an address, where they are more than a page",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["info@example.com"] },
    select: ["id"],
    exchanges: [
      search("/contacts", [["email", "IN", ["info@example.com"]]], {}, page("data", [lead], { next: "WzE=" })),
      search("/contacts", [["email", "IN", ["info@example.com"]]], { after: "WzE=" }, page("data", [nameless])),
    ],
    expected: [{ id: lead.id }, { id: nameless.id }],
  },
  {
    name: "finds people by external id",
    type: "Contact",
    reading: { kind: "byExternalId", field: "external_id", keys: ["101", "404", ""] },
    select: ["id", "externalIds"],
    mapping: { externalIds: byId },
    exchanges: [search("/contacts", [["external_id", "IN", ["101", "404"]]], {}, page("data", [ada]))],
    expected: [{ id: ada.id, externalIds: [{ source: "crm", id: "101" }] }],
  },
  {
    name: "finds people by an attribute of the workspace's own",
    type: "Contact",
    reading: { kind: "byExternalId", field: "custom_attributes.stripe_id", keys: ["cus_QXg1o8vcGmoR32"] },
    select: ["id"],
    exchanges: [
      search("/contacts", [["custom_attributes.stripe_id", "IN", ["cus_QXg1o8vcGmoR32"]]], {}, page("data", [ada])),
    ],
    expected: [{ id: ada.id }],
  },
];

const userCases: readonly ConnectorCase[] = [
  {
    name: "reads admins from their list and contacts by search: both ask and write",
    type: "User",
    reading: { kind: "getMany", ids: [lead.id, ciaran.id, "991260000", ada.id, night.id] },
    select: ["id", "displayName", "email"],
    exchanges: [
      get("/admins", {}, { type: "admin.list", admins: [night, ciaran] }),
      search("/contacts", [["id", "IN", [lead.id, ada.id]]], {}, page("data", [ada, lead])),
    ],
    expected: [
      { id: lead.id, displayName: null, email: null },
      { id: ciaran.id, displayName: "Ciaran Lee", email: "ciaran@desk.example" },
      null,
      { id: ada.id, displayName: "Ada Lovelace", email: "ada@example.com" },
      { id: night.id, displayName: "night@desk.example", email: "night@desk.example" },
    ],
  },
  {
    name: "asks for no contacts where only admins are wanted",
    type: "User",
    reading: { kind: "getMany", ids: [ciaran.id] },
    select: ["id"],
    exchanges: [get("/admins", {}, { type: "admin.list", admins: [ciaran, night] })],
    expected: [{ id: ciaran.id }],
  },
];

const companyCases: readonly ConnectorCase[] = [
  {
    name: "reads companies one a call, by Intercom's id and not by the workspace's",
    type: "Company",
    reading: { kind: "getMany", ids: [bare.id, GONE, acme.id] },
    select: ["id", "name", "domain", "industry", "createdAt", "updatedAt"],
    exchanges: [
      get(`/companies/${bare.id}`, {}, bare),
      get(`/companies/${GONE}`, {}, undefined),
      get(`/companies/${acme.id}`, {}, acme),
    ],
    expected: [
      {
        id: bare.id,
        name: "IntercomQATest1",
        domain: null,
        industry: null,
        createdAt: "2024-12-18T15:56:04.000Z",
        updatedAt: "2024-12-18T15:56:04.000Z",
      },
      null,
      acmeMapped,
    ],
  },
  {
    name: "asks nothing for what would be another path",
    type: "Company",
    reading: { kind: "getMany", ids: ["scroll", "list", "..", "a/b", ""] },
    select: ["id"],
    exchanges: [],
    expected: [null, null, null, null, null],
  },
  {
    name: "lists companies page by page, all pages of one size",
    type: "Company",
    reading: { kind: "pages", size: 10 },
    select: ["id"],
    exchanges: [companyPage(1, 2, [acme]), companyPage(2, 2, [bare])],
    expected: [{ id: acme.id }, { id: bare.id }],
  },
  {
    name: "goes on behind a page of companies",
    type: "Company",
    reading: { kind: "list", size: 10, after: "1" },
    select: ["id"],
    exchanges: [companyPage(2, 3, [bare])],
    expected: { entities: [{ id: bare.id }], next: "2" },
  },
  {
    name: "counts companies",
    type: "Company",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [
      {
        ask: { method: "POST", path: "/companies/list", query: { page: 1, per_page: 1 } },
        reply: page("data", [acme], { total: 77 }),
      },
    ],
    expected: 77,
  },
];

function companyPage(number: number, of: number, records: readonly unknown[]) {
  const reply = page("data", records);
  return {
    ask: { method: "POST", path: "/companies/list", query: { page: number, per_page: 50 } },
    reply: { ...reply, pages: { ...reply.pages, page: number, total_pages: of, next: null } },
  } as const;
}

export const peopleCases: readonly ConnectorCase[] = [...contactCases, ...userCases, ...companyCases];
