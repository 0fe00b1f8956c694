import type { ConnectorCase } from "../connector-case.ts";
import transactions from "./fixtures/transactions.json" with { type: "json" };
import { found, searchFor } from "./replies.ts";

const { ada, adaAgain, guest, denied, refund, reversal, bought, refundReceived, authorization, withdrawal } =
  transactions;

const NOW = "2026-11-25T12:00:00.000Z";
/** 1,095 days before, but for an hour. */
const START = "2023-11-26T13:00:00.000Z";
const END = "2023-12-27T13:00:00.000Z"; // 31 days on

const everything = [
  adaAgain, // out of order on purpose
  bought,
  ada,
  guest,
  { transaction_info: { transaction_event_code: "T0006", transaction_status: "S" } }, // nothing to keep it by
  denied,
  refund,
  reversal,
  refundReceived,
  authorization,
  withdrawal,
];

const firstPage = {
  reading: { kind: "feed", nowMs: Date.parse(NOW) },
  exchanges: [searchFor(START, END, found(everything, { refreshed: "2026-11-25T09:29:59Z" }))],
} as const;

const next = [END, 0, 1].map((at) => (typeof at === "string" ? Date.parse(at) : at)).join(" ");
const then = { next: `${next} ${31 * 86_400_000} ${Date.parse(NOW)}`, isAtEnd: false };

export const feedCases: readonly ConnectorCase[] = [
  {
    ...firstPage,
    name: "keeps who paid, each once: what the last transaction told, and the first where that is silent",
    type: "Contact",
    select: ["id", "displayName", "email", "phone", "createdAt", "updatedAt", "companyId", "externalIds"],
    mapping: { externalIds: [{ field: "custom_field", source: "crm" }] },
    expected: {
      entities: [
        {
          id: "6STWC2LSUYYYE",
          displayName: "Ada King",
          email: "ada.lovelace@example.com",
          phone: "+4930123456",
          createdAt: "2023-12-01T09:30:00.000Z",
          updatedAt: null,
          companyId: null,
          externalIds: [{ source: "crm", id: "crm-101" }],
        },
        {
          id: "office@acme.example",
          displayName: "ACME Ltd",
          email: "Office@Acme.example",
          phone: null,
          createdAt: "2023-12-02T00:00:00.000Z",
          updatedAt: null,
          companyId: null,
          externalIds: [],
        },
      ],
      ...then,
    },
  },
  {
    ...firstPage,
    name: "keeps what came in as payments, in order of change",
    type: "Payment",
    select: ["id", "amount", "status", "description", "contactId", "createdAt"],
    expected: {
      entities: [
        {
          id: "5TY05013RG002845M",
          amount: { minorUnits: 1234, currency: "EUR" },
          status: "SUCCEEDED",
          description: "Order 17",
          contactId: "6STWC2LSUYYYE",
          createdAt: "2023-12-01T09:30:00.000Z",
        },
        {
          id: "8XX11111YY2222233",
          amount: { minorUnits: 1234, currency: "KWD" },
          status: "PROCESSING",
          description: null,
          contactId: "office@acme.example",
          createdAt: "2023-12-02T00:00:00.000Z",
        },
        {
          id: "3DD33333EE4444455",
          amount: { minorUnits: 9900, currency: "USD" },
          status: "FAILED",
          description: null,
          contactId: null,
          createdAt: "2023-12-03T00:00:00.000Z",
        },
        {
          id: "1AB23456CD789012E",
          amount: { minorUnits: 500, currency: "JPY" },
          status: "SUCCEEDED",
          description: null,
          contactId: "6STWC2LSUYYYE",
          createdAt: "2023-12-20T09:00:00.000Z",
        },
      ],
      ...then,
    },
  },
  {
    ...firstPage,
    name: "keeps what went back as refunds, of their payment where they name one",
    type: "Refund",
    select: ["id", "amount", "status", "reason", "paymentId", "createdAt"],
    expected: {
      entities: [
        {
          id: "9RF12345GH678901J",
          amount: { minorUnits: 234, currency: "EUR" },
          status: "SUCCEEDED",
          reason: "Damaged on the way",
          paymentId: "5TY05013RG002845M",
          createdAt: "2023-12-05T08:00:00.000Z",
        },
        {
          id: "7RV12345GH678901K",
          amount: { minorUnits: 1234, currency: "KWD" },
          status: "PENDING",
          reason: null,
          paymentId: null,
          createdAt: "2023-12-06T08:00:00.000Z",
        },
      ],
      ...then,
    },
  },
];
