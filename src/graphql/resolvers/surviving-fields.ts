// A customer's values where the configuration says which source's record they come from.
import type { GraphQLResolveInfo } from "graphql";
import type { CustomerResolvers, Resolvers } from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { preferredSources, type Survivor, type Survivorship } from "../../identity/survivors.ts";
import { CUSTOMER_FIELDS, customerFields, type CustomerField } from "../../mapping/customer-fields.ts";
import { valueOf, type Contact } from "../../mapping/entities.ts";
import type { GraphqlContext } from "../context.ts";
import type { Costs } from "../cost.ts";
import { peopleCost } from "./costs.ts";
import type { Needs } from "./needs.ts";
import { addShortfall } from "./shortfall.ts";

/** What is said of fields: how they are resolved, what they read, and what they cost. */
export interface FieldTables {
  readonly resolvers: Resolvers;
  readonly needs: Needs;
  readonly costs: Costs;
}

/**
 * The tables, with the fields that are configured: without configuration a field is the anchor's own, and has no resolver
 * that would cost each row something.
 */
export function withSurvivorship({ resolvers, needs, costs }: FieldTables, survivorship: Survivorship): FieldTables {
  const fields = customerFields.filter((field) => preferredSources(survivorship, field) !== undefined);
  const own = Object.fromEntries(fields.map((field) => [field, RESOLVERS[field]]));
  const reading = fields.map((field): [string, Needs[string]] => [
    `Customer.${field}`,
    [{ type: "Contact", fields: [CUSTOMER_FIELDS[field], ...LINKING_FIELDS] }],
  ]);
  return {
    resolvers: { ...resolvers, Customer: { ...resolvers.Customer, ...own } },
    needs: { ...needs, ...Object.fromEntries(reading) },
    costs: { ...costs, ...Object.fromEntries(fields.map((field) => [`Customer.${field}`, peopleCost])) },
  };
}

const RESOLVERS: Required<Pick<CustomerResolvers, CustomerField>> = {
  displayName: survivingValue("displayName"),
  email: survivingValue("email"),
  phone: survivingValue("phone"),
  createdAt: survivingValue("createdAt"),
  updatedAt: survivingValue("updatedAt"),
  company: async (customer, _, context, info) => {
    const { record } = await survivorOf(customer, "company", context, info);
    const companyId = valueOf(record, "companyId");
    return companyId === null ? null : context.loaders.entity("Company", record.source, companyId);
  },
};

type Resolve<R> = (customer: Contact, _: unknown, context: GraphqlContext, info: GraphQLResolveInfo) => Promise<R>;

function survivingValue<F extends Exclude<CustomerField, "company">>(field: F): Resolve<Contact[F]> {
  return async (customer, _, context, info) => (await survivorOf(customer, field, context, info)).record[field];
}

/** Which record gives the value. A source that could not be asked for a better one is an error beside it. */
export async function survivorOf(
  customer: Contact,
  field: CustomerField,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): Promise<Survivor> {
  const survivor = await context.survivors.of(customer, field);
  for (const failure of survivor.failures) addShortfall(context, info, failure);
  return survivor;
}
