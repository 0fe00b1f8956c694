// One query that spans every source of the sandbox's list, what it answers when one of them fails, and the ways to fail.
// Nothing here names a vendor: what a source has is read off its connector.
import type { Connector, SourceKind } from "../../src/connectors/contract.ts";
import { connectors } from "../../src/connectors/index.ts";
import type { FaultSettings, Outcome } from "../../src/sandbox/faults.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";

export interface FaultMode {
  readonly is: string;
  readonly settings: FaultSettings;
  /** What its fields may say: also that the breaker is open by then. */
  readonly codes: readonly string[];
}

/** By the fault's name, so that a new one is not forgotten. */
const modes: Readonly<Record<Outcome | "latency", FaultMode>> = {
  serverError: { is: "answers 500", settings: { serverError: {} }, codes: ["UPSTREAM_DOWN"] },
  tooManyRequests: { is: "answers 429", settings: { tooManyRequests: {} }, codes: ["UPSTREAM_BUSY"] },
  reset: { is: "resets connections", settings: { reset: {} }, codes: ["UPSTREAM_DOWN"] },
  truncated: {
    is: "cuts its answers short",
    settings: { truncated: {} },
    codes: ["UPSTREAM_MALFORMED", "UPSTREAM_DOWN"],
  },
  malformed: {
    is: "answers what is not JSON",
    settings: { malformed: {} },
    codes: ["UPSTREAM_MALFORMED", "UPSTREAM_DOWN"],
  },
  hang: { is: "hangs", settings: { hang: {} }, codes: ["UPSTREAM_TIMEOUT", "UPSTREAM_DOWN"] },
  latency: {
    // Longer than a test may take: whoever waited for it would be found out.
    is: "is slower than the deadline",
    settings: { latency: { ms: 600_000 } },
    codes: ["UPSTREAM_TIMEOUT", "UPSTREAM_DOWN"],
  },
};
export const FAULTS: readonly FaultMode[] = Object.values(modes);

/** Root fields that take `filter: { source }` and read nothing of any other source. */
const LISTS = { Deal: "deals", Ticket: "tickets", Payment: "payments" } as const;
type Listed = keyof typeof LISTS;
const LISTED = Object.keys(LISTS) as Listed[];

const played: readonly Connector[] = listedVendors.map(({ name }) => {
  const connector = connectors.find((candidate) => candidate.name === name);
  if (connector === undefined) throw new Error(`The sandbox plays ${name}, for which there is no connector`);
  return connector;
});

function listedOf({ entities }: Connector): Listed | undefined {
  return LISTED.find((type) => entities[type]?.list !== undefined);
}

/** Sources that are read live, as the configuration names them. */
export const SOURCES: readonly string[] = played
  .filter((connector) => listedOf(connector) !== undefined)
  .map(({ name }) => name);

/** A query of one call to one source. */
export function listOf(source: string, first = 2): string {
  return `{ ${listField(source, first)} }`;
}

function listField(source: string, first: number): string {
  const type = played.filter(({ name }) => name === source).map(listedOf)[0];
  if (type === undefined) throw new Error(`${source} has no list that the query could ask for`);
  return `${source}: ${LISTS[type]}(first: ${first}, filter: { source: { in: ["${source}"] } }) { nodes { id } }`;
}

export const SPANNING = /* GraphQL */ `
  {
    customers(first: 3) {
      nodes {
        id
        displayName
        deals(first: 1) { nodes { id } }
        tickets(first: 1) { nodes { id } }
        payments(first: 1) { nodes { id } }
      }
    }
    ${SOURCES.map((source) => listField(source, 2)).join("\n    ")}
  }
`;

export interface States {
  readonly customers: readonly CustomerState[] | null;
  /** By source, whether its own list answered. */
  readonly lists: Readonly<Record<string, boolean>>;
}

interface CustomerState {
  readonly isNamed: boolean;
  readonly deals: boolean;
  readonly tickets: boolean;
  readonly payments: boolean;
}

/** What of the answer is there. */
export function statesOf(data: unknown): States {
  const { customers, ...lists } = data as Record<string, { nodes: Record<string, unknown>[] } | null>;
  return {
    customers:
      customers?.nodes.map(({ displayName, deals, tickets, payments }) => ({
        isNamed: displayName !== null,
        deals: deals !== null,
        tickets: tickets !== null,
        payments: payments !== null,
      })) ?? null,
    lists: Object.fromEntries(
      Object.entries(lists).map(([source, list]) => [source, list !== null && list.nodes.length > 0]),
    ),
  };
}

const PRECEDENCE: readonly SourceKind[] = ["crm", "desk", "payments"];

/** What there should be when a source fails; null for none that does. */
export function expectedStates(failing: string | null): States {
  const [anchoring] = PRECEDENCE.flatMap((kind) => played.filter((connector) => connector.kind === kind));
  // What hangs on people may hang on any record of theirs: without one source nobody knows all of it.
  const isWhole = (type: Listed): boolean =>
    !played.some(({ name, entities }) => name === failing && entities[type]?.related?.Contact !== undefined);
  const customer: CustomerState = {
    isNamed: true,
    deals: isWhole("Deal"),
    tickets: isWhole("Ticket"),
    payments: isWhole("Payment"),
  };
  return {
    customers: anchoring?.name === failing ? null : Array.from({ length: 3 }, () => customer),
    lists: Object.fromEntries(SOURCES.map((source) => [source, source !== failing])),
  };
}
