import type { ConnectorCase } from "../connector-case.ts";
import people from "./fixtures/people.json" with { type: "json" };
import { DATA, furtherPage, page, query, record } from "./replies.ts";

const { ada, grace, kenji, mary, otto, acme, tokyo } = people;
const externalIds = [{ field: "Stripe_Customer__c", source: "payments" }];
const all = ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "externalIds"];
const columns = "Id,Name,Email,Phone,CreatedDate,SystemModstamp,AccountId,Stripe_Customer__c";

export const peopleCases: readonly ConnectorCase[] = [
  {
    name: "reads contacts by one query, ids in 18 characters, and leaves out what can be no id",
    type: "Contact",
    reading: {
      kind: "getMany",
      ids: [kenji.Id, "00300000003T2PGAA0", ada.Id, grace.Id, "0035g00000AbCdEAAW", "x' OR Name != '", ""],
    },
    select: all,
    mapping: { externalIds },
    exchanges: [
      query(
        `SELECT ${columns} FROM Contact WHERE Id IN ('${kenji.Id}','00300000003T2PGAA0','${ada.Id}','${grace.Id}')`,
        ada,
        grace,
        kenji,
      ),
    ],
    expected: [
      {
        id: kenji.Id,
        displayName: "山田 健二",
        email: "kenji@example.jp",
        phone: "+81312345678",
        createdAt: "2024-03-02T09:00:00.000Z",
        updatedAt: "2025-05-04T10:30:00.000Z",
        companyId: tokyo.Id,
        externalIds: [],
      },
      null,
      {
        id: ada.Id,
        displayName: "Ada Lovelace",
        email: "Ada@Example.com",
        phone: "+4930123456",
        createdAt: "2024-03-01T09:00:00.000Z",
        updatedAt: "2025-05-02T10:30:00.000Z",
        companyId: acme.Id,
        externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }],
      },
      {
        id: grace.Id,
        displayName: "Hopper",
        email: null,
        phone: null,
        createdAt: "2024-03-02T09:00:00.000Z",
        updatedAt: "2025-05-03T10:30:00.000Z",
        companyId: null,
        externalIds: [],
      },
      null,
      null,
      null,
    ],
  },
  {
    name: "reads contacts by a POST where a query is too long for an address; null is in place of a missing one",
    type: "Contact",
    reading: { kind: "getMany", ids: [ada.Id, "00300000003T2PGAA0", grace.Id] },
    select: ["id", "email"],
    options: { maxAddressBytes: 120 },
    exchanges: [
      {
        ask: {
          method: "POST",
          path: `${DATA}/composite/sobjects/Contact`,
          body: { ids: [ada.Id, "00300000003T2PGAA0", grace.Id], fields: ["Id", "Email"] },
        },
        reply: [record("Contact", ada, ["Id", "Email"]), null, record("Contact", grace, ["Id", "Email"])],
      },
    ],
    expected: [{ id: ada.Id, email: "Ada@Example.com" }, null, { id: grace.Id, email: null }],
  },
  {
    name: "asks nothing when no id can be one",
    type: "Contact",
    reading: { kind: "getMany", ids: ["nobody", "0035g00000AbCdEAAV1"] },
    select: ["id"],
    exchanges: [],
    expected: [null, null],
  },
  {
    name: "lists contacts in the order of creation, one more than asked for, and says where each stands",
    type: "Contact",
    reading: { kind: "list", size: 2, after: "00300000003T2PGAA0" },
    select: ["id", "displayName"],
    exchanges: [
      query("SELECT Id,Name FROM Contact WHERE Id > '00300000003T2PGAA0' ORDER BY Id ASC LIMIT 3", ada, grace, kenji),
    ],
    expected: {
      entities: [
        { id: ada.Id, displayName: "Ada Lovelace" },
        { id: grace.Id, displayName: "Hopper" },
      ],
      next: grace.Id,
      positions: [ada.Id, grace.Id],
    },
  },
  {
    name: "lists to the end",
    type: "Contact",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      query("SELECT Id FROM Contact ORDER BY Id ASC LIMIT 3", ada, grace, kenji),
      query(`SELECT Id FROM Contact WHERE Id > '${grace.Id}' ORDER BY Id ASC LIMIT 3`, kenji),
    ],
    expected: [{ id: ada.Id }, { id: grace.Id }, { id: kenji.Id }],
  },
  {
    name: "goes on behind the last record when Salesforce gives fewer than asked for",
    type: "Contact",
    reading: { kind: "pages", size: 200 },
    select: ["id"],
    exchanges: [
      page("SELECT Id FROM Contact ORDER BY Id ASC LIMIT 201", [ada, grace], "01g5g00000AbCdE-2", 3),
      query(`SELECT Id FROM Contact WHERE Id > '${grace.Id}' ORDER BY Id ASC LIMIT 201`, kenji),
    ],
    expected: [{ id: ada.Id }, { id: grace.Id }, { id: kenji.Id }],
  },
  {
    name: "filters and orders by time, and goes on by time and id: of those of one second, none is lost",
    type: "Contact",
    reading: {
      kind: "pages",
      size: 2,
      filter: { updatedAt: { gte: "2025-01-01T00:00:00.000Z", lt: "2026-01-01T00:00:00.5Z" } },
      order: { field: "createdAt", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      query(
        "SELECT Id,CreatedDate FROM Contact WHERE SystemModstamp >= 2025-01-01T00:00:00Z AND SystemModstamp < 2026-01-01T00:00:00.500Z " +
          "ORDER BY CreatedDate DESC,Id DESC LIMIT 3",
        kenji,
        grace,
        ada,
      ),
      query(
        "SELECT Id,CreatedDate FROM Contact WHERE SystemModstamp >= 2025-01-01T00:00:00Z AND SystemModstamp < 2026-01-01T00:00:00.500Z " +
          `AND (CreatedDate < 2024-03-02T09:00:00Z OR (CreatedDate = 2024-03-02T09:00:00Z AND Id < '${grace.Id}')) ` +
          "ORDER BY CreatedDate DESC,Id DESC LIMIT 3",
        ada,
      ),
    ],
    expected: [{ id: kenji.Id }, { id: grace.Id }, { id: ada.Id }],
  },
  {
    name: "counts without a record",
    type: "Contact",
    reading: { kind: "count", filter: { createdAt: { gte: "2025-01-01T00:00:00Z" } } },
    select: ["id"],
    exchanges: [page("SELECT COUNT() FROM Contact WHERE CreatedDate >= 2025-01-01T00:00:00Z", [], null, 4711)],
    expected: 4711,
  },
  {
    name: "finds people by e-mail, also several of one address, over as many pages as there are",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["ada@example.com", "o'neil@example.com", "ada@example.com"] },
    select: ["id", "email"],
    exchanges: [
      page(
        String.raw`SELECT Id,Email FROM Contact WHERE Email IN ('ada@example.com','o\'neil@example.com')`,
        [ada],
        "01g5g00000AbCdE-2000",
        2,
      ),
      furtherPage("SELECT Id,Email FROM Contact", "01g5g00000AbCdE-2000", [{ ...grace, Email: "ADA@example.com" }], 2),
    ],
    expected: [
      { id: ada.Id, email: "Ada@Example.com" },
      { id: grace.Id, email: "ADA@example.com" },
    ],
  },
  {
    name: "asks for many addresses side by side where one query is too long",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["ada@example.com", "kenji@example.jp", "nobody@example.com"] },
    select: ["id"],
    options: { maxAddressBytes: 140 },
    exchanges: [
      query("SELECT Id FROM Contact WHERE Email IN ('ada@example.com','kenji@example.jp')", ada, kenji),
      query("SELECT Id FROM Contact WHERE Email IN ('nobody@example.com')"),
    ],
    expected: [{ id: ada.Id }, { id: kenji.Id }],
  },
  {
    name: "finds people by a field that names records of another source",
    type: "Contact",
    reading: { kind: "byExternalId", field: "Stripe_Customer__c", keys: ["cus_QXg1o8vcGmoR32", "cus_B", ""] },
    select: ["id", "externalIds"],
    mapping: { externalIds },
    exchanges: [
      query(
        "SELECT Id,Stripe_Customer__c FROM Contact WHERE Stripe_Customer__c IN ('cus_QXg1o8vcGmoR32','cus_B')",
        ada,
      ),
    ],
    expected: [{ id: ada.Id, externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }] }],
  },
  {
    name: "reads users, and contacts who ask for tickets; a queue is nobody",
    type: "User",
    reading: { kind: "getMany", ids: [otto.Id, ada.Id, "00G5g00000QuEuEEAV", mary.Id] },
    select: ["id", "displayName", "email"],
    exchanges: [
      query(`SELECT Id,Name,Email FROM User WHERE Id IN ('${otto.Id}','${mary.Id}')`, mary, otto),
      query(`SELECT Id,Name,Email FROM Contact WHERE Id IN ('${ada.Id}')`, ada),
    ],
    expected: [
      { id: otto.Id, displayName: "Otto Seller", email: "otto@acme.example" },
      { id: ada.Id, displayName: "Ada Lovelace", email: "Ada@Example.com" },
      null,
      { id: mary.Id, displayName: "Mary Seller", email: "mary@acme.example" },
    ],
  },
  {
    name: "reads accounts as companies",
    type: "Company",
    reading: { kind: "getMany", ids: [tokyo.Id, acme.Id] },
    select: ["id", "name", "domain", "industry", "createdAt", "updatedAt"],
    exchanges: [
      query(
        `SELECT Id,Name,Website,Industry,CreatedDate,SystemModstamp FROM Account WHERE Id IN ('${tokyo.Id}','${acme.Id}')`,
        acme,
        tokyo,
      ),
    ],
    expected: [
      {
        id: tokyo.Id,
        name: "東京商事",
        domain: null,
        industry: null,
        createdAt: "2023-01-02T00:00:00.000Z",
        updatedAt: "2025-01-02T00:00:00.000Z",
      },
      {
        id: acme.Id,
        name: "Acme GmbH",
        domain: "acme.example",
        industry: "Technology",
        createdAt: "2023-01-01T00:00:00.000Z",
        updatedAt: "2025-01-01T00:00:00.000Z",
      },
    ],
  },
  {
    name: "lists companies to the end",
    type: "Company",
    reading: { kind: "pages", size: 1 },
    select: ["id"],
    exchanges: [
      query("SELECT Id FROM Account ORDER BY Id ASC LIMIT 2", acme, tokyo),
      query(`SELECT Id FROM Account WHERE Id > '${acme.Id}' ORDER BY Id ASC LIMIT 2`, tokyo),
    ],
    expected: [{ id: acme.Id }, { id: tokyo.Id }],
  },
  {
    name: "orders companies by name, and goes on by counting",
    type: "Company",
    reading: { kind: "list", size: 1, after: "5", order: { field: "name", direction: "DESC" } },
    select: ["id", "name"],
    exchanges: [query("SELECT Id,Name FROM Account ORDER BY Name DESC,Id DESC LIMIT 2 OFFSET 5", tokyo, acme)],
    expected: { entities: [{ id: tokyo.Id, name: "東京商事" }], next: "6", positions: ["6"] },
  },
  {
    name: "counts companies",
    type: "Company",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [page("SELECT COUNT() FROM Account", [], null, 12)],
    expected: 12,
  },
];
