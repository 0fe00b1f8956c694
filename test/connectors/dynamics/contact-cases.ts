import type { ConnectorCase } from "../connector-case.ts";
import accounts from "./fixtures/accounts.json" with { type: "json" };
import contacts from "./fixtures/contacts.json" with { type: "json" };
import users from "./fixtures/users.json" with { type: "json" };
import { counted, get, IN, isIn, pagesOf, rows, SECOND_PAGE, withLabels, withTables } from "./replies.ts";

const { yvonne, susanna, bare } = contacts;
const { contoso, tokyo } = accounts;
const { mary, robot } = users;
const missing = "00000000-34cb-ed11-b596-0022481d68cd";
const inActive = (column: string, values: readonly string[]) => ({
  ...isIn(column, values),
  $filter: `statecode eq 0 and ${IN}`,
});

export const contactCases: readonly ConnectorCase[] = [
  {
    name: "reads contacts by id: a parent that is a contact is no company",
    type: "Contact",
    reading: { kind: "getMany", ids: [bare.contactid, missing, susanna.contactid, yvonne.contactid, "1 or 1"] },
    select: ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "dealIds", "externalIds"],
    mapping: { externalIds: [{ field: "new_stripeid", source: "stripe" }] },
    exchanges: [
      get(
        "contacts",
        {
          $select:
            "contactid,fullname,emailaddress1,telephone1,mobilephone,createdon,modifiedon,_parentcustomerid_value," +
            "new_stripeid",
          ...isIn("contactid", [bare.contactid, missing, susanna.contactid, yvonne.contactid]),
        },
        rows("contacts", [yvonne, susanna, bare]),
        withTables,
      ),
    ],
    expected: [
      {
        id: bare.contactid,
        displayName: "山田 太郎",
        email: null,
        phone: null,
        createdAt: "2024-02-03T09:00:00.000Z",
        updatedAt: "2024-02-03T09:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [],
      },
      null,
      {
        id: susanna.contactid,
        displayName: "susanna@contoso.example",
        email: "susanna@contoso.example",
        phone: "+493098765432",
        createdAt: "2024-02-02T09:00:00.000Z",
        updatedAt: "2024-02-02T09:00:00.000Z",
        companyId: null,
        dealIds: null,
        externalIds: [],
      },
      {
        id: yvonne.contactid,
        displayName: "Yvonne McKay (sample)",
        email: "Yvonne.McKay@contoso.example",
        phone: "+49301234567",
        createdAt: "2024-02-01T09:00:00.000Z",
        updatedAt: "2025-03-04T10:20:30.000Z",
        companyId: contoso.accountid,
        dealIds: null,
        externalIds: [{ source: "stripe", id: "cus_49b0" }],
      },
      null,
    ],
  },
  {
    name: "asks nobody for ids that are none",
    type: "Contact",
    reading: { kind: "getMany", ids: ["1", "') or true"] },
    select: ["id"],
    exchanges: [],
    expected: [null, null],
  },
  {
    name: "lists active contacts to the end, all pages in one size",
    type: "Contact",
    reading: { kind: "pages", size: 2 },
    select: ["id", "email"],
    exchanges: [
      get(
        "contacts",
        { $select: "contactid,emailaddress1", $filter: "statecode eq 0", $orderby: "createdon asc,contactid asc" },
        rows("contacts", [yvonne, susanna], SECOND_PAGE),
        pagesOf(2),
      ),
      get(
        "contacts",
        {
          $select: "contactid,emailaddress1",
          $filter: "statecode eq 0",
          $orderby: "createdon asc,contactid asc",
          $skiptoken: SECOND_PAGE,
        },
        rows("contacts", [bare]),
        pagesOf(2),
      ),
    ],
    expected: [
      { id: yvonne.contactid, email: "Yvonne.McKay@contoso.example" },
      { id: susanna.contactid, email: "susanna@contoso.example" },
      { id: bare.contactid, email: null },
    ],
  },
  {
    name: "filters by whole seconds and orders",
    type: "Contact",
    reading: {
      kind: "list",
      size: 50,
      filter: { createdAt: { gte: "2024-02-01T08:59:59.5Z", lt: "2024-02-03T10:00:00+01:00" } },
      order: { field: "updatedAt", direction: "DESC" },
    },
    select: ["id"],
    exchanges: [
      get(
        "contacts",
        {
          $select: "contactid",
          $filter: "statecode eq 0 and createdon ge 2024-02-01T09:00:00Z and createdon lt 2024-02-03T09:00:00Z",
          $orderby: "modifiedon desc,contactid desc",
        },
        rows("contacts", [yvonne], SECOND_PAGE),
        pagesOf(50),
      ),
    ],
    expected: { entities: [{ id: yvonne.contactid }], next: `50.0.${SECOND_PAGE}` },
  },
  {
    name: "goes on in the middle of a page that was larger",
    type: "Contact",
    reading: { kind: "list", size: 1, after: `3.1.${SECOND_PAGE}` },
    select: ["id"],
    exchanges: [
      get(
        "contacts",
        {
          $select: "contactid",
          $filter: "statecode eq 0",
          $orderby: "createdon asc,contactid asc",
          $skiptoken: SECOND_PAGE,
        },
        rows("contacts", [yvonne, susanna, bare]),
        pagesOf(3),
      ),
    ],
    expected: { entities: [{ id: susanna.contactid }], next: `3.2.${SECOND_PAGE}` },
  },
  {
    name: "counts",
    type: "Contact",
    reading: { kind: "count", filter: { updatedAt: { gte: "2025-01-01T00:00:00Z" } } },
    select: ["id"],
    exchanges: [
      get(
        "contacts",
        { $select: "contactid", $filter: "statecode eq 0 and modifiedon ge 2025-01-01T00:00:00Z", $count: true },
        {
          ...rows("contacts", [yvonne], SECOND_PAGE),
          "@odata.count": 3,
          "@Microsoft.Dynamics.CRM.totalrecordcount": 3,
          "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": false,
        },
        counted,
      ),
    ],
    expected: 3,
  },
  {
    name: "does not say 5,000 where Dataverse stops counting",
    type: "Contact",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [
      get(
        "contacts",
        { $select: "contactid", $filter: "statecode eq 0", $count: true },
        {
          ...rows("contacts", [yvonne], SECOND_PAGE),
          "@odata.count": 5_000,
          "@Microsoft.Dynamics.CRM.totalrecordcount": 5_000,
          "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": true,
        },
        counted,
      ),
    ],
    expected: null,
  },
  {
    name: "finds all who share an e-mail address, over more than one page",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["yvonne.mckay@contoso.example", "o'brien@contoso.example"] },
    select: ["id"],
    exchanges: [
      get(
        "contacts",
        {
          $select: "contactid",
          ...inActive("emailaddress1", []),
          "@p2": '["yvonne.mckay@contoso.example","o\\u0027brien@contoso.example"]',
        },
        rows("contacts", [yvonne], SECOND_PAGE),
      ),
      get(
        "contacts",
        {
          $select: "contactid",
          ...inActive("emailaddress1", []),
          "@p2": '["yvonne.mckay@contoso.example","o\\u0027brien@contoso.example"]',
          $skiptoken: SECOND_PAGE,
        },
        rows("contacts", [susanna]),
      ),
    ],
    expected: [{ id: yvonne.contactid }, { id: susanna.contactid }],
  },
  {
    name: "finds contacts by an external id",
    type: "Contact",
    reading: { kind: "byExternalId", field: "new_stripeid", keys: ["cus_49b0"] },
    select: ["id", "externalIds"],
    mapping: { externalIds: [{ field: "new_stripeid", source: "stripe" }] },
    exchanges: [
      get(
        "contacts",
        { $select: "contactid,new_stripeid", ...inActive("new_stripeid", ["cus_49b0"]) },
        rows("contacts", [yvonne]),
      ),
    ],
    expected: [{ id: yvonne.contactid, externalIds: [{ source: "stripe", id: "cus_49b0" }] }],
  },
  {
    name: "reads companies by id, industries by their labels",
    type: "Company",
    reading: { kind: "getMany", ids: [tokyo.accountid, contoso.accountid] },
    select: ["id", "name", "domain", "industry", "createdAt", "updatedAt"],
    exchanges: [
      get(
        "accounts",
        {
          $select: "accountid,name,websiteurl,industrycode,createdon,modifiedon",
          ...isIn("accountid", [tokyo.accountid, contoso.accountid]),
        },
        rows("accounts", [contoso, tokyo]),
        withLabels,
      ),
    ],
    expected: [
      {
        id: tokyo.accountid,
        name: "東京商事",
        domain: null,
        industry: null,
        createdAt: "2023-01-02T00:00:00.000Z",
        updatedAt: "2025-01-02T00:00:00.000Z",
      },
      {
        id: contoso.accountid,
        name: "Contoso GmbH",
        domain: "contoso.example",
        industry: "Accounting",
        createdAt: "2023-01-01T00:00:00.000Z",
        updatedAt: "2025-01-01T00:00:00.000Z",
      },
    ],
  },
  {
    name: "lists companies by name",
    type: "Company",
    reading: { kind: "list", size: 10, order: { field: "name", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      get(
        "accounts",
        { $select: "accountid", $filter: "statecode eq 0", $orderby: "name asc,accountid asc" },
        rows("accounts", [contoso, tokyo]),
        pagesOf(10),
      ),
    ],
    expected: { entities: [{ id: contoso.accountid }, { id: tokyo.accountid }], next: null },
  },
  {
    name: "lists companies to the end",
    type: "Company",
    reading: { kind: "pages", size: 1 },
    select: ["id"],
    exchanges: [
      get(
        "accounts",
        { $select: "accountid", $filter: "statecode eq 0", $orderby: "createdon asc,accountid asc" },
        rows("accounts", [contoso], SECOND_PAGE),
        pagesOf(1),
      ),
      get(
        "accounts",
        {
          $select: "accountid",
          $filter: "statecode eq 0",
          $orderby: "createdon asc,accountid asc",
          $skiptoken: SECOND_PAGE,
        },
        rows("accounts", [tokyo]),
        pagesOf(1),
      ),
    ],
    expected: [{ id: contoso.accountid }, { id: tokyo.accountid }],
  },
  {
    name: "counts companies",
    type: "Company",
    reading: { kind: "count" },
    select: ["id"],
    exchanges: [
      get(
        "accounts",
        { $select: "accountid", $filter: "statecode eq 0", $count: true },
        { ...rows("accounts", [contoso]), "@odata.count": 2 },
        counted,
      ),
    ],
    expected: 2,
  },
  {
    name: "reads users in one call",
    type: "User",
    reading: { kind: "getMany", ids: [robot.systemuserid, mary.systemuserid] },
    select: ["id", "displayName", "email"],
    exchanges: [
      get(
        "systemusers",
        {
          $select: "systemuserid,fullname,internalemailaddress",
          ...isIn("systemuserid", [robot.systemuserid, mary.systemuserid]),
        },
        rows("systemusers", [mary, robot]),
      ),
      // Asked for only where a user is missing.
      ...[mary, robot].map(({ systemuserid }) =>
        get(
          "contacts",
          { $select: "contactid,fullname,emailaddress1", ...isIn("contactid", [systemuserid]) },
          rows("contacts", []),
        ),
      ),
    ],
    expected: [
      { id: robot.systemuserid, displayName: "# Power Platform", email: null },
      { id: mary.systemuserid, displayName: "Mary Sales", email: "mary@contoso.example" },
    ],
  },
  {
    name: "finds those who are no users among the contacts",
    type: "User",
    reading: { kind: "getMany", ids: [yvonne.contactid, missing] },
    select: ["id", "displayName", "email"],
    exchanges: [
      get(
        "systemusers",
        {
          $select: "systemuserid,fullname,internalemailaddress",
          ...isIn("systemuserid", [yvonne.contactid, missing]),
        },
        rows("systemusers", []),
      ),
      get(
        "contacts",
        { $select: "contactid,fullname,emailaddress1", ...isIn("contactid", [yvonne.contactid, missing]) },
        rows("contacts", [yvonne]),
      ),
    ],
    expected: [
      { id: yvonne.contactid, displayName: "Yvonne McKay (sample)", email: "Yvonne.McKay@contoso.example" },
      null,
    ],
  },
];
