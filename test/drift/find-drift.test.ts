import { describe, expect, it } from "vitest";
import { defineConnector, type Metadata } from "../../src/connectors/contract.ts";
import { findDrift } from "../../src/drift/find-drift.ts";
import { customConnector } from "../../src/loaders/custom-connector.ts";
import { id, oneOf, text } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { CustomSource } from "../../src/mapping/custom-field.ts";
import { placeAt } from "../../src/mapping/custom-place.ts";
import { at, combined, firstOf, required } from "../../src/mapping/field-map.ts";

const connector = defineConnector({
  name: "vendor",
  kind: "desk",
  baseUrl: null,
  auth: [],
  limits: { batchSize: 1, concurrency: 1, timeoutMs: 1_000 },
  entities: {
    Contact: {
      fields: {
        id: required("id", id),
        displayName: at("own.name", text),
        email: firstOf(["own.mail", "own.other"], text),
        createdAt: at("own.made", isoInstant),
      },
    },
    Ticket: {
      fields: {
        id: required("id", id),
        status: at("own.state", oneOf({ open: "OPEN", shut: "CLOSED", gone: "CLOSED" })),
        subject: combined(["own.state", "own.title"], () => ""),
        tags: { paths: [], read: () => null },
      },
    },
  },
  customField: (_, name) => placeAt(["own", name]),
  probe: async () => undefined,
});

const covers = (path: string): boolean => path.startsWith("own.");
const field = (
  path: string,
  kind: "text" | "number" | "boolean" | "instant" | "choice",
  values?: readonly string[],
) => ({
  path: `own.${path}`,
  kind,
  vendorType: kind.toUpperCase(),
  ...(values && { values }),
});
const contact = [field("name", "text"), field("mail", "text"), field("other", "text"), field("made", "instant")];

const driftIn = (metadata: Metadata, ...custom: readonly CustomSource[]) =>
  findDrift(customConnector(connector, custom), metadata, { customFields: custom });

describe("findDrift", () => {
  it("finds nothing where all is as expected, nor in what the vendor tells nothing of", () => {
    expect(driftIn({ Contact: { covers, fields: contact } })).toEqual([]);
    expect(driftIn({})).toEqual([]);
  });

  it("finds what is gone: an error, or a warning where the field has other places", () => {
    const fields = contact.filter(({ path }) => path !== "own.name" && path !== "own.mail");
    expect(driftIn({ Contact: { covers, fields } })).toEqual([
      expect.objectContaining({
        severity: "error",
        field: "Customer.displayName",
        path: "own.name",
        problem: "missing",
      }),
      expect.objectContaining({ severity: "warning", field: "Customer.email", path: "own.mail", problem: "missing" }),
    ]);
  });

  it("finds types that the mapping can't read", () => {
    const fields = [...contact.filter(({ path }) => path !== "own.made"), field("made", "number")];
    expect(driftIn({ Contact: { covers, fields } })).toEqual([
      {
        severity: "error",
        field: "Customer.createdAt",
        path: "own.made",
        problem: "type",
        message: "is of type NUMBER, which the mapping can't read: it reads instant, date",
      },
    ]);
  });

  it("finds values that would be UNKNOWN, and none that an account has not", () => {
    const fields = [field("state", "choice", ["open", "waiting"]), field("title", "text")];
    expect(driftIn({ Ticket: { covers, fields } })).toEqual([
      {
        severity: "warning",
        field: "Ticket.status",
        path: "own.state",
        problem: "unknown value",
        message: 'has the value "waiting", which becomes UNKNOWN: no value of ours is said to be it',
      },
    ]);
  });

  it("finds the same of fields that the configuration adds, and words that no value has", () => {
    const own = { entity: "Contact", field: "", name: "" } as const;
    const fields = [...contact, field("tier", "choice", ["gold", "silver"]), field("vip", "number")];
    const drift = driftIn(
      { Contact: { covers, fields } },
      { ...own, name: "tier", field: "tier", type: { GOLD: ["gold"], BRONZE: ["bronze"] } },
      { ...own, name: "isVip", field: "vip", type: "Boolean" },
      { ...own, name: "since", field: "since", type: "Date" },
    );
    expect(drift.map((one) => [one.severity, one.field, one.problem])).toEqual([
      ["warning", "Customer.tier", "unknown value"],
      ["warning", "Customer.tier", "unused value"],
      ["error", "Customer.isVip", "type"],
      ["error", "Customer.since", "missing"],
    ]);
  });

  it("knows that words for true and false can be of many types", () => {
    const own = { entity: "Contact", name: "isVip", field: "vip", type: "Boolean" } as const;
    const told = { Contact: { covers, fields: [...contact, field("vip", "text")] } };
    expect(driftIn(told, { ...own, trueWords: ["ja"], falseWords: ["nein"] })).toEqual([]);
    expect(driftIn(told, own)).toHaveLength(1);
  });
});
