import { getNamedType, isObjectType, type GraphQLField } from "graphql";
import { describe, expect, it } from "vitest";
import { costs } from "../../../src/graphql/resolvers/costs.ts";
import { costsOver, SPANNING } from "../../../src/graphql/resolvers/costs-over.ts";
import { resolvers } from "../../../src/graphql/resolvers/index.ts";
import { createSchema } from "../../../src/graphql/schema.ts";
import { entityTypeNamed } from "../../../src/mapping/entity-types.ts";
import { book } from "../../support/some-books.ts";

const desks = ["one", "two", "three"].map((name) => book({ name }).source);
const joined = book({ name: "joined", entities: ["Ticket"] }).source;

describe("costs over several sources", () => {
  it("count each source that has such a thing, and a field of one source once", () => {
    const over = costsOver(costs, [...desks, joined]);
    expect(Object.keys(over)).toEqual(Object.keys(costs));
    expect(over["Query.tickets"]?.(1, 200)).toBe(8);
    expect(over["Query.customers"]?.(1, 200)).toBe(6); // `joined` lists nobody
    expect(over["Customer.tickets"]?.(50, 5)).toBe(4 * (costs["Customer.tickets"]?.(50, 5) ?? 0));
    expect(over["Ticket.comments"]?.(50, 5)).toBe(costs["Ticket.comments"]?.(50, 5));
  });

  it("are those of one source where only one, or none, has it", () => {
    const over = costsOver(costs, desks.slice(0, 1));
    for (const [coordinate, cost] of Object.entries(over)) expect(cost).toBe(costs[coordinate]);
  });

  it("know every list that can be restricted to sources, every sum of a customer, and all that groups lead to", () => {
    const schema = createSchema(resolvers);
    const fieldsOf = (name: string): GraphQLField<unknown, unknown>[] => {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`no ${name}`);
      return Object.values(type.getFields());
    };
    const isRestrictable = ({ args }: GraphQLField<unknown, unknown>): boolean =>
      args.some((argument) => argument.name === "filter");
    const leadsOn = ({ type }: GraphQLField<unknown, unknown>): boolean =>
      entityTypeNamed(getNamedType(type).name) !== undefined;
    const spanning = [
      ...["Query", "Customer"].flatMap((name) =>
        fieldsOf(name)
          .filter(isRestrictable)
          .map((field) => `${name}.${field.name}`),
      ),
      ...fieldsOf("CustomerSummary").map(({ name }) => `CustomerSummary.${name}`),
      ...["DealGroup", "TicketGroup", "RevenueGroup"].flatMap((name) =>
        fieldsOf(name)
          .filter(leadsOn)
          .map((field) => `${name}.${field.name}`),
      ),
    ];
    expect(Object.keys(SPANNING).toSorted()).toEqual(spanning.toSorted());
  });
});
