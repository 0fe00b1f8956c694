// Searches against a plain filter over what the workspace lists, for queries that nobody thought of.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { cursorIn, objectIn, objectsIn, startWorkspace } from "./running-workspace.ts";
import type { Plain, RunningWorkspace } from "./running-workspace.ts";

/** A filter as it is sent, and whether a record satisfies it. */
interface Case {
  readonly sent: Plain;
  readonly test: (record: Plain) => boolean;
}

type Read = (record: Plain) => unknown;

/** How a collection is searched, and what its fields are in a listed record. */
interface Collection {
  readonly path: string;
  readonly key: string;
  /** Instants are compared by the day, and by three operators alone. */
  readonly hasDays: boolean;
  readonly strings: Readonly<Record<string, Read>>;
  readonly integers: Readonly<Record<string, Read>>;
  readonly booleans: Readonly<Record<string, Read>>;
  readonly dates: Readonly<Record<string, Read>>;
}

const at =
  (...path: readonly string[]): Read =>
  (record) => {
    let value: unknown = record;
    for (const key of path) value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    return value ?? null;
  };
const each =
  (list: Read, key: string): Read =>
  (record) => {
    const found = list(record);
    return found === null ? [] : objectsIn(found).map((one) => one[key]);
  };

const contacts: Collection = {
  path: "/contacts/search",
  key: "data",
  hasDays: true,
  strings: {
    id: at("id"),
    role: at("role"),
    name: at("name"),
    email: at("email"),
    email_domain: at("email_domain"),
    phone: at("phone"),
    external_id: at("external_id"),
    "location.country": at("location", "country"),
    os: at("os"),
  },
  integers: { owner_id: at("owner_id") },
  booleans: { unsubscribed_from_emails: at("unsubscribed_from_emails"), has_hard_bounced: at("has_hard_bounced") },
  dates: {
    created_at: at("created_at"),
    updated_at: at("updated_at"),
    signed_up_at: at("signed_up_at"),
    last_seen_at: at("last_seen_at"),
    last_replied_at: at("last_replied_at"),
  },
};

const conversations: Collection = {
  path: "/conversations/search",
  key: "conversations",
  hasDays: false,
  strings: {
    id: at("id"),
    state: at("state"),
    priority: at("priority"),
    "source.type": at("source", "type"),
    "source.subject": at("source", "subject"),
    "source.author.type": at("source", "author", "type"),
    "source.author.email": at("source", "author", "email"),
    contact_ids: each(at("contacts", "contacts"), "id"),
    teammate_ids: each(at("teammates", "teammates"), "id"),
    tag_ids: each(at("tags", "tags"), "id"),
  },
  integers: {
    admin_assignee_id: at("admin_assignee_id"),
    team_assignee_id: at("team_assignee_id"),
    "statistics.count_conversation_parts": at("statistics", "count_conversation_parts"),
    "statistics.time_to_admin_reply": at("statistics", "time_to_admin_reply"),
  },
  booleans: { open: at("open"), read: at("read") },
  dates: {
    created_at: at("created_at"),
    updated_at: at("updated_at"),
    waiting_since: at("waiting_since"),
    snoozed_until: at("snoozed_until"),
    "statistics.last_close_at": at("statistics", "last_close_at"),
  },
};

const tickets: Collection = {
  path: "/tickets/search",
  key: "tickets",
  hasDays: false,
  strings: {
    id: at("id"),
    title: at("ticket_attributes", "_default_title_"),
    state: at("ticket_state", "category"),
    ticket_type_id: at("ticket_type", "id"),
    contact_ids: each(at("contacts", "contacts"), "id"),
    admin_assignee_id: at("admin_assignee_id"),
    team_assignee_id: at("team_assignee_id"),
  },
  integers: {},
  booleans: { open: at("open") },
  dates: { created_at: at("created_at"), updated_at: at("updated_at") },
};

let workspace: RunningWorkspace;
beforeAll(async () => {
  workspace = await startWorkspace({ world: createWorld({ seed: 11, customers: 600 }) });
});
afterAll(() => workspace.stop());

async function search({ path, key }: Collection, query: Plain, perPage = 150): Promise<readonly Plain[]> {
  const found: Plain[] = [];
  let cursor: string | undefined;
  let total: unknown;
  do {
    const pagination = { per_page: perPage, ...(cursor !== undefined && { starting_after: cursor }) };
    const { status, body } = await workspace.post(path, { query, pagination });
    expect(status, JSON.stringify(body)).toBe(200);
    found.push(...objectsIn(body[key]));
    cursor = cursorIn(body);
    total = body["total_count"];
  } while (cursor !== undefined);
  expect(total).toBe(found.length);
  return found;
}

const fold = (value: unknown): string => String(value).toLowerCase();
const valuesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value.length === 0 ? [null] : value) : [value];
const some =
  (read: Read, test: (value: unknown) => boolean): Case["test"] =>
  (record) =>
    valuesOf(read(record)).some((value) => value !== null && test(value));
const not =
  (test: Case["test"]): Case["test"] =>
  (record) =>
    !test(record);
const dayOf = (instant: unknown): number => Math.floor(Number(instant) / 86_400);

function caseOf(name: string, operator: string, value: unknown, test: Case["test"]): Case {
  return { sent: { field: name, operator, value }, test };
}

