// What must be there of a query over all sources when one of them fails: docs/errors.md, "One of several sources",
// row by row. It is made from what each source answers alone while nothing fails.
import type { Answer } from "../support/gateway.ts";
import { ANCHORING, HELD, LISTED, LISTS, lists, LIVE, only, partOf, SOURCES, SPANNING } from "./spanning-query.ts";

type Ask = (question: { readonly query: string }) => Promise<Answer>;
type Data = Readonly<Record<string, unknown>>;

interface Held {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}
type Customer = Readonly<Record<string, unknown>> & { readonly id: string };
interface Customers {
  readonly customers: { readonly nodes: readonly Customer[] };
}

/** An answer: its data, and where its errors stand: paths with their indices as `*`, in order. */
export interface Outcome {
  readonly data: Data;
  readonly places: readonly string[];
}

export interface OneOfSeveral {
  readonly query: string;
  /** Null for no source that fails. */
  expected(failing: string | null): Outcome;
  /** By relation, in how many sources the customer with the most has something. */
  readonly most: Readonly<Record<string, number>>;
}

/** Of each type the sources that list it, in the order of the configuration. */
const LISTERS = LISTED.map((type) => ({
  type,
  field: LISTS[type],
  listers: LIVE.filter((connector) => lists(connector, type)).map(({ name }) => name),
  canCount: LIVE.every((connector) => !lists(connector, type) || connector.entities[type]?.list?.count !== undefined),
})).filter(({ listers }) => listers.length > 0);

/** Asks for what there is while nothing fails. */
export async function oneOfSeveral(ask: Ask): Promise<OneOfSeveral> {
  const persons = await Promise.all(SOURCES.map((source) => anchoredIn(source, ask)));
  const query = SPANNING.replace(
    /\}\s*$/,
    `${LISTERS.map(
      ({ type, field, canCount }) => `
    all${type}: ${field}(first: 2) { pageInfo { hasNextPage } ${canCount ? "totalCount " : ""}nodes { id } }
    ordered${type}: ${field}(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id } }`,
    ).join("")}
    ${persons
      .map(
        ({ source, id, email }) => `
    ${source}ById: customer(id: "${id}") { id displayName links { source recordId } }
    ${source}ByEmail: customerByEmail(email: "${email}") { id displayName }`,
      )
      .join("")}
    linked: customers(first: 3) { nodes { links { source recordId } } }
  }`,
  );
  const { data: whole } = (await healthy(ask, query)) as { data: Data & Customers };
  const parts = new Map<string, readonly Customer[]>();
  for (const source of SOURCES) {
    if (!HELD.some(({ holders }) => holders.includes(source))) continue;
    const { data } = (await healthy(ask, partOf(source))) as { data: Customers };
    parts.set(source, data.customers.nodes);
  }
  const partIn = (source: string, at: number, field: string): Held => parts.get(source)?.[at]?.[field] as Held;
  const anchor = ANCHORING[0] ?? "";

  function expected(failing: string | null): Outcome {
    if (failing === null) return { data: whole, places: [] };
    const data: Record<string, unknown> = { ...whole, [failing]: null };
    const places = new Set([failing]);
    const fail = (field: string): void => {
      data[field] = null;
      places.add(field);
    };
    for (const { type, listers, canCount } of LISTERS) {
      if (!listers.includes(failing)) continue;
      fail(`ordered${type}`);
      if (listers[0] === failing) fail(`all${type}`);
      else if (canCount) {
        data[`all${type}`] = { ...(whole[`all${type}`] as object), totalCount: null };
        places.add(`all${type}.totalCount`);
      }
    }
    for (const { source } of persons) {
      const mayAnchor = ANCHORING.indexOf(failing) <= ANCHORING.indexOf(source);
      if (mayAnchor) {
        fail(`${source}ById`);
        fail(`${source}ByEmail`);
      } else {
        data[`${source}ById`] = { ...(whole[`${source}ById`] as object), links: null };
        places.add(`${source}ById.links`);
      }
    }
    if (failing === anchor) {
      fail("customers");
      fail("linked");
      return { data, places: [...places].toSorted() };
    }
    data["linked"] = { nodes: [{ links: null }, { links: null }, { links: null }] };
    places.add("linked.nodes.*.links");
    data["customers"] = {
      nodes: whole.customers.nodes.map((customer, at) => {
        const left: Record<string, unknown> = { ...customer };
        for (const { field, holders } of HELD) {
          if (!holders.includes(failing)) continue;
          const isOnly = holders.length === 1;
          left[field] = isOnly ? null : without(customer[field] as Held, partIn(failing, at, field));
          const path = `customers.nodes.*.${field}`;
          for (const place of isOnly ? [path] : [`${path}.nodes.*`, `${path}.edges.*`]) places.add(place);
        }
        return left;
      }),
    };
    return { data, places: [...places].toSorted() };
  }

  const most: Record<string, number> = {};
  for (const { field, holders } of HELD) {
    const counts = whole.customers.nodes.map(
      (_, at) => holders.filter((source) => partIn(source, at, field).nodes.length > 0).length,
    );
    most[field] = Math.max(...counts);
  }
  return { query, expected, most };
}

/** What there is less one source's part, and behind it a null for the source. */
function without(whole: Held, part: Held): object {
  const gone = new Set(part.nodes.map(({ id }) => id));
  return {
    ...whole,
    nodes: [...whole.nodes.filter(({ id }) => !gone.has(id)), null],
    edges: [...whole.edges.filter(({ node }) => !gone.has(node.id)), null],
  };
}

interface Person {
  readonly source: string;
  readonly id: string;
  readonly email: string;
}

/** A customer whose anchor is the source's, and has an address. */
async function anchoredIn(source: string, ask: Ask): Promise<Person> {
  const { data } = await healthy(ask, `{ customers(first: 20, ${only(source)}) { nodes { id email } } }`);
  const people = (data as { customers: { nodes: { id: string; email: string | null }[] } }).customers.nodes;
  for (const { id, email } of people) {
    if (email !== null) return { source, id, email };
  }
  throw new Error(`Nobody is anchored in ${source}: let the sandbox have more customers`);
}

async function healthy(ask: Ask, query: string): Promise<Answer> {
  const answer = await ask({ query });
  if (answer.errors.length > 0) throw new Error(`Nothing was to fail yet: ${answer.text}`);
  return answer;
}

/** Where the errors of an answer stand. */
export function placesIn({ errors }: Answer): string[] {
  const paths = errors.map(({ path = [] }) => path.map((step) => (typeof step === "number" ? "*" : step)).join("."));
  return [...new Set(paths)].toSorted();
}
