import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { ConfigError } from "../../src/errors.ts";

/** A file with these two sources; the second is a HubSpot that names the first's people. */
function load(source: string, second = ""): ReturnType<typeof loadConfig> {
  const text = `auth: { issuer: i, audience: a, keys: [{ algorithm: HS256, secret: env:SECRET }] }
sources:
  - name: first
${source.replaceAll(/^/gm, "    ")}
  - name: second
    connector: hubspot
    credentials: { accessToken: env:SECRET }
${second.replaceAll(/^/gm, "    ")}
`;
  const readFile = (): string => text;
  return loadConfig({ file: "tributary.yaml", env: { SECRET: "a" }, readFile, connectors });
}

function mistakes(source: string, second?: string): readonly string[] {
  try {
    load(source, second);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

const salesforce = `connector: salesforce
baseUrl: https://acme.my.salesforce.com
credentials: { clientId: env:SECRET, clientSecret: env:SECRET }
`;
const zendesk = `connector: zendesk
baseUrl: https://acme.zendesk.com
credentials: { accessToken: env:SECRET }
`;
const stripe = "connector: stripe\ncredentials: { secretKey: env:SECRET }\n";

describe("sources[].entities", () => {
  it.each([
    ["all that the connector has, where it is left out", zendesk, "Contact Company Ticket TicketComment User"],
    [
      "the types that it names, and their parts",
      `${salesforce}entities: [Contact, Company, Deal, Activity]`,
      "Contact Company Deal DealStage Activity User",
    ],
    ["the same in whatever order", `${salesforce}entities: [Activity, Contact]`, "Contact Activity User"],
    ["tickets alone", `${zendesk}entities: [Ticket]`, "Ticket TicketComment User"],
    ["payments alone", `${stripe}entities: [Payment]`, "Payment Refund"],
    ["what is only found from people", `${stripe}entities: [Invoice]`, "Invoice"],
    ["people alone", `${zendesk}entities: [Contact]`, "Contact"],
    ["a company that a deal names", `${salesforce}entities: [Deal, Company]`, "Company Deal DealStage User"],
  ])("serves %s", (_, source, types) => {
    expect(load(source).sources[0]?.entities).toEqual(types.split(" "));
  });

  it.each([
    [
      "entities: []",
      "7:15 sources[0].entities: should be at least one type, instead got an empty list; leave entities",
    ],
    [
      "entities: Ticket",
      '7:15 sources[0].entities: should be a list of types such as [Contact, Company], instead got "T',
    ],
    [
      "entities: [Ticket, 1]",
      "7:24 sources[0].entities[1]: should be a type: one of Contact, Company, Ticket, instead",
    ],
    ["entities: [Tickets]", '7:16 sources[0].entities[0]: names no type, but "Tickets"; did you mean Ticket?'],
    [
      "entities: [Customer]",
      "7:16 sources[0].entities[0]: is Customer, as the schema calls it; sources have Contact, so write that",
    ],
    [
      "entities:\n  - Ticket\n  - TicketComment",
      "9:9 sources[0].entities[1]: is TicketComment, which comes with Ticket by itself; leave it out",
    ],
    [
      "entities: [Contact, User]",
      "7:25 sources[0].entities[1]: is User, which comes with Deal, Activity, Ticket by itself; leave it out",
    ],
    [
      "entities: [Contact, Deal]",
      "7:25 sources[0].entities[1]: is Deal, which zendesk has not; it has Contact, Company, Ticket",
    ],
    [
      "entities: [Ticket, Ticket]",
      "7:24 sources[0].entities[1]: is Ticket, which stands in this list already; remove one of the two",
    ],
    [
      "entities: [Ticket, Company]",
      "7:24 sources[0].entities[1]: is Company, which zendesk does not list: it is found from a Contact, so name that too",
    ],
  ])("refuses %j, and says what to do", (entities, message) => {
    const found = mistakes(`${zendesk}${entities}`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`tributary.yaml:${message}`);
  });

  it("refuses external ids where there are no people to have them", () => {
    const companies = `${salesforce}entities: [Company]\n`;
    expect(mistakes(`${companies}externalIds: [{ field: External__c, source: second }]`)).toEqual([
      "tributary.yaml:8:5 sources[0].externalIds: are fields of people, but of the types that this source serves none is " +
        "people's: leave them out",
    ]);
    expect(mistakes(companies, "externalIds: [{ field: salesforce_id, source: first }]")).toEqual([
      "tributary.yaml:12:51 sources[1].externalIds[0].source: names first, which serves nothing that is people's: add " +
        "Contact to its entities, or leave this out",
    ]);
  });

  it("takes external ids of people who are there to be joined only", () => {
    expect(mistakes(`${zendesk}entities: [Ticket]\nexternalIds: [{ field: external_id, source: second }]`)).toEqual([]);
    expect(mistakes(`${stripe}entities: [Payment]`, "externalIds: [{ field: stripe, source: first }]")).toEqual([]);
  });
});
