import type { ConnectorCase } from "../connector-case.ts";
import invoices from "./fixtures/invoices.json" with { type: "json" };
import subscriptions from "./fixtures/subscriptions.json" with { type: "json" };
import type { Exchange } from "../../support/fake-http.ts";
import { get, invoicesPage } from "./replies.ts";

const { open, paid, draft } = invoices;
const { active, suspended } = subscriptions;
const path = "/v2/invoicing/invoices";
const subscriptionPath = "/v1/billing/subscriptions";

const searchFor = (recipient: string, page: number, reply: unknown): Exchange => ({
  ask: {
    method: "POST",
    path: "/v2/invoicing/search-invoices",
    query: { page, page_size: 100, total_required: true },
    body: { recipient_email: recipient },
  },
  reply,
});

export const billingCases: readonly ConnectorCase[] = [
  {
    name: "reads invoices one a call",
    type: "Invoice",
    reading: { kind: "getMany", ids: [paid.id, "INV2-404", open.id, draft.id] },
    select: ["id", "number", "total", "amountDue", "status", "dueDate", "createdAt"],
    exchanges: [
      get(`${path}/${paid.id}`, paid),
      get(`${path}/INV2-404`, undefined),
      get(`${path}/${open.id}`, open),
      get(`${path}/${draft.id}`, draft),
    ],
    expected: [
      {
        id: paid.id,
        number: "#124",
        total: { minorUnits: 5000, currency: "JPY" },
        amountDue: { minorUnits: 0, currency: "JPY" },
        status: "PAID",
        dueDate: null,
        createdAt: "2026-11-02T00:00:00.000Z",
      },
      null,
      {
        id: open.id,
        number: "#123",
        total: { minorUnits: 7421, currency: "EUR" },
        amountDue: { minorUnits: 5421, currency: "EUR" },
        status: "OPEN",
        dueDate: "2026-10-11",
        createdAt: "2026-10-01T08:23:20.000Z",
      },
      { id: draft.id, number: null, total: null, amountDue: null, status: "DRAFT", dueDate: null, createdAt: null },
    ],
  },
  {
    name: "never lets an id lead to another path",
    type: "Invoice",
    reading: { kind: "getMany", ids: ["..", ".", "", "INV2-1/../../x", "INV2-1?fields=none"] },
    select: ["id"],
    exchanges: [get(`${path}/INV2-1%2F..%2F..%2Fx`, undefined), get(`${path}/INV2-1%3Ffields%3Dnone`, undefined)],
    expected: [null, null, null, null, null],
  },
  {
    name: "lists invoices to the end",
    type: "Invoice",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get(path, invoicesPage(2, open, paid), { page: 1, page_size: 2, total_required: true }),
      get(path, invoicesPage(2, draft), { page: 2, page_size: 2, total_required: true }),
    ],
    expected: [{ id: open.id }, { id: paid.id }, { id: draft.id }],
  },
  {
    name: "lists no invoices where there are none",
    type: "Invoice",
    reading: { kind: "list", size: 100 },
    select: ["id"],
    exchanges: [get(path, invoicesPage(0), { page: 1, page_size: 100, total_required: true })],
    expected: { entities: [], next: null },
  },
  {
    name: "finds all invoices of a recipient, and none of an address that only begins like theirs",
    type: "Invoice",
    reading: { kind: "related", to: "Contact", parentIds: ["ada@example.com", "eve@example.com"], first: 5 },
    select: ["id"],
    exchanges: [
      searchFor("ada@example.com", 1, invoicesPage(2, open, draft)),
      searchFor("ada@example.com", 2, invoicesPage(2, paid)),
      searchFor("eve@example.com", 1, invoicesPage(0)),
    ],
    expected: {
      "ada@example.com": { entities: [{ id: open.id }, { id: paid.id }], hasMore: false },
      "eve@example.com": { entities: [], hasMore: false },
    },
  },
  {
    name: "reads subscriptions one a call",
    type: "BillingSubscription",
    reading: { kind: "getMany", ids: [suspended.id, "I-404", active.id] },
    select: ["id", "status", "currentPeriodStart", "currentPeriodEnd", "cancelAtPeriodEnd", "createdAt"],
    exchanges: [
      get(`${subscriptionPath}/${suspended.id}`, suspended),
      get(`${subscriptionPath}/I-404`, undefined),
      get(`${subscriptionPath}/${active.id}`, active),
    ],
    expected: [
      {
        id: suspended.id,
        status: "PAUSED",
        currentPeriodStart: null,
        currentPeriodEnd: null,
        cancelAtPeriodEnd: null,
        createdAt: "2025-06-01T00:00:00.000Z",
      },
      null,
      {
        id: active.id,
        status: "ACTIVE",
        currentPeriodStart: null,
        currentPeriodEnd: "2026-12-10T10:00:00.000Z",
        cancelAtPeriodEnd: null,
        createdAt: "2026-01-10T21:20:00.000Z",
      },
    ],
  },
];
