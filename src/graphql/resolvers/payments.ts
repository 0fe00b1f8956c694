import type {
  BillingSubscriptionResolvers,
  InvoiceResolvers,
  PaymentResolvers,
  QueryResolvers,
  RefundResolvers,
} from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { valueOf } from "../../mapping/entities.ts";
import { listConnection } from "./list-connection.ts";
import type { Needs } from "./needs.ts";
import { byGlobalId } from "./node.ts";
import { relatedConnection } from "./related-connection.ts";

export const paymentNeeds: Needs = {
  "Payment.customer": [
    { type: "Payment", fields: ["contactId"] },
    { type: "Contact", fields: LINKING_FIELDS },
  ],
  "Payment.refunds": [],
};

export const paymentQueries: Pick<QueryResolvers, "payment" | "payments"> = {
  payment: (_, { id }, context) => byGlobalId(id, "Payment", context),
  payments: (_, args, context) => listConnection("Payment", args, context),
};

export const paymentResolvers: PaymentResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Payment", source, id),
  customer: async (payment, _, { customers }) => {
    const contactId = valueOf(payment, "contactId");
    return contactId === null ? null : customers.byRecord(payment.source, contactId);
  },
  refunds: (payment, args, context) => relatedConnection("Refund", payment, args, context),
};

export const refundResolvers: RefundResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Refund", source, id),
};

export const invoiceResolvers: InvoiceResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Invoice", source, id),
};

export const billingSubscriptionResolvers: BillingSubscriptionResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("BillingSubscription", source, id),
};
