import { readFileSync } from "node:fs";
import type { ConnectorCase } from "../connector-case.ts";

/** By the template in docs/smartico.md. */
const full = JSON.parse(readFileSync(new URL("fixtures/webhook-body.json", import.meta.url), "utf8")) as Readonly<
  Record<string, unknown>
>;
/** The vendor's own example of a template, rendered: what it does not carry is not there. */
const smallest = { smartico_user_id: "70004418", user_ext_id: "4418", user_ext_id_clean: "4418", brand: "501" };
/** A template without a brand, as an account of one needs none; numbers and lists unquoted, and nothing known. */
const bare = {
  user_ext_id: 4419,
  ach_points_balance: 0,
  ach_level_current: 3,
  core_external_segment: [],
  missions: "Play five games,Invite a friend",
  badges: "",
  churn_risk: 1,
};

const contactFields = ["id", "brandId", "displayName", "email", "phone", "createdAt", "updatedAt", "externalIds"];
const playerFields = [
  "id",
  "brandId",
  "contactId",
  "externalId",
  "language",
  "level",
  "points",
  "segments",
  "markers",
  "badges",
  "missions",
  "predictions",
  "createdAt",
  "updatedAt",
];
const nothing = (fields: readonly string[]): object => Object.fromEntries(fields.map((field) => [field, null]));

export const cases: readonly ConnectorCase[] = [
  {
    name: "the person of a full template",
    type: "Contact",
    reading: { kind: "kept", body: full },
    select: contactFields,
    mapping: { externalIds: [{ field: "crm_contact_id", source: "crm" }] },
    exchanges: [],
    expected: [
      {
        id: "north%2Fsea/4417",
        brandId: "north/sea",
        displayName: "Ida Berg",
        email: "Ida.Berg@example.com",
        phone: "+4915112345678",
        createdAt: "2025-01-01T00:00:00.000Z",
        updatedAt: "2025-12-01T00:00:00.123Z",
        externalIds: [{ source: "crm", id: "101000051" }],
      },
    ],
  },
  {
    name: "the player of a full template",
    type: "Player",
    reading: { kind: "kept", body: full },
    select: playerFields,
    exchanges: [],
    expected: [
      {
        id: "north%2Fsea/4417",
        brandId: "north/sea",
        contactId: "north%2Fsea/4417",
        externalId: "4417",
        language: "DE",
        level: "Gold",
        points: 1250,
        segments: ["slots", "vip"],
        markers: ["call-before-block"],
        badges: ["night-owl", "explorer"],
        missions: [
          { name: "Play five games", progressPercent: 100 },
          { name: "Invite a friend", progressPercent: null },
        ],
        predictions: { lifetimeValue: { minorUnits: 31_050, currency: "EUR" }, churnRisk: 0.12 },
        createdAt: "2025-01-01T00:00:00.000Z",
        updatedAt: "2025-12-01T00:00:00.123Z",
      },
    ],
  },
  {
    name: "the vendor's own example",
    type: "Player",
    reading: { kind: "kept", body: smallest },
    select: playerFields,
    exchanges: [],
    expected: [{ ...nothing(playerFields), id: "501/4418", brandId: "501", contactId: "501/4418", externalId: "4418" }],
  },
  {
    name: "a template without a brand, of values that are no texts",
    type: "Player",
    reading: { kind: "kept", body: bare },
    select: playerFields,
    exchanges: [],
    expected: [
      {
        ...nothing(playerFields),
        id: "/4419",
        contactId: "/4419",
        externalId: "4419",
        level: "3",
        points: 0,
        segments: [],
        missions: [
          { name: "Play five games", progressPercent: null },
          { name: "Invite a friend", progressPercent: null },
        ],
        predictions: { lifetimeValue: null, churnRisk: 1 },
      },
    ],
  },
  {
    name: "a person of whom nothing is told",
    type: "Contact",
    reading: { kind: "kept", body: bare },
    select: contactFields,
    exchanges: [],
    expected: [{ ...nothing(contactFields), id: "/4419", externalIds: [] }],
  },
];
