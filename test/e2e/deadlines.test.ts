// A source that is slow: how long the others' answers wait for it is the configuration's and the client's to say. Whoever
// waited would get what it has, as the answer itself is due in two minutes.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startGateway, TRIO, type Gateway } from "../support/gateway.ts";

const config = { server: { deadlineMs: 120_000 }, cache: { responses: true } };
const QUERY = `{ customers(first: 3) { nodes {
  displayName tickets(first: 2) { nodes { id } } payments(first: 2) { nodes { id } } } } }`;

interface Page {
  readonly customers: {
    readonly nodes: readonly {
      readonly displayName: string;
      readonly tickets: { readonly nodes: readonly unknown[] };
    }[];
  };
}

let gateway: Gateway;
afterEach(() => gateway.stop());

const slow = (source: string) => gateway.sandbox.sources[source]?.faults.set({ latency: { ms: 1_500 } });
/** What an answer has of each customer, and what it says of the sources. */
const told = ({ data, errors, extensions }: Awaited<ReturnType<Gateway["ask"]>>) => ({
  names: (data as Page).customers.nodes.map(({ displayName }) => displayName),
  problems: [...new Set(errors.map((error) => `${String(error.extensions["source"])} ${error.extensions.code}`))],
  extensions,
});
const LATE = {
  names: [1, 2, 3].map((): unknown => expect.any(String)),
  problems: ["stripe UPSTREAM_TIMEOUT"],
  extensions: {
    tributary: { sources: { hubspot: { status: "ok" }, zendesk: { status: "ok" }, stripe: { status: "late" } } },
  },
};

describe("a source's own deadline", () => {
  beforeEach(async () => {
    gateway = await startGateway({ vendors: TRIO, config, sources: { stripe: { deadlineMs: 50 } } });
  });

  it("leaves the source out and answers with the rest, saying so", async () => {
    slow("stripe");
    expect(told(await gateway.ask({ query: QUERY }))).toEqual(LATE);
  });

  it("explains it with all the rest where that is asked for", async () => {
    slow("stripe");
    const { extensions } = await gateway.ask({ query: QUERY, headers: { "tributary-explain": "1" } });
    expect(extensions).toMatchObject({
      tributary: {
        responseCache: "miss",
        sources: { stripe: { status: "late" }, hubspot: { status: "ok", calls: 1 } },
      },
    });
  });
});

describe("a client's deadlines", () => {
  beforeEach(async () => {
    gateway = await startGateway({ vendors: TRIO, config });
  });

  it("shorten the wait for one source", async () => {
    slow("stripe");
    const headers = { "tributary-source-deadlines": "stripe=50" };
    expect(told(await gateway.ask({ query: QUERY, headers }))).toEqual(LATE);
    // Not kept for those who would have waited.
    expect(told(await gateway.ask({ query: QUERY, headers }))).toEqual(LATE);
  });

  it("shorten the wait for the whole answer", async () => {
    slow("hubspot");
    const { data, errors } = await gateway.ask({ query: QUERY, headers: { "tributary-deadline": "50" } });
    expect(data).toEqual({ customers: null });
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_TIMEOUT", source: "hubspot" } }]);
  });

  it("are refused before anything is read when they can't be followed", async () => {
    const headers = { "tributary-source-deadlines": "paypal=50" };
    const { status, errors } = await gateway.ask({ query: QUERY, headers });
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message:
          'The header tributary-source-deadlines names "paypal", which is no source that you see; you see hubspot, zendesk, stripe',
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
    expect(gateway.calls()).toEqual({});
  });
});
