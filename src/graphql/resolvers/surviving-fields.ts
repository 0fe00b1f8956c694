// A customer's values where the configuration says which source's record they come from.
import type { GraphQLResolveInfo } from "graphql";
import type { CustomerResolvers } from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { preferredSources, type Survivor, type Survivorship } from "../../identity/survivors.ts";
import { CUSTOMER_FIELDS, customerFields, type CustomerField } from "../../mapping/customer-fields.ts";
import { valueOf, type Contact } from "../../mapping/entities.ts";
import type { GraphqlContext } from "../context.ts";
import type { Costs } from "../cost.ts";
import { peopleCost } from "./costs.ts";
import type { Needs } from "./needs.ts";
import { addShortfall } from "./shortfall.ts";

export interface SurvivingFields {
  readonly resolvers: CustomerResolvers;
  readonly needs: Needs;
  readonly costs: Costs;
}

/**
 * Of the fields that are configured: without configuration a field is the anchor's own, and has no resolver that would
 * cost each row something.
 */
export function survivingFields(survivorship: Survivorship): SurvivingFields {
  const fields = customerFields.filter((field) => preferredSources(survivorship, field) !== undefined);
  const coordinates = fields.map((field) => [`Customer.${field}`, field] as const);
  return {
    resolvers: Object.fromEntries(fields.map((field) => [field, RESOLVERS[field]])),
    needs: Object.fromEntries(
      coordinates.map(([coordinate, field]) => [
        coordinate,
        [{ type: "Contact", fields: [CUSTOMER_FIELDS[field], ...LINKING_FIELDS] }],
      ]),
    ),
    costs: Object.fromEntries(coordinates.map(([coordinate]) => [coordinate, peopleCost])),
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
