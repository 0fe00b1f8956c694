// What stats may group by, held to who may read it.
import { getNamedType, isEnumType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { implies } from "../../../src/auth/rule.ts";
import { readRules } from "../../../src/auth/rules.ts";
import { resolvers } from "../../../src/graphql/resolvers/index.ts";
import { createSchema } from "../../../src/graphql/schema.ts";
import { entityTypeNamed } from "../../../src/mapping/entity-types.ts";
import { SUMMED_TYPES } from "../../../src/sums/summed-types.ts";

const schema = createSchema(resolvers);
const rules = readRules(schema);

const STATS = [
  ["Deal", "DealStats", "DealGroup", "DealGroupBy"],
  ["Ticket", "TicketStats", "TicketGroup", "TicketGroupBy"],
  ["Payment", "RevenueStats", "RevenueGroup", "RevenueGroupBy"],
] as const;

function fieldsOf(name: string): [string, string][] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`no ${name}`);
  return Object.values(type.getFields()).map((field) => [field.name, getNamedType(field.type).name]);
}

describe.each(STATS)("stats of a %s", (entity, stats, group, groupBy) => {
  it("are for those who may read it, and all that its groups lead to", () => {
    const led = fieldsOf(group).flatMap(([, type]) => (entityTypeNamed(type) === undefined ? [] : [type]));
    for (const type of [entity, ...led]) {
      expect(implies(rules.ofType(stats), rules.ofType(type)), type).toBe(true);
      expect(implies(rules.ofType(group), rules.ofType(type)), type).toBe(true);
    }
  });

  it("have a place in groups for all that can be grouped by", () => {
    const type = schema.getType(groupBy);
    const values = isEnumType(type) ? type.getValues().map(({ name }) => name.toLowerCase()) : [];
    const places = fieldsOf(group).map(([name]) => name);
    expect(values.length).toBeGreaterThan(2);
    for (const value of values)
      expect(
        places.some((place) => place === value || place === `${value}s`),
        value,
      ).toBe(true);
  });

  it("add up what the type has", () => {
    const names = fieldsOf(entity).map(([name]) => name);
    const { monthOf, amount, only } = SUMMED_TYPES[entity];
    expect(names).toContain(monthOf);
    expect(fieldsOf(group).some(([name]) => name === "amount")).toBe(amount !== null);
    expect(names).toEqual(expect.arrayContaining([amount, only?.field].filter((name) => typeof name === "string")));
  });
});
