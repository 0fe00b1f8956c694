// Every input that filters or orders, against what it filters and orders by: deny by default.
import { getNamedType, isEnumType, isInputObjectType, isObjectType, type GraphQLInputObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { implies } from "../../src/auth/rule.ts";
import { readRules } from "../../src/auth/rules.ts";
import { createSchema } from "../../src/graphql/schema.ts";

const schema = createSchema<object>({ Node: { __resolveType: () => "Deal" } });
const rules = readRules(schema);
const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);

/** The type whose fields an input is about. */
function subjectOf({ name }: GraphQLInputObjectType) {
  const type = schema.getType(name.replace(/(?:Filter|Order)$/, ""));
  return isObjectType(type) ? type : null;
}

const asked = new Set(
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()))
    .flatMap(({ args }) => args.filter(({ name }) => name === "filter").map((argument) => getNamedType(argument.type))),
);
// A search looks through sources, and filters no records.
const filters = inputs.filter((input) => asked.has(input) && input.name !== "SearchFilter");
const orders = inputs.filter((input) => input.name.endsWith("Order"));
const camelCase = (name: string): string =>
  name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Fields of inputs that are about no field: how conditions go together, and whose records. */
const ABOUT_NOTHING: ReadonlySet<string> = new Set(["and", "or", "source"]);

describe("an input that filters", () => {
  it("is there for everything that is listed, and goes together by and, or", () => {
    expect(filters.map(({ name }) => name).toSorted()).toEqual([
      "ActivityFilter",
      "BillingSubscriptionFilter",
      "CompanyFilter",
      "CustomerFilter",
      "DealFilter",
      "InvoiceFilter",
      "PaymentFilter",
      "PlayerFilter",
      "TicketFilter",
    ]);
    for (const filter of filters) {
      const { and, or } = filter.getFields();
      expect([String(and?.type), String(or?.type)]).toEqual([`[${filter.name}!]`, `[${filter.name}!]`]);
    }
  });

  it.each(filters.map((filter) => [filter.name, filter] as const))(
    "%s names fields of its type, and needs what each of them needs",
    (_, filter) => {
      const subject = subjectOf(filter);
      for (const field of Object.values(filter.getFields())) {
        if (ABOUT_NOTHING.has(field.name)) continue;
        expect(Object.keys(subject?.getFields() ?? {}), field.name).toContain(field.name);
        const needed = rules.ofField(subject?.name ?? "", field.name);
        expect(implies(rules.ofInputField(filter.name, field.name), needed), `${filter.name}.${field.name}`).toBe(true);
      }
    },
  );
});

describe("an input that orders", () => {
  it.each(orders.map((order) => [order.name, order] as const))(
    "%s names fields that all who may use it may read",
    (_, order) => {
      const subject = subjectOf(order);
      const values = getNamedType(order.getFields()["field"]?.type);
      expect(isEnumType(values) && values.getValues().length > 0).toBe(true);
      for (const { name } of isEnumType(values) ? values.getValues() : []) {
        const field = camelCase(name);
        expect(Object.keys(subject?.getFields() ?? {}), name).toContain(field);
        expect(implies(rules.ofInputField(order.name, "field"), rules.ofField(subject?.name ?? "", field)), name).toBe(
          true,
        );
      }
    },
  );
});
