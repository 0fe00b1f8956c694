import type { ConnectorCase } from "../connector-case.ts";
import customers from "./fixtures/customers.json" with { type: "json" };
import { found, get, list } from "./replies.ts";

const { ada, nameless, blank, deleted } = customers;
const path = "/v1/customers";
const byCrmId = [{ field: "metadata.crm_id", source: "crm" }];

export const customerCases: readonly ConnectorCase[] = [
  {
    name: "reads customers one a call; deleted and missing ones are not there",
    type: "Contact",
    reading: { kind: "getMany", ids: ["cus_B", "cus_gone", "cus_404", "cus_C", "cus_QXg1o8vcGmoR32"] },
    select: ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "externalIds"],
    mapping: { externalIds: byCrmId },
    exchanges: [
      get(`${path}/cus_B`, {}, nameless),
      get(`${path}/cus_gone`, {}, deleted),
      get(`${path}/cus_404`, {}, undefined),
      get(`${path}/cus_C`, {}, blank),
      get(`${path}/cus_QXg1o8vcGmoR32`, {}, ada),
    ],
    expected: [
      {
        id: "cus_B",
        displayName: "Who@Example.com",
        email: "Who@Example.com",
        phone: null,
        createdAt: "2024-04-01T09:00:01.000Z",
        updatedAt: null,
        companyId: null,
        externalIds: [],
      },
      null,
      null,
      {
        id: "cus_C",
        displayName: null,
        email: null,
        phone: null,
        createdAt: "2024-04-01T09:00:02.000Z",
        updatedAt: null,
        companyId: null,
        externalIds: [],
      },
      {
        id: "cus_QXg1o8vcGmoR32",
        displayName: "Ada Lovelace",
        email: "ada@example.com",
        phone: "+4930123456",
        createdAt: "2024-04-01T09:00:00.000Z",
        updatedAt: null,
        companyId: null,
        externalIds: [{ source: "crm", id: "101" }],
      },
    ],
  },
  {
    name: "never lets an id lead to another path",
    type: "Contact",
    reading: { kind: "getMany", ids: ["..", ".", "", "search", "cus_1/../../charges", "cus_1?expand[]=x"] },
    select: ["id"],
    exchanges: [
      get(`${path}/cus_1%2F..%2F..%2Fcharges`, {}, undefined),
      get(`${path}/cus_1%3Fexpand%5B%5D%3Dx`, {}, undefined),
    ],
    expected: [null, null, null, null, null, null],
  },
  {
    name: "lists customers to the end, newest first",
    type: "Contact",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get(path, { limit: 2 }, list(path, true, blank, nameless)),
      get(path, { limit: 2, starting_after: "cus_B" }, list(path, false, ada)),
    ],
    expected: [{ id: "cus_C" }, { id: "cus_B" }, { id: "cus_QXg1o8vcGmoR32" }],
  },
  {
    name: "lists those of a time, in whole seconds",
    type: "Contact",
    reading: {
      kind: "list",
      size: 100,
      after: "cus_C",
      filter: { createdAt: { gte: "2024-04-01T09:00:00.500Z", lt: "2024-04-02T00:00:00Z" } },
      order: { field: "createdAt", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      get(
        path,
        { limit: 100, starting_after: "cus_C", "created[gte]": 1711962001, "created[lt]": 1712016000 },
        list(path, false, nameless),
      ),
    ],
    expected: { entities: [{ id: "cus_B" }], next: null, positions: ["cus_B"] },
  },
  {
    name: "finds customers by e-mail, as many a search as the option says, over as many pages as there are",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["ada@example.com", 'x" OR email:"y', "who@example.com"] },
    select: ["id", "email"],
    options: { searchClauses: 2 },
    exchanges: [
      get(
        `${path}/search`,
        { query: String.raw`email:"ada@example.com" OR email:"x\" OR email:\"y"`, limit: 100 },
        found([ada], "page2"),
      ),
      get(
        `${path}/search`,
        { query: String.raw`email:"ada@example.com" OR email:"x\" OR email:\"y"`, limit: 100, page: "page2" },
        found([blank]),
      ),
      get(`${path}/search`, { query: 'email:"who@example.com"', limit: 100 }, found([nameless])),
    ],
    expected: [
      { id: "cus_QXg1o8vcGmoR32", email: "ada@example.com" },
      { id: "cus_C", email: null },
      { id: "cus_B", email: "Who@Example.com" },
    ],
  },
  {
    name: "finds customers by metadata, whose key may hold dots",
    type: "Contact",
    reading: { kind: "byExternalId", field: "metadata.desk.id", keys: ["20978392", "404"] },
    select: ["id", "externalIds"],
    mapping: { externalIds: [{ field: "metadata.desk.id", source: "desk" }] },
    exchanges: [
      get(
        `${path}/search`,
        { query: 'metadata["desk.id"]:"20978392" OR metadata["desk.id"]:"404"', limit: 100 },
        found([ada]),
      ),
    ],
    expected: [{ id: "cus_QXg1o8vcGmoR32", externalIds: [{ source: "desk", id: "20978392" }] }],
  },
];