/** Conditions over one collection; values are those of its own records, so that something matches. */
function conditions(collection: Collection, all: readonly Plain[]): fc.Arbitrary<Case> {
  const sample = (read: Read): fc.Arbitrary<unknown> =>
    fc.constantFrom(...all).map((record) => valuesOf(read(record))[0]);
  const field = (fields: Readonly<Record<string, Read>>) => fc.constantFrom(...Object.entries(fields));
  const isNull = (name: string, read: Read): Case =>
    caseOf(name, "=", null, (record) => valuesOf(read(record)).every((value) => value === null));

  const text = fc
    .tuple(field(collection.strings), fc.constantFrom("=", "!=", "~", "!~", "^", "$"), fc.nat(9), fc.nat(9))
    .chain(([[name, read], operator, from, length]) =>
      sample(read).map((value) => {
        if (value === null) return isNull(name, read);
        const whole = String(value);
        const part =
          operator === "$" ? whole.slice(-1 - length) : whole.slice(operator === "^" ? 0 : from % whole.length || 0);
        const wanted =
          operator.endsWith("=") || part === "" ? whole : operator === "$" ? part : part.slice(0, 1 + length);
        const tests: Readonly<Record<string, (found: string) => boolean>> = {
          "=": (found) => found === fold(wanted),
          "~": (found) => found.includes(fold(wanted)),
          "^": (found) => found.startsWith(fold(wanted)),
          $: (found) => found.endsWith(fold(wanted)),
        };
        const positive = some(read, (found) => tests[operator.replace("!", "")]?.(fold(found)) ?? false);
        return caseOf(name, operator, wanted, operator.startsWith("!") ? not(positive) : positive);
      }),
    );
  const list = fc
    .tuple(field({ ...collection.strings, ...collection.integers }), fc.constantFrom("IN", "NIN"))
    .chain(([[name, read], operator]) =>
      fc.array(sample(read), { minLength: 1, maxLength: 4 }).map((values) => {
        const wanted = values.filter((value) => value !== null);
        const positive = some(read, (found) => wanted.map(fold).includes(fold(found)));
        return caseOf(name, operator, wanted, operator === "NIN" ? not(positive) : positive);
      }),
    );
  const flag = fc
    .tuple(field(collection.booleans), fc.constantFrom("=", "!="), fc.boolean())
    .map(([[name, read], operator, wanted]) => {
      const positive = some(read, (found) => found === wanted);
      return caseOf(name, operator, wanted, operator === "!=" ? not(positive) : positive);
    });
  const number = fc
    .tuple(
      field({ ...collection.integers, ...(!collection.hasDays && collection.dates) }),
      fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
    )
    .chain(([[name, read], operator]) =>
      sample(read).map((value) => {
        if (value === null) return isNull(name, read);
        const wanted = Number(value);
        // Of conversations and tickets, `>` and `<` include the bound.
        const isInclusive = operator.endsWith("=") || !collection.hasDays;
        const positive = some(read, (found) => {
          if (operator === "=" || operator === "!=") return found === wanted;
          if (found === wanted) return isInclusive;
          return operator.startsWith("<") ? Number(found) < wanted : Number(found) > wanted;
        });
        // An integer in the contract, digits in its example.
        const sent = wanted % 2 === 0 ? wanted : String(wanted);
        return caseOf(name, operator, sent, operator === "!=" ? not(positive) : positive);
      }),
    );
  const day = fc.tuple(field(collection.dates), fc.constantFrom("=", "<", ">")).chain(([[name, read], operator]) =>
    sample(read).map((value) => {
      if (value === null) return isNull(name, read);
      const order = (found: unknown): number => dayOf(found) - dayOf(value);
      const test = some(read, (found) =>
        operator === "=" ? order(found) === 0 : operator === "<" ? order(found) < 0 : order(found) > 0,
      );
      return caseOf(name, operator, value, test);
    }),
  );
  const hasNumbers = !collection.hasDays || Object.keys(collection.integers).length > 0;
  return fc.oneof(text, list, flag, ...(hasNumbers ? [number] : []), ...(collection.hasDays ? [day] : []));
}

function groups(part: fc.Arbitrary<Case>): fc.Arbitrary<Case> {
  return fc
    .tuple(fc.constantFrom("AND", "OR"), fc.array(part, { minLength: 1, maxLength: 4 }))
    .map(([operator, parts]) => ({
      sent: { operator, value: parts.map(({ sent }) => sent) },
      test: (record) =>
        operator === "AND" ? parts.every(({ test }) => test(record)) : parts.some(({ test }) => test(record)),
    }));
}

describe.each([
  ["contacts", contacts],
  ["conversations", conversations],
  ["tickets", tickets],
] as const)("a search for %s", (_name, collection) => {
  it("finds what a plain filter finds, whatever the query", async () => {
    const all = await search(collection, { field: "id", operator: "!=", value: "0" });
    expect(all.length).toBeGreaterThan(80);
    const condition = conditions(collection, all);
    const query = fc.oneof(condition, groups(condition), groups(groups(condition)));
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(query, async ({ sent, test }) => {
        const expected = all.filter(test).map(({ id }) => id);
        if (expected.length > 0 && expected.length < all.length) matched += 1;
        const found = await search(collection, objectIn(sent));
        expect(found.map(({ id }) => id)).toEqual(expected);
      }),
      { numRuns: 100, seed: 20_261_125 },
    );
    // Otherwise it would show nothing.
    expect(matched).toBeGreaterThan(25);
  });
});
