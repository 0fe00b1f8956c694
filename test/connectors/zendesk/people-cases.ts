import type { ConnectorCase } from "../connector-case.ts";
import organizations from "./fixtures/organizations.json" with { type: "json" };
import users from "./fixtures/users.json" with { type: "json" };
import { cursorPage, get, results } from "./replies.ts";

const { ada, nameless, big, agent, deleted } = users;
const { one, bare } = organizations;
const byId = [{ field: "external_id", source: "crm" }];

const behindAda = JSON.stringify({ at: "2025-04-01T08:00:00Z", seen: ["20978392"], page: 1 });
const behindNameless = JSON.stringify({ at: "2025-04-02T08:00:00Z", seen: ["20978393"], page: 1 });

export const peopleCases: readonly ConnectorCase[] = [
  {
    name: "reads end users in one batch; agents and deleted users are no contacts",
    type: "Contact",
    reading: { kind: "getMany", ids: ["20978393", "235323", "404", "20978394", "9007199254740991", "20978392"] },
    select: ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "dealIds", "externalIds"],
    mapping: { externalIds: byId },
    exchanges: [
      get(
        "/users/show_many",
        { ids: "20978393,235323,404,20978394,9007199254740991,20978392" },
        { users: [ada, agent, deleted, nameless, big] },
      ),
    ],
    expected: [
      {
        id: "20978393",
        displayName: "who@example.com",
        email: "who@example.com",
        phone: null,
        createdAt: "2024-04-02T08:00:00.000Z",
        updatedAt: "2025-04-02T08:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [],
      },
      null,
      null,
      null,
      {
        id: "9007199254740991",
        displayName: "李 小龍",
        email: "li@example.hk",
        phone: null,
        createdAt: "2024-04-03T08:00:00.000Z",
        updatedAt: "2025-04-03T08:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [],
      },
      {
        id: "20978392",
        displayName: "Ada Lovelace",
        email: "ada@example.com",
        phone: "+4930123456",
        createdAt: "2024-04-01T08:00:00.000Z",
        updatedAt: "2025-04-01T08:00:00.000Z",
        companyId: "57542",
        dealIds: null,
        externalIds: [{ source: "crm", id: "101" }],
      },
    ],
  },
  {
    name: "leaves out what can be no id",
    type: "Contact",
    reading: { kind: "getMany", ids: ["20978392", "1,235323", "me", ""] },
    select: ["id"],
    exchanges: [get("/users/show_many", { ids: "20978392" }, { users: [ada] })],
    expected: [{ id: "20978392" }, null, null, null],
  },
  {
    name: "asks nothing when no id can be one",
    type: "Contact",
    reading: { kind: "getMany", ids: ["me"] },
    select: ["id"],
    exchanges: [],
    expected: [null],
  },
  {
    name: "lists end users to the end, by the cursor and not by the link",
    type: "Contact",
    reading: { kind: "pages", size: 2 },
    select: ["id", "externalIds"],
    mapping: { externalIds: [{ field: "user_fields.stripe_id", source: "payments" }] },
    exchanges: [
      get("/users", { role: "end-user", "page[size]": 2 }, cursorPage("users", [ada, nameless], "MgA==")),
      get("/users", { role: "end-user", "page[size]": 2, "page[after]": "MgA==" }, cursorPage("users", [big])),
    ],
    expected: [
      { id: "20978392", externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }] },
      { id: "20978393", externalIds: [] },
      { id: "9007199254740991", externalIds: [] },
    ],
  },
  {
    name: "filters end users by the export of a search",
    type: "Contact",
    reading: { kind: "list", size: 10, filter: { createdAt: { gte: "2024-04-02T00:00:00.000Z" } } },
    select: ["id"],
    exchanges: [
      get(
        "/search/export",
        { query: "role:end-user created>=2024-04-02T00:00:00Z", "filter[type]": "user", "page[size]": 10 },
        cursorPage("results", [big, nameless]),
      ),
    ],
    expected: { entities: [{ id: "9007199254740991" }, { id: "20978393" }], next: null },
  },
  {
    name: "orders end users by search",
    type: "Contact",
    reading: { kind: "list", size: 2, order: { field: "updatedAt", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      get(
        "/search",
        { query: "type:user role:end-user", sort_by: "updated_at", sort_order: "asc", page: 1, per_page: 2 },
        results(3, [ada, nameless]),
      ),
    ],
    expected: {
      entities: [{ id: "20978392" }, { id: "20978393" }],
      next: behindNameless,
      positions: [behindAda, behindNameless],
    },
  },
  {
    name: "counts end users",
    type: "Contact",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [get("/search/count", { query: "type:user role:end-user" }, { count: 9999 })],
    expected: 9999,
  },
  {
    name: "finds people by e-mail, as many a search as the option says; what can't be said is not asked for",
    type: "Contact",
    reading: {
      kind: "byEmail",
      keys: ["ada@example.com", "who@example.com", 'x" role:admin "@example.com', "johnny@desk.example"],
    },
    select: ["id", "email"],
    options: { emailsPerSearch: 2 },
    exchanges: [
      get(
        "/search",
        { query: 'type:user email:"ada@example.com" email:"who@example.com"', page: 1, per_page: 100 },
        results(2, [nameless, ada]),
      ),
      get("/search", { query: 'type:user email:"johnny@desk.example"', page: 1, per_page: 100 }, results(1, [agent])),
    ],
    expected: [
      { id: "20978393", email: "who@example.com" },
      { id: "20978392", email: "ada@example.com" },
    ],
  },
  {
    name: "finds people by external id",
    type: "Contact",
    reading: { kind: "byExternalId", field: "external_id", keys: ["101", "404", "1,2", ""] },
    select: ["id", "externalIds"],
    mapping: { externalIds: byId },
    exchanges: [get("/users/show_many", { external_ids: "101,404" }, { users: [ada] })],
    expected: [{ id: "20978392", externalIds: [{ source: "crm", id: "101" }] }],
  },
  {
    name: "finds people by a field of the account's own",
    type: "Contact",
    reading: { kind: "byExternalId", field: "user_fields.stripe_id", keys: ["cus_QXg1o8vcGmoR32"] },
    select: ["id"],
    exchanges: [
      get("/search", { query: 'type:user stripe_id:"cus_QXg1o8vcGmoR32"', page: 1, per_page: 100 }, results(1, [ada])),
    ],
    expected: [{ id: "20978392" }],
  },
  {
    name: "reads any users: agents, customers, and those who are gone",
    type: "User",
    reading: { kind: "getMany", ids: ["235323", "20978394", "20978393"] },
    select: ["id", "displayName", "email"],
    exchanges: [get("/users/show_many", { ids: "235323,20978394,20978393" }, { users: [nameless, deleted, agent] })],
    expected: [
      { id: "235323", displayName: "Johnny Agent", email: "johnny@desk.example" },
      { id: "20978394", displayName: "Gone", email: "gone@example.com" },
      { id: "20978393", displayName: "who@example.com", email: "who@example.com" },
    ],
  },
  {
    name: "reads organizations in one batch",
    type: "Company",
    reading: { kind: "getMany", ids: ["57543", "57542"] },
    select: ["id", "name", "domain", "createdAt", "updatedAt"],
    exchanges: [get("/organizations/show_many", { ids: "57543,57542" }, { organizations: [one, bare] })],
    expected: [
      {
        id: "57543",
        name: "Ohne Domain",
        domain: null,
        createdAt: "2009-07-20T22:55:29.000Z",
        updatedAt: "2011-05-05T10:38:52.000Z",
      },
      {
        id: "57542",
        name: "One Organization",
        domain: "example.com",
        createdAt: "2009-07-20T22:55:29.000Z",
        updatedAt: "2011-05-05T10:38:52.000Z",
      },
    ],
  },
];
