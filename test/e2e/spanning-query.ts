// One query that spans every source of the sandbox's list that is read live, and queries of one of them alone.
// Nothing here names a vendor: what a source has is read off its connector.
import type { Connector, SourceKind } from "../../src/connectors/contract.ts";
import { connectors } from "../../src/connectors/index.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";

/** Root fields that take `filter: { source }` and read nothing of any other source. */
export const LISTS = { Deal: "deals", Ticket: "tickets", Payment: "payments" } as const;
export type Listed = keyof typeof LISTS;
export const LISTED = Object.keys(LISTS) as Listed[];

/** Fields of a customer that are relations, each with a fact of what it leads to. */
const RELATIONS = {
  Deal: { field: "deals", fact: "name" },
  Activity: { field: "activities", fact: "subject" },
  Ticket: { field: "tickets", fact: "subject" },
  Payment: { field: "payments", fact: "status" },
  Invoice: { field: "invoices", fact: "number" },
  BillingSubscription: { field: "subscriptions", fact: "status" },
} as const;
export type Relation = keyof typeof RELATIONS;

const PRECEDENCE: readonly SourceKind[] = ["crm", "desk", "payments"];

/** The connectors of sources that are read live, in the order of the configuration. Each is named as its source. */
export const LIVE: readonly Connector[] = listedVendors
  .map(({ name }) => {
    const connector = connectors.find((candidate) => candidate.name === name);
    if (connector === undefined) throw new Error(`The sandbox plays ${name}, for which there is no connector`);
    return connector;
  })
  .filter((connector) => LISTED.some((type) => lists(connector, type)));

/** Sources that are read live, as the configuration names them. */
export const SOURCES: readonly string[] = LIVE.map(({ name }) => name);

/** The same in the order in which they anchor customers. */
export const ANCHORING: readonly string[] = LIVE.toSorted(
  (a, b) => PRECEDENCE.indexOf(a.kind) - PRECEDENCE.indexOf(b.kind),
).map(({ name }) => name);

/** The customer's relations that some source has something for, and which. */
export const HELD: readonly { readonly field: string; readonly fact: string; readonly holders: readonly string[] }[] = (
  Object.keys(RELATIONS) as Relation[]
)
  .map((type) => ({
    ...RELATIONS[type],
    holders: LIVE.filter(({ entities }) => entities[type]?.related?.Contact !== undefined).map(({ name }) => name),
  }))
  .filter(({ holders }) => holders.length > 0);

export function lists({ entities }: Connector, type: Listed): boolean {
  return entities[type]?.list !== undefined;
}

/** A query of one call to one source. */
export function listOf(source: string, first = 2): string {
  return `{ ${listField(source, first)} }`;
}

function listField(source: string, first: number): string {
  const type = LISTED.find((listed) => LIVE.some((connector) => connector.name === source && lists(connector, listed)));
  if (type === undefined) throw new Error(`${source} has no list that the query could ask for`);
  return `${source}: ${LISTS[type]}(first: ${first}, ${only(source)}) { nodes { id } }`;
}

/** A part of a field's arguments. */
export function only(source: string): string {
  return `filter: { source: { in: ["${source}"] } }`;
}

/** Ten customers, of whom some are known everywhere, with all that they have; and each source's own list. */
export const SPANNING = /* GraphQL */ `
  {
    customers(first: 10) {
      nodes {
        id
        displayName
        ${HELD.map(({ field, fact }) => `${field}(first: 200) { ${pageOf(fact)} }`).join("\n        ")}
      }
    }
    ${SOURCES.map((source) => listField(source, 2)).join("\n    ")}
  }
`;

function pageOf(fact: string): string {
  return `pageInfo { hasNextPage } nodes { id ${fact} } edges { node { id } }`;
}

/** What the same customers have in one source, which alone is asked. */
export function partOf(source: string): string {
  const held = HELD.filter(({ holders }) => holders.includes(source));
  return `{ customers(first: 10) { nodes { id ${held
    .map(({ field, fact }) => `${field}(first: 200, ${only(source)}) { ${pageOf(fact)} }`)
    .join(" ")} } } }`;
}
