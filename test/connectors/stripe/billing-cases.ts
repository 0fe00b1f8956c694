import type { ConnectorCase } from "../connector-case.ts";
import invoices from "./fixtures/invoices.json" with { type: "json" };
import subscriptions from "./fixtures/subscriptions.json" with { type: "json" };
import { get, list } from "./replies.ts";

const { paid, open, draft } = invoices;
const { newer, older } = subscriptions;
const customer = "cus_QXg1o8vcGmoR32";

export const billingCases: readonly ConnectorCase[] = [
  {
    name: "reads invoices by id; what is still to be paid is nothing once it is paid",
    type: "Invoice",
    reading: { kind: "getMany", ids: ["in_1", "in_2", "in_0", "in_404"] },
    select: ["id", "number", "total", "amountDue", "status", "dueDate", "createdAt"],
    exchanges: [
      get("/v1/invoices/in_1", {}, open),
      get("/v1/invoices/in_2", {}, paid),
      get("/v1/invoices/in_0", {}, draft),
      get("/v1/invoices/in_404", {}, undefined),
    ],
    expected: [
      {
        id: "in_1",
        number: "A-0001",
        total: { minorUnits: 2500, currency: "KWD" },
        amountDue: { minorUnits: 1500, currency: "KWD" },
        status: "OPEN",
        dueDate: "2023-12-08",
        createdAt: "2023-11-14T22:20:00.000Z",
      },
      {
        id: "in_2",
        number: "A-0002",
        total: { minorUnits: 1000, currency: "USD" },
        amountDue: { minorUnits: 0, currency: "USD" },
        status: "PAID",
        dueDate: null,
        createdAt: "2023-11-14T22:21:40.000Z",
      },
      {
        id: "in_0",
        number: null,
        total: { minorUnits: 1000, currency: "USD" },
        amountDue: { minorUnits: 1000, currency: "USD" },
        status: null,
        dueDate: null,
        createdAt: "2023-11-14T22:18:20.000Z",
      },
      null,
    ],
  },
  {
    name: "reads a customer's invoices",
    type: "Invoice",
    reading: { kind: "related", to: "Contact", parentIds: [customer], first: 2 },
    select: ["id"],
    exchanges: [get("/v1/invoices", { limit: 2, customer }, list("/v1/invoices", true, paid, open))],
    expected: {
      [customer]: { entities: [{ id: "in_2" }, { id: "in_1" }], hasMore: true, positions: ["in_2", "in_1"] },
    },
  },
  {
    name: "reads subscriptions by id, in the newer shape and the older",
    type: "BillingSubscription",
    reading: { kind: "getMany", ids: ["sub_1", "sub_404", "sub_2"] },
    select: ["id", "status", "currentPeriodStart", "currentPeriodEnd", "cancelAtPeriodEnd", "createdAt"],
    exchanges: [
      get("/v1/subscriptions/sub_1", {}, older),
      get("/v1/subscriptions/sub_404", {}, undefined),
      get("/v1/subscriptions/sub_2", {}, newer),
    ],
    expected: [
      {
        id: "sub_1",
        status: "PAST_DUE",
        currentPeriodStart: "2025-11-01T12:26:40.000Z",
        currentPeriodEnd: "2025-12-01T12:26:40.000Z",
        cancelAtPeriodEnd: false,
        createdAt: "2023-11-14T22:20:00.000Z",
      },
      null,
      {
        id: "sub_2",
        status: "ACTIVE",
        currentPeriodStart: "2025-11-13T02:13:20.000Z",
        currentPeriodEnd: "2025-12-13T02:13:20.000Z",
        cancelAtPeriodEnd: true,
        createdAt: "2023-11-14T22:21:40.000Z",
      },
    ],
  },
  {
    name: "reads a customer's subscriptions, those that are over too",
    type: "BillingSubscription",
    reading: { kind: "related", to: "Contact", parentIds: [customer], first: 3, after: "sub_9" },
    select: ["id"],
    exchanges: [
      get(
        "/v1/subscriptions",
        { limit: 3, customer, status: "all", starting_after: "sub_9" },
        list("/v1/subscriptions", false, newer, older),
      ),
    ],
    expected: {
      [customer]: { entities: [{ id: "sub_2" }, { id: "sub_1" }], hasMore: false, positions: ["sub_2", "sub_1"] },
    },
  },
];
