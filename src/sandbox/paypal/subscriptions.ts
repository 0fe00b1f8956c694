// https://developer.paypal.com/docs/api/subscriptions/v1/#subscriptions
import type { FastifyRequest } from "fastify";
import type { SubscriptionRow } from "../world.ts";
import { paymentOf } from "./account.ts";
import type { Account } from "./account.ts";
import { noSuchId } from "./fault.ts";
import { feeOf } from "./fees.ts";
import { ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { link, originOf } from "./links.ts";
import { money } from "./money.ts";
import { accountIdOf, customIdOf, nameOf } from "./payer.ts";
import { captureStatus } from "./payments.ts";
import { planOf, renderPlan } from "./plans.ts";
import { generalWording, subscriptionsWording } from "./problems.ts";
import { createQuery } from "./query.ts";
import { paymentsOfSubscription } from "./subscription-links.ts";
import { instant } from "./wire-time.ts";

/** Those that the book of PayPal has; the others are Stripe's alone. */
const statuses: Readonly<Partial<Record<SubscriptionRow["status"], string>>> = {
  active: "ACTIVE",
  incomplete: "APPROVAL_PENDING",
  paused: "SUSPENDED",
  canceled: "CANCELLED",
};

/** Throws the 404. */
export function findSubscription(id: string, { book }: Account): SubscriptionRow {
  const serial = ids.subscription.serialOf(id);
  if (serial === null || serial >= book.subscriptions.size) throw noSuchId("id", id);
  return book.subscriptions.at(serial);
}

/** GET /v1/billing/subscriptions/{id}. Throws PaypalFault. */
export function showSubscription(row: SubscriptionRow, request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, generalWording);
  const fields = query.text("fields", { min: 1, max: 100 })?.split(",") ?? [];
  if (!fields.every((field) => ["plan", "last_failed_payment"].includes(field))) query.reject("fields", "value");
  query.finish();

  const payer = account.book.payers.at(row.customer);
  const plan = planOf(row);
  const isApproved = row.status !== "incomplete";
  const changedAt =
    row.status === "canceled" ? row.periodEnd : row.status === "paused" ? row.periodStart : row.createdAt;
  const origin = originOf(request);
  const id = ids.subscription.idOf(row.serial);
  return {
    id,
    status: statuses[row.status],
    status_update_time: instant(changedAt),
    plan_id: ids.plan.idOf(plan.serial),
    // Each subscription in the data has a price of its own.
    plan_overridden: true,
    ...(fields.includes("plan") && { plan: renderPlan(plan, origin, row.amountMinor) }),
    start_time: instant(row.createdAt),
    quantity: "1",
    subscriber: {
      email_address: payer.email ?? undefined,
      payer_id: isApproved ? accountIdOf(payer) : undefined,
      name: nameOf(payer),
    },
    billing_info: isApproved ? billingInfo(row, account) : undefined,
    custom_id: customIdOf(payer),
    create_time: instant(row.createdAt),
    update_time: instant(changedAt),
    links: [link(`${origin}/v1/billing/subscriptions/${id}`, "self")],
  };
}

function billingInfo(row: SubscriptionRow, { book }: Account): JsonObject {
  const payments = paymentsOfSubscription(row, book);
  const last = payments.at(-1);
  return {
    outstanding_balance: money(0, row.currency),
    cycle_executions: [
      { tenure_type: "REGULAR", sequence: 1, cycles_completed: payments.length, cycles_remaining: 0, total_cycles: 0 },
    ],
    last_payment: last && { amount: money(last.amountMinor, last.currency), time: instant(last.createdAt) },
    next_billing_time: row.status === "active" ? instant(row.periodEnd) : undefined,
    failed_payments_count: 0,
  };
}

/** GET /v1/billing/subscriptions/{id}/transactions, oldest first. Throws PaypalFault. */
export function subscriptionTransactions(row: SubscriptionRow, request: FastifyRequest, account: Account): JsonObject {
  const query = createQuery(request.url, subscriptionsWording);
  const from = query.requiredInstant("start_time");
  const to = query.requiredInstant("end_time");
  if (to < from) query.reject("end_time", "value");
  query.finish();

  const payer = account.book.payers.at(row.customer);
  const transactions = paymentsOfSubscription(row, account.book)
    .filter(({ createdAt }) => createdAt >= from && createdAt <= to)
    .map((payment): JsonObject => {
      const { amountMinor, currency, createdAt } = payment;
      const fee = feeOf(payment);
      return {
        id: ids.capture.idOf(payment.serial),
        status: captureStatus(paymentOf(payment, account), account),
        amount_with_breakdown: {
          gross_amount: money(amountMinor, currency),
          fee_amount: money(fee, currency),
          net_amount: money(amountMinor - fee, currency),
        },
        payer_name: nameOf(payer),
        payer_email: payer.email ?? undefined,
        time: instant(createdAt),
      };
    });
  const self = new URL(request.url, originOf(request)).href;
  return { transactions, total_items: transactions.length, total_pages: 1, links: [link(self, "self")] };
}
