import type { GraphQLResolveInfo } from "graphql";
import type { CustomerResolvers, QueryResolvers } from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { concatenated } from "../../loaders/connection.ts";
import type { Contact, EntityType } from "../../mapping/entities.ts";
import { valueOf } from "../../mapping/entities.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf, pageSize, type ConnectionArguments } from "./arguments.ts";
import { relatedConnection, type ConnectionParent } from "./connections.ts";
import { idOf } from "./node.ts";
import type { Needs } from "./needs.ts";

const linking = { type: "Contact", fields: LINKING_FIELDS } as const;

export const customerNeeds: Needs = {
  "Customer.company": [{ type: "Contact", fields: ["companyId"] }],
  "Customer.deals": [{ type: "Contact", fields: ["dealIds", ...LINKING_FIELDS] }],
  "Customer.activities": [{ type: "Contact", fields: ["activityIds", ...LINKING_FIELDS] }],
  "Customer.tickets": [linking],
  "Customer.payments": [linking],
  "Customer.invoices": [linking],
  "Customer.subscriptions": [linking],
  "Customer.links": [linking],
};

export const customerQueries: Pick<QueryResolvers, "customer" | "customerByEmail" | "customers"> = {
  customer: async (_, { id }, context) => {
    const { source, id: recordId } = idOf(id, "Customer", context.ids);
    return context.customers.byRecord(source, recordId);
  },
  customerByEmail: (_, { email }, context) => context.customers.byEmail(email),
  customers: async (_, args, context) => {
    const first = pageSize(args.first);
    const arrange = arrangementOf(args, context.ids);
    const streams = context.customers.streams((source) => arrange(source.name));
    return concatenated(streams, { kind: "Customer", first, after: args.after ?? null }, context.ids);
  },
};

export const customerResolvers: CustomerResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Customer", source, id),
  company: (customer, _, { loaders }) => {
    const companyId = valueOf(customer, "companyId");
    return companyId === null ? null : loaders.entity("Company", customer.source, companyId);
  },
  deals: (customer, args, context, info) => listedByCustomer("Deal", "dealIds", customer, args, context, info),
  activities: (customer, args, context, info) =>
    listedByCustomer("Activity", "activityIds", customer, args, context, info),
  tickets: (customer, args, context, info) => ofCustomer("Ticket", customer, args, context, info),
  payments: (customer, args, context, info) => ofCustomer("Payment", customer, args, context, info),
  invoices: (customer, args, context, info) => ofCustomer("Invoice", customer, args, context, info),
  subscriptions: (customer, args, context, info) => ofCustomer("BillingSubscription", customer, args, context, info),
  links: (customer, _, { customers }) => customers.links(customer),
};

async function ofCustomer<T extends EntityType>(
  type: T,
  customer: Contact,
  args: ConnectionArguments,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): ReturnType<typeof relatedConnection<T>> {
  return relatedConnection(type, await context.customers.parentsOf(customer, type), args, context, info);
}

/** As `ofCustomer`, where the anchor's record may list the ids of its own. */
async function listedByCustomer<T extends EntityType>(
  type: T,
  idsField: "dealIds" | "activityIds",
  customer: Contact,
  args: ConnectionArguments,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): ReturnType<typeof relatedConnection<T>> {
  const parents = await context.customers.parentsOf(customer, type);
  const withIds = parents.map((parent): ConnectionParent => {
    const isAnchor = parent.source === customer.source && parent.id === customer.id;
    return isAnchor ? { ...parent, childIds: valueOf(customer, idsField) } : parent;
  });
  return relatedConnection(type, withIds, args, context, info);
}
