// One search over every source that has one: what is found, in which order, for whom, and while a source fails.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../../src/generated/types.ts";
import { startGateway, type Answer, type Gateway } from "../support/gateway.ts";

const SEARCH = `query Search($text: String!, $types: [SearchType!], $first: Int, $filter: SearchFilter) {
  search(text: $text, types: $types, first: $first, filter: $filter) {
    isComplete gaps { source type code }
    hits { score node { __typename id ... on Customer { displayName email } ... on Company { name } ... on Deal { name } ... on Ticket { subject } } }
  }
}`;

interface Hit {
  readonly score: number;
  readonly node: {
    __typename: string;
    id: string;
    displayName?: string;
    email?: string;
    name?: string;
    subject?: string;
  };
}
interface Results {
  readonly isComplete: boolean;
  readonly gaps: readonly { source: string; type: string; code: string }[];
  readonly hits: readonly Hit[];
}

let gateway: Gateway;
const sources = ["hubspot", "salesforce", "zendesk"] as const;

beforeAll(async () => {
  const sourceDefaults = Object.fromEntries(
    sources.map((name) => [name, { limits: { timeoutMs: 20_000, maxRetries: 0 } }]),
  );
  gateway = await startGateway({
    vendors: [...sources],
    sources: sourceDefaults,
    config: { search: { deadlineMs: 300 }, cache: { responses: true } },
  });
});
afterAll(() => gateway.stop());
afterEach(async () => {
  for (const source of sources) await fault(source, {});
  gateway.forget();
});

const fault = async (source: string, faults: Record<string, unknown>): Promise<void> => {
  await fetch(`${gateway.sandbox.adminUrl}/faults/${source}`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(faults),
  });
};

const ask = (variables: Record<string, unknown>, roles: readonly Role[] = ["ADMIN"]): Promise<Answer> =>
  gateway.ask({ query: SEARCH, variables, roles });

const resultsOf = ({ data, errors }: Answer): Results => {
  expect(errors).toEqual([]);
  return (data as { search: Results }).search;
};

async function somebody(): Promise<{ id: string; displayName: string; email: string }> {
  const { data } = await gateway.ask({ query: "{ customers(first: 20) { nodes { id displayName email } } }" });
  const people = (data as { customers: { nodes: { id: string; displayName: string; email: string | null }[] } })
    .customers.nodes;
  const found = people.find(({ displayName, email }) => email !== null && displayName.split(" ").length === 2);
  if (found === undefined || found.email === null) throw new Error("nobody of twenty has a name and an address");
  return { ...found, email: found.email };
}

describe("search", () => {
  it("finds a person by address, once, whichever sources know the person, and best of all", async () => {
    const person = await somebody();
    const { hits, isComplete, gaps } = resultsOf(await ask({ text: person.email, types: ["CUSTOMER"] }));
    expect(gaps).toEqual([]);
    expect(isComplete).toBe(true);
    expect(hits[0]?.node).toMatchObject({ __typename: "Customer", id: person.id });
    expect(hits.filter(({ node }) => node.id === person.id)).toHaveLength(1);
  });

  it("finds by the beginnings of words, and shows nothing that does not have them", async () => {
    const person = await somebody();
    const [given = "", family = ""] = person.displayName.split(" ");
    const words = [given.slice(0, 3), family.slice(0, 3)];
    const { hits } = resultsOf(await ask({ text: words.join(" "), types: ["CUSTOMER"], first: 200 }));
    expect(hits.map(({ node }) => node.id)).toContain(person.id);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  it("looks for companies, deals and tickets too", async () => {
    const { data } = await gateway.ask({
      query: `{ companies(first: 1) { nodes { id name } } deals(first: 1) { nodes { id name } }
        tickets(first: 1, filter: { source: { in: ["zendesk"] } }) { nodes { id subject } } }`,
    });
    type Named = { nodes: { id: string; name?: string; subject?: string }[] };
    const { companies, deals, tickets } = data as Record<"companies" | "deals" | "tickets", Named>;
    for (const [type, { nodes }] of [
      ["COMPANY", companies],
      ["DEAL", deals],
      ["TICKET", tickets],
    ] as const) {
      const [wanted] = nodes;
      const text = (wanted?.name ?? wanted?.subject ?? "")
        .replaceAll(/[^\p{L}\p{N} ]/gu, " ")
        .split(/\s+/)
        .slice(0, 10)
        .join(" ");
      const { hits } = resultsOf(await ask({ text, types: [type], first: 200 }));
      expect(hits.length, `${type}: ${text}`).toBeGreaterThan(0);
      expect(hits.every(({ node }) => node.__typename.toUpperCase() === type)).toBe(true);
    }
  });

  it("looks only where it is asked to", async () => {
    const person = await somebody();
    gateway.forget();
    await ask({ text: person.displayName, types: ["COMPANY"], filter: { source: { in: ["zendesk"] } } });
    expect(Object.keys(gateway.calls())).toEqual(["zendesk"]);
  });

  it("does not find by what the caller may not read", async () => {
    const { data } = await gateway.ask({ query: "{ customers(first: 50) { nodes { id phone } } }" });
    const people = (data as { customers: { nodes: { id: string; phone: string | null }[] } }).customers.nodes;
    const { id = "", phone = "" } = people.find((one) => one.phone !== null) ?? {};
    const text = phone ?? "";
    expect(resultsOf(await ask({ text, types: ["CUSTOMER"] }, ["SALES"])).hits.map(({ node }) => node.id)).toContain(
      id,
    );
    expect(resultsOf(await ask({ text, types: ["CUSTOMER"] }, ["MARKETING"])).hits).toEqual([]);
  });

  it("looks for what the caller may read, and refuses what is named and may not be", async () => {
    const person = await somebody();
    gateway.forget();
    const { hits } = resultsOf(await ask({ text: person.email }, ["FINANCE"]));
    expect(new Set(hits.map(({ node }) => node.__typename))).toEqual(new Set(["Customer"]));
    expect(gateway.exchanges.some(({ path }) => path.includes("deals") || path.includes("type%3Aticket"))).toBe(false);
    const refused = await ask({ text: person.email, types: ["TICKET"] }, ["FINANCE"]);
    expect(refused.errors[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("gives what the others have while one hangs, says what is missing, and keeps no such answer", async () => {
    const person = await somebody();
    await fault("zendesk", { hang: {} });
    const text = `${person.displayName} ${person.email}`; // of a cache nothing is known of it
    const partly = resultsOf(await ask({ text, types: ["CUSTOMER"] }));
    expect(partly.gaps).toEqual([{ source: "zendesk", type: "CUSTOMER", code: "UPSTREAM_TIMEOUT" }]);
    expect(partly.isComplete).toBe(false);
    expect(partly.hits[0]?.node.id).toBe(person.id);
    await fault("zendesk", {});
    expect(resultsOf(await ask({ text, types: ["CUSTOMER"] })).isComplete).toBe(true);
  });

  it("refuses a text with nothing to look for", async () => {
    const { errors } = await ask({ text: " - " });
    expect(errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "text" });
  });
});
