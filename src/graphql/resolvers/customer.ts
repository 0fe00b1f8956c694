import type { CustomerResolvers, QueryResolvers } from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import type { RecordKey } from "../../identity/people.ts";
import { CUSTOMER_FIELDS, customerFields } from "../../mapping/customer-fields.ts";
import { valueOf } from "../../mapping/entities.ts";
import { customerConnection } from "./list-connection.ts";
import { idOf } from "./node.ts";
import type { Needs } from "./needs.ts";
import { ofCustomer, withIdsOf } from "./related-connection.ts";
import { survivorOf } from "./surviving-fields.ts";

const linking = { type: "Contact", fields: LINKING_FIELDS } as const;

export const customerNeeds: Needs = {
  "Customer.company": [{ type: "Contact", fields: ["companyId"] }],
  "Customer.deals": [{ type: "Contact", fields: ["dealIds", ...LINKING_FIELDS] }],
  "Customer.activities": [{ type: "Contact", fields: ["activityIds", ...LINKING_FIELDS] }],
  "Customer.tickets": [linking],
  "Customer.payments": [linking],
  "Customer.invoices": [linking],
  "Customer.subscriptions": [linking],
  "Customer.players": [linking],
  "Customer.summary": [],
  "Customer.links": [linking],
  "Customer.provenance": [
    { type: "Contact", fields: [...LINKING_FIELDS, "updatedAt"] },
    ...customerFields.map((field) => ({
      type: "Contact" as const,
      fields: [CUSTOMER_FIELDS[field]],
      ifMayRead: `Customer.${field}`,
    })),
  ],
};

export const customerQueries: Pick<QueryResolvers, "customer" | "customerByEmail" | "customers"> = {
  customer: async (_, { id }, context) => {
    const { source, id: recordId } = idOf(id, "Customer", context.ids);
    return context.customers.byId(source, recordId);
  },
  customerByEmail: (_, { email }, context) => context.customers.byEmail(email),
  customers: (_, args, context) => customerConnection(args, context),
};

export const customerResolvers: CustomerResolvers = {
  id: (customer, _, { customers, ids }) => {
    const encode = ({ source, recordId }: RecordKey): string => ids.encodeId("Customer", source, recordId);
    const record = customers.idOf(customer);
    return record instanceof Promise ? record.then(encode) : encode(record);
  },
  company: (customer, _, { loaders }) => {
    const companyId = valueOf(customer, "companyId");
    return companyId === null ? null : loaders.entity("Company", customer.source, companyId);
  },
  deals: (customer, args, context, info) =>
    ofCustomer("Deal", customer, args, context, info, withIdsOf("Deal", customer)),
  activities: (customer, args, context, info) =>
    ofCustomer("Activity", customer, args, context, info, withIdsOf("Activity", customer)),
  tickets: (customer, args, context, info) => ofCustomer("Ticket", customer, args, context, info),
  payments: (customer, args, context, info) => ofCustomer("Payment", customer, args, context, info),
  invoices: (customer, args, context, info) => ofCustomer("Invoice", customer, args, context, info),
  subscriptions: (customer, args, context, info) => ofCustomer("BillingSubscription", customer, args, context, info),
  players: (customer, args, context, info) => ofCustomer("Player", customer, args, context, info),
  summary: (customer) => customer,
  links: (customer, _, { customers }) => customers.links(customer),
  provenance: async (customer, _, context, info) => {
    const fields = customerFields.filter((field) => context.mayRead(`Customer.${field}`));
    const entries = await Promise.all(
      fields.map(async (field) => {
        const { record, hasValue } = await survivorOf(customer, field, context, info);
        const { source, id: recordId, updatedAt: asOf } = record;
        return hasValue ? [{ field, source, recordId, asOf }] : [];
      }),
    );
    return entries.flat();
  },
};
