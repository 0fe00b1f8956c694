// What the page of 50 customers costs where Salesforce or Dynamics is the CRM: docs/architecture.md says why not less.
// HubSpot's figures are in calls.test.ts.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Exchange } from "../../src/sandbox/vendor-server.ts";
import { truePeople, type TruePerson } from "../support/customer-truth.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { CUSTOMER_PAGE } from "../support/queries.ts";

interface Crm {
  readonly name: "salesforce" | "dynamics";
  /** What a call of the CRM is for. */
  what(exchange: Exchange): string;
  /** The calls of a page of which nothing is known. */
  readonly page: Readonly<Record<string, number>>;
  /** How many records of people it asked for, in the call that lists them. */
  listed(exchange: Exchange): number;
}

const crms: readonly Crm[] = [
  {
    name: "salesforce",
    what: ({ path, query }) => {
      const [, object = path] = / FROM (\w+)/.exec(String(query["q"])) ?? [];
      return object + (String(query["q"]).includes("Email IN") ? " by e-mail" : "");
    },
    page: {
      Contact: 1,
      "Contact by e-mail": 1, // who is there twice
      Account: 1,
      OpportunityContactRole: 1, // with their opportunities
      OpportunityStage: 1,
      Case: 1,
    },
    listed: ({ query }) => Number(/ LIMIT (\d+)/.exec(String(query["q"]))?.[1]),
  },
  {
    name: "dynamics",
    what: ({ path, query }) => {
      const table = path.split("/")[4] ?? "";
      return table.replace(/\(.*/, "") + (String(query["@p1"]).includes("emailaddress1") ? " by e-mail" : "");
    },
    page: {
      contacts: 1,
      "contacts by e-mail": 1,
      accounts: 1,
      opportunities: 1, // with their currencies
      EntityDefinitions: 1, // the names of the reasons for which they were closed
      incidents: 1,
    },
    listed: ({ requestHeaders }) => Number(/maxpagesize=(\d+)/.exec(String(requestHeaders["prefer"]))?.[1]),
  },
];

describe.each(crms)("a page of 50 customers of $name", ({ name, what, page, listed }) => {
  const vendors = [name, "zendesk", "stripe"] as const;
  let gateway: Gateway;
  beforeEach(async () => {
    gateway = await startGateway({ vendors, config: { cache: { responses: false } } });
    await gateway.ask({ query: "{ deals(first: 1) { nodes { id } } }" }); // signs in, and learns what the account hides
    gateway.forget();
  });
  afterEach(() => gateway.stop());

  const ask = (query = CUSTOMER_PAGE) => gateway.ask({ query, variables: { first: 50 } });

  /** Calls since the last look: the CRM's by what they are for, the others' by path. */
  function calls(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const exchange of gateway.exchanges) {
      const key = exchange.vendor === name ? what(exchange) : `${exchange.vendor} ${exchange.path}`;
      counts[key] = (counts[key] ?? 0) + 1;
    }
    return counts;
  }

  /** The 50 customers, in the order of their first records. */
  function shown(): TruePerson[] {
    const people = truePeople(gateway.sandbox.world, vendors).filter(({ records }) => records[0]?.source === name);
    return people
      .toSorted((a, b) => Number(a.records[0]?.record.serial) - Number(b.records[0]?.record.serial))
      .slice(0, 50);
  }

  /** Stripe's records that their addresses lead to. */
  function payers(): number {
    const { books } = gateway.sandbox.world;
    const emails = shown().flatMap(({ records }) => records[0]?.record.email ?? []);
    return new Set(emails.flatMap((email) => books.stripe.payers.withEmail(email))).size;
  }

  it("costs the fewest calls that the vendor's batches allow", async () => {
    expect((await ask()).errors).toEqual([]);
    const emails = shown().filter(({ records }) => records[0]?.record.email !== null).length;
    const { [`zendesk /api/v2/search`]: desk, [`stripe /v1/customers/search`]: search, ...others } = calls();
    expect(others).toEqual({ ...page, "stripe /v1/payment_intents": payers() });
    // Those who are read in case others are there twice are looked for, too.
    expect(desk).toBe(Math.ceil(emails / 25) + 1);
    expect(search).toBe(Math.ceil(emails / 10));
  });

  it("reads few more people than it shows", async () => {
    await ask();
    const list = gateway.exchanges.find((exchange) => what(exchange) === Object.keys(page)[0]);
    expect(list === undefined ? 0 : listed(list)).toBeGreaterThan(50);
    expect(list === undefined ? 0 : listed(list)).toBeLessThan(60);
  });

  it("looks nobody up again once links are known", async () => {
    await ask();
    gateway.forget();
    await ask(CUSTOMER_PAGE.replace("[OPEN, PENDING]", "[SOLVED]").replace("payments(first: 5)", "payments(first: 4)"));
    expect(calls()).toEqual({
      [name === "salesforce" ? "Case" : "incidents"]: 1,
      "zendesk /api/v2/search": 1,
      "stripe /v1/payment_intents": payers(),
    });
  });

  it("costs nothing at all while everything is fresh, and for 100 clients at once what it costs for one", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(calls()).toMatchObject(page);
    gateway.forget();
    await ask();
    expect(calls()).toEqual({});
  });
});
