import type { ConnectorCase } from "../connector-case.ts";
import charges from "./fixtures/charges.json" with { type: "json" };
import intents from "./fixtures/payment-intents.json" with { type: "json" };
import refunds from "./fixtures/refunds.json" with { type: "json" };
import { get, list } from "./replies.ts";

const { paid, refused, reserved } = intents;
const { ofIntent, legacy, uncaptured } = charges;
const { done, open } = refunds;
const customer = "cus_QXg1o8vcGmoR32";
const ofIntents = "/v1/payment_intents";
const ofCharges = "/v1/charges";

export const paymentCases: readonly ConnectorCase[] = [
  {
    name: "reads intents and charges by the beginning of their ids; a charge with an intent is no payment of its own",
    type: "Payment",
    reading: { kind: "getMany", ids: ["ch_2", "pi_3", "py_1", "ch_3", "pi_1", "pi_404", "tr_1", "pi_2"] },
    select: ["id", "amount", "status", "description", "contactId", "createdAt"],
    exchanges: [
      get(`${ofCharges}/ch_2`, {}, legacy),
      get(`${ofIntents}/pi_3`, {}, paid),
      get(`${ofCharges}/py_1`, {}, uncaptured),
      get(`${ofCharges}/ch_3`, {}, ofIntent),
      get(`${ofIntents}/pi_1`, {}, reserved),
      get(`${ofIntents}/pi_404`, {}, undefined),
      get(`${ofIntents}/pi_2`, {}, refused),
    ],
    expected: [
      {
        id: "ch_2",
        amount: { minorUnits: 700, currency: "USD" },
        status: "SUCCEEDED",
        description: "My First Test Charge (created for API docs)",
        contactId: customer,
        createdAt: "2023-11-14T22:17:30.000Z",
      },
      {
        id: "pi_3",
        amount: { minorUnits: 1099, currency: "EUR" },
        status: "SUCCEEDED",
        description: "Order 3",
        contactId: customer,
        createdAt: "2023-11-14T22:18:20.000Z",
      },
      {
        id: "py_1",
        amount: { minorUnits: 800, currency: "USD" },
        status: "AUTHORIZED",
        description: "My First Test Charge (created for API docs)",
        contactId: customer,
        createdAt: "2023-11-14T22:14:10.000Z",
      },
      null,
      {
        id: "pi_1",
        amount: { minorUnits: 50, currency: "ISK" },
        status: "AUTHORIZED",
        description: null,
        contactId: null,
        createdAt: "2023-11-14T22:15:00.000Z",
      },
      null,
      null,
      {
        id: "pi_2",
        amount: { minorUnits: 500, currency: "JPY" },
        status: "FAILED",
        description: null,
        contactId: customer,
        createdAt: "2023-11-14T22:16:40.000Z",
      },
    ],
  },
  {
    name: "lists intents to the end",
    type: "Payment",
    reading: { kind: "pages", size: 2 },
    select: ["id"],
    exchanges: [
      get(ofIntents, { limit: 2 }, list(ofIntents, true, paid, refused)),
      get(ofIntents, { limit: 2, starting_after: "pi_2" }, list(ofIntents, false, reserved)),
    ],
    expected: [{ id: "pi_3" }, { id: "pi_2" }, { id: "pi_1" }],
  },
  {
    name: "merges charges without an intent into the list where the option says so",
    type: "Payment",
    reading: { kind: "list", size: 3 },
    select: ["id"],
    options: { legacyCharges: true },
    exchanges: [
      get(ofIntents, { limit: 3 }, list(ofIntents, true, paid, refused)),
      get(ofCharges, { limit: 3 }, list(ofCharges, true, ofIntent, legacy, uncaptured)),
    ],
    expected: {
      entities: [{ id: "pi_3" }, { id: "ch_2" }, { id: "pi_2" }],
      next: "pi_2,ch_2",
      positions: ["pi_3,ch_3", "pi_3,ch_2", "pi_2,ch_2"],
    },
  },
  {
    name: "goes on behind any payment of the merged list",
    type: "Payment",
    reading: { kind: "list", size: 3, after: "pi_3,ch_2" },
    select: ["id"],
    options: { legacyCharges: true },
    exchanges: [
      get(ofIntents, { limit: 3, starting_after: "pi_3" }, list(ofIntents, false, refused, reserved)),
      get(ofCharges, { limit: 3, starting_after: "ch_2" }, list(ofCharges, false, uncaptured)),
    ],
    expected: {
      entities: [{ id: "pi_2" }, { id: "pi_1" }, { id: "py_1" }],
      next: null,
      positions: ["pi_2,ch_2", "pi_1,ch_2", "pi_1,py_1"],
    },
  },
  {
    name: "reads a customer's payments of a time",
    type: "Payment",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: [customer],
      first: 1,
      after: "pi_3",
      filter: { createdAt: { gte: "2023-11-01T00:00:00Z" } },
    },
    select: ["id", "status"],
    exchanges: [
      get(
        ofIntents,
        { limit: 1, customer, starting_after: "pi_3", "created[gte]": 1698796800 },
        list(ofIntents, true, refused),
      ),
    ],
    expected: { [customer]: { entities: [{ id: "pi_2", status: "FAILED" }], hasMore: true, positions: ["pi_2"] } },
  },
  {
    name: "reads a customer's charges without an intent too where the option says so",
    type: "Payment",
    reading: { kind: "related", to: "Contact", parentIds: [customer], first: 5 },
    select: ["id"],
    options: { legacyCharges: true },
    exchanges: [
      get(ofIntents, { limit: 5, customer }, list(ofIntents, false, paid, refused)),
      get(ofCharges, { limit: 5, customer }, list(ofCharges, false, ofIntent, legacy)),
    ],
    expected: {
      [customer]: {
        entities: [{ id: "pi_3" }, { id: "ch_2" }, { id: "pi_2" }],
        hasMore: false,
        positions: ["pi_3,ch_3", "pi_3,ch_2", "pi_2,ch_2"],
      },
    },
  },
  {
    name: "reads refunds by id",
    type: "Refund",
    reading: { kind: "getMany", ids: ["re_1", "re_404", "re_2"] },
    select: ["id", "amount", "status", "reason", "createdAt"],
    exchanges: [
      get("/v1/refunds/re_1", {}, open),
      get("/v1/refunds/re_404", {}, undefined),
      get("/v1/refunds/re_2", {}, done),
    ],
    expected: [
      {
        id: "re_1",
        amount: { minorUnits: 5000, currency: "MGA" },
        status: "PENDING",
        reason: null,
        createdAt: "2023-11-14T22:20:00.000Z",
      },
      null,
      {
        id: "re_2",
        amount: { minorUnits: 100, currency: "USD" },
        status: "SUCCEEDED",
        reason: "requested_by_customer",
        createdAt: "2023-11-14T22:21:40.000Z",
      },
    ],
  },
  {
    name: "reads the refunds of an intent",
    type: "Refund",
    reading: { kind: "related", to: "Payment", parentIds: ["pi_3"], first: 2 },
    select: ["id"],
    exchanges: [get("/v1/refunds", { limit: 2, payment_intent: "pi_3" }, list("/v1/refunds", false, done, open))],
    expected: { pi_3: { entities: [{ id: "re_2" }, { id: "re_1" }], hasMore: false, positions: ["re_2", "re_1"] } },
  },
  {
    name: "reads the refunds of a charge",
    type: "Refund",
    reading: { kind: "related", to: "Payment", parentIds: ["ch_2"], first: 2 },
    select: ["id"],
    exchanges: [get("/v1/refunds", { limit: 2, charge: "ch_2" }, list("/v1/refunds", false))],
    expected: { ch_2: { entities: [], hasMore: false, positions: [] } },
  },
];
