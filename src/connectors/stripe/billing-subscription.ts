// https://docs.stripe.com/api/subscriptions
import type { BillingSubscriptionStatus } from "../../generated/types.ts";
import { flag, id, oneOf } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { BillingSubscription } from "../../mapping/entities.ts";
import { at, firstOf, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { pathUnder, readById, relatedBy } from "./reading.ts";

const path = "/v1/subscriptions";

const status = oneOf<BillingSubscriptionStatus>({
  incomplete: "INCOMPLETE",
  incomplete_expired: "INCOMPLETE_EXPIRED",
  trialing: "TRIALING",
  active: "ACTIVE",
  past_due: "PAST_DUE",
  canceled: "CANCELED",
  unpaid: "UNPAID",
  paused: "PAUSED",
});

const fields: FieldMap<BillingSubscription> = {
  id: required("id", id),
  status: at("status", status),
  // From API 2025-03-31 on each item has its own period.
  currentPeriodStart: firstOf(["current_period_start", "items.data.0.current_period_start"], epochSeconds),
  currentPeriodEnd: firstOf(["current_period_end", "items.data.0.current_period_end"], epochSeconds),
  cancelAtPeriodEnd: at("cancel_at_period_end", flag),
  createdAt: at("created", epochSeconds),
};

export const billingSubscription: EntitySource<BillingSubscription> = {
  fields,
  getMany: readById((subscriptionId) => pathUnder(path, subscriptionId)),
  // Without a status Stripe leaves out those that are over.
  related: { Contact: relatedBy((_, customer) => [{ path, query: { customer, status: "all" } }]) },
};
