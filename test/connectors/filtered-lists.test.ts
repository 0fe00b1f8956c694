// What vendors find by filters, held against what the core would let through: filters of every shape that a list says it
// can carry, of values that its records have and of hostile ones, over the vendor's sandbox.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clause, Filter, List, Operator, Scalar } from "../../src/connectors/contract.ts";
import { canCarry, canCombine } from "../../src/filters/abilities.ts";
import { clausesOf, EVERYTHING } from "../../src/filters/filter.ts";
import { isMoney, matches } from "../../src/loaders/matches.ts";
import type { Entity, EntityType } from "../../src/mapping/entities.ts";
import { recordMapper } from "../../src/mapping/map-record.ts";
import { createWorld } from "../../src/sandbox/world/create-world.ts";
import { startVendor, type VendorServer } from "../../src/sandbox/vendor-server.ts";
import type { UpstreamClient } from "../../src/upstream/client.ts";
import { anyFilter, anyText } from "../filters/any-filter.ts";
import { mappingContext, sourceOf } from "./connector-case.ts";
import { clientOf, playedConnectors } from "./sandbox-client.ts";

type Known = Entity & Readonly<Record<string, unknown>>;

const HELD = new Set(["dynamics", "salesforce"]);
const NOW_MS = Date.UTC(2026, 10, 25);
const world = createWorld({ seed: 7, customers: 150 });
const held = playedConnectors.filter(({ name }) => HELD.has(name));

describe.each(held)("filters of $name", ({ connector, vendor }) => {
  let server: VendorServer;
  let client: UpstreamClient;
  beforeAll(async () => {
    const context = { world, now: () => NOW_MS, rateScale: 100_000 };
    server = await startVendor(vendor, { context, latencyMs: 0, random: () => 0.5 });
    client = clientOf(connector, vendor, server.url, () => NOW_MS);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });

  const listed = (Object.keys(connector.entities) as EntityType[]).flatMap((type) => {
    const { fields, list } = sourceOf(connector, type);
    return list === undefined ? [] : [{ type, fields, list }];
  });

  it.each(listed)("let through of every $type what the core would", async ({ type, fields, list }) => {
    const select = Object.keys(fields);
    const options = { ...connector.options, ...vendor.options };
    const toEntity = recordMapper<Entity>(type, fields, select, mappingContext({ defaultCountry: "DE", options }));
    async function read(filter: Filter): Promise<Known[]> {
      const records: unknown[] = [];
      let after: string | null = null;
      do {
        const http = client.http({ deadlineMs: Date.now() + 60_000 });
        const asked = { select, filter, order: null, after, size: list.pageSize };
        const page: Awaited<ReturnType<List["read"]>> = await list.read(http, asked);
        records.push(...page.records);
        after = page.next;
      } while (after !== null);
      return records.map((record) => toEntity(record) as Known);
    }

    const all = await read(EVERYTHING);
    const filters = anyFilter(anyClause(list, all)).filter(
      (filter) => canCombine(filter, list.combines) && clausesOf(filter).every((clause) => canCarry(list, clause)),
    );
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const found = (await read(filter)).map(({ id }) => id).toSorted();
        const expected = all.filter((entity) => matches(entity, filter)).map(({ id }) => id);
        expect(found, JSON.stringify(filter)).toEqual(expected.toSorted());
        if (found.length > 0 && found.length < all.length) passed += 1;
      }),
      { numRuns: 80, seed: 1 },
    );
    expect(passed).toBeGreaterThan(5); // not only all or nothing
  });
});

/** Conditions that the list can carry, mostly on what its records hold. */
function anyClause(list: List, all: readonly Known[]): fc.Arbitrary<Clause> {
  const clauses = Object.entries(list.filters).flatMap(([field, operators]) => {
    const values = all.map((entity) => entity[field]).filter((value) => value !== null && value !== undefined);
    return operators.flatMap((operator) => clauseOf(field, operator, values));
  });
  return fc.oneof(...clauses);
}

function clauseOf(field: string, operator: Operator, values: readonly unknown[]): fc.Arbitrary<Clause>[] {
  const some = values.length === 0 ? null : fc.constantFrom(...values);
  const isEnum = ["status", "priority", "kind"].includes(field);
  if (operator === "isNull")
    return [fc.record({ field: fc.constant(field), operator: fc.constant(operator), value: fc.boolean() })];
  if (some === null) return [];
  if (operator === "gte" || operator === "lt") {
    const bound = some.map((value) => (isMoney(value) ? value : String(value)));
    return [fc.record({ field: fc.constant(field), operator: fc.constant(operator), value: bound })];
  }
  const own = some.map(String).chain((text) => fc.constantFrom(text, text.toUpperCase()));
  if (operator === "in" || operator === "notIn") {
    const exact = some.map((value): Scalar => String(value));
    const value = isEnum || field.endsWith("Id") ? exact : fc.oneof(own, anyText);
    const list = fc.array(value, { minLength: 1, maxLength: 3 });
    return [fc.record({ field: fc.constant(field), operator: fc.constant(operator), value: list })];
  }
  const part = own.chain((text) =>
    fc.nat(5).map((start) => text.slice(operator === "startsWith" ? 0 : start, start + 3)),
  );
  return [fc.record({ field: fc.constant(field), operator: fc.constant(operator), value: fc.oneof(part, anyText) })];
}
