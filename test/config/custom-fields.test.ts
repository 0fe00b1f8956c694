import { describe, expect, it } from "vitest";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { ConfigError } from "../../src/errors.ts";

const base = `
auth: { issuer: a, audience: b, jwksUrl: "https://id.example/keys" }
sources:
  - { name: crm, connector: hubspot, credentials: { accessToken: env:T } }
  - { name: desk, connector: zendesk, baseUrl: "https://a.zendesk.com", credentials: { accessToken: env:T }, entities: [Contact] }
  - { name: wallet, connector: paypal, credentials: { clientId: env:T, clientSecret: env:T } }
customFields:
`;
const firstLine = base.split("\n").length;

function mistakesIn(fields: string): readonly string[] {
  const text = `${base.trimEnd()}\n${fields}`;
  try {
    loadConfig({ file: "t.yaml", env: { T: "t" }, readFile: () => text, connectors });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes.map((line) => line.replace(/^t\.yaml:/, ""));
    throw error;
  }
}

/** A field in one line of YAML, with some of it changed. */
const field = (changes: Readonly<Record<string, unknown>> = {}): string => {
  const whole = {
    entity: "Customer",
    name: "loyaltyTier",
    type: "String",
    description: "How loyal.",
    roles: ["SALES"],
    sources: { crm: { field: "tier" } },
    ...changes,
  };
  return `  - ${JSON.stringify(whole)}\n`;
};

describe("customFields", () => {
  it("become fields of the sources that are named", () => {
    const values = { GOLD: "gold", NONE: ["", "none"].slice(1), ONE: 1 };
    const config = parseConfig(
      {
        auth: { issuer: "a", audience: "b", jwksUrl: "https://id.example/keys" },
        sources: [
          { name: "crm", connector: "hubspot", credentials: { accessToken: "env:T" } },
          { name: "crm2", connector: "hubspot", credentials: { accessToken: "env:T" } },
        ],
        customFields: [
          {
            entity: "Customer",
            name: "loyaltyTier",
            values,
            description: "How loyal.",
            roles: ["SALES"],
            sources: { crm: { field: "tier", values: { GOLD: "Gold!" } } },
          },
        ],
      },
      connectors,
    );
    expect(config.sources.map(({ customFields }) => customFields)).toEqual([
      [
        {
          entity: "Contact",
          name: "loyaltyTier",
          field: "tier",
          type: { GOLD: ["Gold!"], NONE: ["none"], ONE: ["1"] },
        },
      ],
      [],
    ]);
    expect(config.customFields[0]).toMatchObject({ mfa: false, roles: ["SALES"] });
  });

  it("are right where nothing is wrong", () => {
    expect(mistakesIn(field())).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ["an unknown entity", { entity: "Custmer" }, "customFields[0].entity: should be one of Customer, Company"],
    ["a name that is none", { name: "Loyalty-Tier" }, "customFields[0].name: should be a name such as loyaltyTier"],
    [
      "a name of the schema",
      { name: "email" },
      "customFields[0].name: is email, which the schema's Customer has already",
    ],
    ["a name of its filters", { name: "or" }, "customFields[0].name: is or, which the schema's Customer has already"],
    ["a name of the mapping", { name: "companyId" }, "is companyId, which the gateway itself reads of a Customer"],
    ["an unknown type", { type: "Strng" }, "customFields[0].type: should be one of String, Int"],
    ["no type", { type: undefined }, "customFields[0]: should have a type, or the values of an enum"],
    ["type and values", { values: { A: "a" } }, "customFields[0].type: is given beside values"],
    ["a value's name", { type: undefined, values: { gold: "x" } }, "values.gold: should have a name in capitals"],
    ["a type of the schema", { name: "link", type: undefined, values: { A: "a" } }, "would make the type CustomerLink"],
    ["no description", { description: undefined }, "customFields[0].description: is missing"],
    ["no roles", { roles: undefined }, "customFields[0].roles: is missing"],
    ["no role", { roles: [] }, "customFields[0].roles: should be a list of at least one role"],
    ["an unknown role", { roles: ["SALE"] }, "customFields[0].roles[0]: should be one of AUTHENTICATED, MARKETING"],
    [
      "an unknown source",
      { sources: { crn: { field: "x" } } },
      "sources.crn: names no source of this file; did you mean crm?",
    ],
    [
      "a vendor without",
      { sources: { wallet: { field: "x" } } },
      "sources.wallet: is paypal, whose records have no fields",
    ],
    [
      "a type not served",
      { entity: "Ticket", sources: { desk: { field: 1 } } },
      "sources.desk: is a source that serves no Ticket",
    ],
    ["a vendor's name", { sources: { crm: { field: "Loyalty Tier" } } }, "field: should be a property's internal name"],
    ["no vendor's name", { sources: { crm: {} } }, "sources.crm.field: is missing: it should be the vendor's name"],
    [
      "a misplaced format",
      { type: "Int", sources: { crm: { field: "x", format: "DD/MM/YYYY" } } },
      "format: is for String, Date, DateTime, but the field is Int",
    ],
    ["a format", { type: "Date", sources: { crm: { field: "x", format: "DD/MM" } } }, "has no year: add YYYY"],
    [
      "a zone",
      { type: "DateTime", sources: { crm: { field: "x", format: "DD/MM/YYYY HH:mm", zone: "Berlin" } } },
      "zone: should be an IANA time zone, as in Europe/Berlin",
    ],
    ["stray values", { sources: { crm: { field: "x", values: { A: "a" } } } }, "values: are for an enum"],
    [
      "a stray setting",
      { sources: { crm: { field: "x", fromat: "" } } },
      "fromat: is not a setting here; did you mean format?",
    ],
  ])("with %s say where and what to do", (_, changes, message) => {
    const mistakes = mistakesIn(field(changes));
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(message);
    expect(mistakes[0]?.startsWith(`${firstLine}:`)).toBe(true);
  });

  it("with a value that the field has not say which it has", () => {
    const changes = {
      type: undefined,
      values: { GOLD: "gold" },
      sources: { crm: { field: "x", values: { GOLDEN: "g" } } },
    };
    expect(mistakesIn(field(changes))).toEqual([
      expect.stringContaining("sources.crm.values.GOLDEN: is no value of the field; did you mean GOLD?"),
    ]);
  });

  it("of one name are two", () => {
    expect(mistakesIn(field() + field())).toEqual([
      expect.stringContaining("customFields[1].name: is loyaltyTier, which Customer has been given above"),
    ]);
    expect(mistakesIn(field() + field({ entity: "Company" }))).toEqual([]);
  });
});
