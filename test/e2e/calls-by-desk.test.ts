// What the page of 50 customers costs where Intercom is the desk: docs/architecture.md says why not less.
// Zendesk's figures are in calls.test.ts.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Exchange } from "../../src/sandbox/vendor-server.ts";
import { truePeople } from "../support/customer-truth.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";
import { CUSTOMER_PAGE } from "../support/queries.ts";

interface SearchBody {
  readonly query: { readonly value: readonly { readonly field: string }[] };
}

/** The field that a search goes by. */
const searched = ({ requestBody }: Exchange): string => (requestBody as SearchBody).query.value[0]?.field ?? "";

const vendors = ["salesforce", "intercom", "stripe"] as const;

// As the connector has it, and so few that all searches are cut.
describe.each([50, 10])("a page of 50 customers with Intercom as the desk, %d values a search", (valuesPerSearch) => {
  let gateway: Gateway;
  beforeEach(async () => {
    const sources = { intercom: { options: { valuesPerSearch } } };
    gateway = await startGateway({ vendors, sources, config: { cache: { responses: false } } });
    await gateway.ask({ query: "{ deals(first: 1) { nodes { id } } }" }); // signs in, and learns what the account hides
    gateway.forget();
  });
  afterEach(() => gateway.stop());

  const ask = (query = CUSTOMER_PAGE) => gateway.ask({ query, variables: { first: 50 } });
  const ofIntercom = (): Exchange[] => gateway.exchanges.filter(({ vendor }) => vendor === "intercom");

  function calls(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const exchange of ofIntercom()) {
      const what = `${exchange.method} ${exchange.path} by ${searched(exchange)}`;
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts;
  }

  /** Searches for so many values. */
  const searches = (values: number): number => Math.ceil(values / valuesPerSearch);

  /** What the 50 customers make necessary, in the order of their first records. */
  function needed(): { emails: number; linked: number } {
    const shown = truePeople(gateway.sandbox.world, vendors)
      .filter(({ records }) => records[0]?.source === "salesforce")
      .toSorted((a, b) => Number(a.records[0]?.record.serial) - Number(b.records[0]?.record.serial))
      .slice(0, 50);
    const linked = shown.flatMap(({ records }) => records.filter(({ source }) => source === "intercom"));
    return { emails: shown.filter(({ records }) => records[0]?.record.email !== null).length, linked: linked.length };
  }

  function expected(): Record<string, number> {
    const { emails, linked } = needed();
    return {
      "POST /contacts/search by external_id": searches(50),
      "POST /contacts/search by email": searches(emails),
      "POST /conversations/search by contact_ids": searches(linked),
      "POST /tickets/search by contact_ids": searches(linked),
    };
  }

  it("costs the fewest calls that Intercom's searches allow", async () => {
    expect((await ask()).errors).toEqual([]);
    expect(needed().linked).toBeGreaterThan(10);
    expect(calls()).toEqual(expected());
  });

  it("looks nobody up again once links are known", async () => {
    await ask();
    gateway.forget();
    await ask(CUSTOMER_PAGE.replace("[OPEN, PENDING]", "[NEW, OPEN, PENDING, ON_HOLD]"));
    expect(calls()).toEqual({
      "POST /conversations/search by contact_ids": searches(needed().linked),
      "POST /tickets/search by contact_ids": searches(needed().linked),
    });
  });

  it("leaves out the search of a kind that has no such state", async () => {
    await ask();
    gateway.forget();
    await ask(CUSTOMER_PAGE.replace("[OPEN, PENDING]", "[ON_HOLD]"));
    expect(calls()).toEqual({ "POST /conversations/search by contact_ids": searches(needed().linked) });
  });

  it("costs nothing at all while everything is fresh, and for 100 clients at once what it costs for one", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(calls()).toEqual(expected());
    gateway.forget();
    await ask();
    expect(gateway.exchanges).toEqual([]);
  });
});
