// https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions_get
// There is no list of them, by whatever: `cannot` of the connector says so.
import type { BillingSubscriptionStatus } from "../../generated/types.ts";
import { id, oneOf } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { BillingSubscription } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { readById } from "./reading.ts";

const status = oneOf<BillingSubscriptionStatus>({
  APPROVAL_PENDING: "INCOMPLETE",
  APPROVED: "INCOMPLETE", // by the payer; the first payment is still to come
  ACTIVE: "ACTIVE",
  SUSPENDED: "PAUSED", // by the merchant, or after too many failed payments
  CANCELLED: "CANCELED",
  EXPIRED: "CANCELED",
});

// When the running period began is not told: the last payment may be a late one. One that is cancelled ends at once.
const fields: FieldMap<BillingSubscription> = {
  id: required("id", id),
  status: at("status", status),
  currentPeriodEnd: at("billing_info.next_billing_time", isoInstant),
  createdAt: at("create_time", isoInstant),
};

export const billingSubscription: EntitySource<BillingSubscription> = {
  fields,
  getMany: readById("/v1/billing/subscriptions"),
};
