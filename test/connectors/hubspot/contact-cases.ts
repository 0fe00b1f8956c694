import type { ConnectorCase } from "../connector-case.ts";
import contacts from "./fixtures/contacts.json" with { type: "json" };
import { batch, batchRead, found, get, inputs, page, partialBatch, search } from "./replies.ts";

const { ada, grace, kenji } = contacts;
const all = ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "externalIds"];
const allProperties = ["firstname", "lastname", "email", "phone", "associatedcompanyid", "stripe_customer_id"];
const externalIds = [{ field: "stripe_customer_id", source: "payments" }];
const adaEntity = {
  id: "101",
  displayName: "Ada Lovelace",
  email: "ada@example.com",
  phone: "+4930123456",
  createdAt: "2024-03-01T09:00:00.120Z",
  updatedAt: "2025-05-02T10:30:00.000Z",
  companyId: "501",
  externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }],
};

export const contactCases: readonly ConnectorCase[] = [
  {
    name: "reads contacts in one batch, with the properties of the selected fields",
    type: "Contact",
    reading: { kind: "getMany", ids: ["103", "404", "101", "102"] },
    select: all,
    mapping: { externalIds },
    exchanges: [
      batchRead(
        "contacts",
        { properties: allProperties, inputs: inputs("103", "404", "101", "102") },
        partialBatch(["404"], grace, ada, kenji),
      ),
    ],
    expected: [
      {
        id: "103",
        displayName: "健二 山田",
        email: "kenji@example.jp",
        phone: "+81312345678",
        createdAt: "2024-03-03T09:00:00.120Z",
        updatedAt: "2025-05-04T10:30:00.000Z",
        companyId: "502",
        externalIds: [],
      },
      null,
      adaEntity,
      {
        id: "102",
        displayName: "grace@example.com",
        email: "grace@example.com",
        phone: null,
        createdAt: "2024-03-02T09:00:00.120Z",
        updatedAt: "2025-05-03T10:30:00.000Z",
        companyId: null,
        externalIds: [],
      },
    ],
  },
  {
    name: "names no property that is not selected, and leaves out what can be no id",
    type: "Contact",
    reading: { kind: "getMany", ids: ["101", "../owners", "", "1 OR 1"] },
    select: ["id", "email"],
    exchanges: [batchRead("contacts", { properties: ["email"], inputs: inputs("101") }, batch(ada))],
    expected: [{ id: "101", email: "ada@example.com" }, null, null, null],
  },
  {
    name: "asks nothing when no id can be one",
    type: "Contact",
    reading: { kind: "getMany", ids: ["nobody"] },
    select: ["id"],
    exchanges: [],
    expected: [null],
  },
  {
    name: "does not know the deals of contacts from a batch",
    type: "Contact",
    reading: { kind: "getMany", ids: ["101", "102"] },
    select: ["id", "dealIds"],
    exchanges: [batchRead("contacts", { properties: [], inputs: inputs("101", "102") }, batch(ada, grace))],
    expected: [
      { id: "101", dealIds: null },
      { id: "102", dealIds: null },
    ],
  },
  {
    name: "reads one contact with its deals",
    type: "Contact",
    reading: { kind: "getMany", ids: ["101"] },
    select: ["id", "email", "dealIds"],
    exchanges: [
      get(
        "/crm/v3/objects/contacts/101",
        { properties: "email", associations: "deals" },
        {
          ...ada,
          associations: {
            deals: {
              results: [
                { id: "9001", type: "contact_to_deal" },
                { id: "9001", type: "contact_to_deal_unlabeled" },
                { id: "9002", type: "contact_to_deal" },
              ],
            },
          },
        },
      ),
    ],
    expected: [{ id: "101", email: "ada@example.com", dealIds: ["9001", "9002"] }],
  },
  {
    name: "reads one contact with what was done with it: the ids of each type, which HubSpot leaves out where there are none",
    type: "Contact",
    reading: { kind: "getMany", ids: ["101"] },
    select: ["id", "dealIds", "activityIds"],
    exchanges: [
      get(
        "/crm/v3/objects/contacts/101",
        { associations: "deals,notes,tasks,calls,meetings,emails" },
        {
          ...ada,
          associations: {
            notes: { results: [{ id: "7001", type: "contact_to_note" }] },
            meetings: {
              results: [
                { id: "7004", type: "contact_to_meeting_event" },
                { id: "7001", type: "contact_to_meeting_event" },
              ],
            },
          },
        },
      ),
    ],
    expected: [{ id: "101", dealIds: [], activityIds: ["note-7001", "meeting-7004", "meeting-7001"] }],
  },
  {
    name: "lists contacts with what was done with them: none, or of one type more than the record lists",
    type: "Contact",
    reading: { kind: "list", size: 2 },
    select: ["id", "activityIds"],
    exchanges: [
      get(
        "/crm/v3/objects/contacts",
        { limit: 2, associations: "notes,tasks,calls,meetings,emails" },
        page([
          ada,
          {
            ...grace,
            associations: {
              notes: { results: [{ id: "7001", type: "contact_to_note" }] },
              emails: {
                results: [{ id: "7005", type: "contact_to_email" }],
                paging: { next: { after: "7005", link: "https://elsewhere.example/next" } },
              },
            },
          },
        ]),
      ),
    ],
    expected: {
      entities: [
        { id: "101", activityIds: [] },
        { id: "102", activityIds: null },
      ],
      next: null,
    },
  },
  {
    name: "has no contact where HubSpot has none",
    type: "Contact",
    reading: { kind: "getMany", ids: ["404"] },
    select: ["id", "dealIds"],
    exchanges: [get("/crm/v3/objects/contacts/404", { associations: "deals" }, undefined)],
    expected: [null],
  },
  {
    name: "lists contacts with their deals: all, none (which HubSpot leaves out), or more than the record lists",
    type: "Contact",
    reading: { kind: "list", size: 50, after: "100" },
    select: ["id", "displayName", "dealIds"],
    exchanges: [
      get(
        "/crm/v3/objects/contacts",
        { limit: 50, properties: "firstname,lastname,email", associations: "deals", after: "100" },
        page(
          [
            { ...ada, associations: { deals: { results: [{ id: "9001", type: "contact_to_deal" }] } } },
            grace,
            {
              ...kenji,
              associations: {
                deals: {
                  results: [{ id: "9003", type: "contact_to_deal" }],
                  paging: { next: { after: "9003", link: "https://elsewhere.example/next" } },
                },
              },
            },
          ],
          "103",
        ),
      ),
    ],
    expected: {
      entities: [
        { id: "101", displayName: "Ada Lovelace", dealIds: ["9001"] },
        { id: "102", displayName: "grace@example.com", dealIds: [] },
        { id: "103", displayName: "健二 山田", dealIds: null },
      ],
      next: "103",
    },
  },
  {
    name: "lists to the end, never more than HubSpot gives at once",
    type: "Contact",
    reading: { kind: "pages", size: 200 },
    select: ["id"],
    exchanges: [
      get("/crm/v3/objects/contacts", { limit: 100 }, page([ada, grace], "102")),
      get("/crm/v3/objects/contacts", { limit: 100, after: "102" }, page([kenji])),
    ],
    expected: [{ id: "101" }, { id: "102" }, { id: "103" }],
  },
  {
    name: "searches where there is a filter or an order, and goes on behind a value",
    type: "Contact",
    reading: {
      kind: "list",
      size: 2,
      after: "1746441000000",
      filter: { createdAt: { gte: "2024-03-01T00:00:00.000Z", lt: "2024-04-01T00:00:00.000Z" } },
      order: { field: "updatedAt", direction: "DESC" },
    },
    select: ["id", "email", "dealIds"],
    exchanges: [
      search(
        "contacts",
        {
          filterGroups: [
            {
              filters: [
                { propertyName: "createdate", operator: "GTE", value: "1709251200000" },
                { propertyName: "createdate", operator: "LT", value: "1711929600000" },
                { propertyName: "lastmodifieddate", operator: "LT", value: "1746441000000" },
              ],
            },
          ],
          sorts: ["-lastmodifieddate"],
          properties: ["email", "lastmodifieddate"],
          limit: 3,
        },
        found(9, [kenji, grace, ada], "3"),
      ),
    ],
    expected: {
      entities: [
        { id: "103", email: "kenji@example.jp", dealIds: null },
        { id: "102", email: "grace@example.com", dealIds: null },
      ],
      next: "1746268200000",
      positions: ["1746354600000", "1746268200000"],
    },
  },
  {
    name: "searches to the end: those without the value come last",
    type: "Deal",
    reading: { kind: "pages", size: 200, order: { field: "closeDate", direction: "ASC" } },
    select: ["id"],
    exchanges: [
      search(
        "deals",
        {
          filterGroups: [{ filters: [{ propertyName: "closedate", operator: "HAS_PROPERTY" }] }],
          sorts: ["closedate"],
          properties: ["closedate"],
          limit: 200,
        },
        found(0, []),
      ),
      search(
        "deals",
        {
          filterGroups: [{ filters: [{ propertyName: "closedate", operator: "NOT_HAS_PROPERTY" }] }],
          sorts: ["hs_object_id"],
          properties: [],
          limit: 200,
        },
        found(0, []),
      ),
    ],
    expected: [],
  },
  {
    name: "counts by a search",
    type: "Contact",
    reading: { kind: "count", filter: { updatedAt: { gte: "2025-01-01T00:00:00.000Z" } } },
    select: ["id"],
    exchanges: [
      search(
        "contacts",
        {
          filterGroups: [{ filters: [{ propertyName: "lastmodifieddate", operator: "GTE", value: "1735689600000" }] }],
          sorts: [],
          properties: [],
          limit: 1,
        },
        found(4711, [ada], "1"),
      ),
    ],
    expected: 4711,
  },
  {
    name: "finds people by e-mail as HubSpot keeps it: in lower case, each once",
    type: "Contact",
    reading: { kind: "byEmail", keys: ["ADA@example.com", "ada@example.com", "nobody@example.com"] },
    select: ["id", "email"],
    exchanges: [
      batchRead(
        "contacts",
        { properties: ["email"], idProperty: "email", inputs: inputs("ada@example.com", "nobody@example.com") },
        partialBatch(["nobody@example.com"], ada),
      ),
    ],
    expected: [{ id: "101", email: "ada@example.com" }],
  },
  {
    name: "finds people by an external id, over as many pages as there are",
    type: "Contact",
    reading: { kind: "byExternalId", field: "stripe_customer_id", keys: ["cus_QXg1o8vcGmoR32", "cus_B"] },
    select: ["id", "externalIds"],
    mapping: { externalIds },
    exchanges: [
      search(
        "contacts",
        {
          filterGroups: [
            {
              filters: [
                { propertyName: "stripe_customer_id", operator: "IN", values: ["cus_qxg1o8vcgmor32", "cus_b"] },
              ],
            },
          ],
          sorts: [],
          properties: ["stripe_customer_id"],
          limit: 200,
        },
        found(2, [ada], "1"),
      ),
      search(
        "contacts",
        {
          filterGroups: [
            {
              filters: [
                { propertyName: "stripe_customer_id", operator: "IN", values: ["cus_qxg1o8vcgmor32", "cus_b"] },
              ],
            },
          ],
          sorts: [],
          properties: ["stripe_customer_id"],
          limit: 200,
          after: "1",
        },
        found(2, [kenji]),
      ),
    ],
    expected: [
      { id: "101", externalIds: [{ source: "payments", id: "cus_QXg1o8vcGmoR32" }] },
      { id: "103", externalIds: [] },
    ],
  },
];
