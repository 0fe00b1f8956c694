// Captures, authorizations and refunds by id: https://developer.paypal.com/docs/api/payments/v2/
import { paymentOf } from "./account.ts";
import type { Account, Payment } from "./account.ts";
import { feeOf } from "./fees.ts";
import { noSuchId } from "./fault.ts";
import { ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { link } from "./links.ts";
import { merchant } from "./merchant.ts";
import { money } from "./money.ts";
import { customIdOf } from "./payer.ts";
import { sumOf } from "./refund-store.ts";
import type { Refund } from "./refund-store.ts";
import { dayMs, instant } from "./wire-time.ts";

/** PayPal honours an authorization for 29 days. */
const authorizationDays = 29;
const payee = { email_address: merchant.email, merchant_id: merchant.id };
const protection = { status: "ELIGIBLE", dispute_categories: ["ITEM_NOT_RECEIVED", "UNAUTHORIZED_TRANSACTION"] };
const noProtection = { status: "NOT_ELIGIBLE" };

/** The payment of that capture or authorization. Throws the 404. */
export function findPayment(kind: Payment["kind"], id: string, account: Account): Payment {
  const serial = ids[kind].serialOf(id);
  const { payments } = account.book;
  const payment = serial !== null && serial < payments.size ? paymentOf(payments.at(serial), account) : null;
  if (payment === null || payment.kind !== kind) throw noSuchId(`${kind}_id`, id);
  return payment;
}

/** Throws the 404. */
export function findRefund(id: string, account: Account): Refund {
  const serial = ids.refund.serialOf(id);
  const refund = serial === null ? null : account.refunds.at(serial);
  if (refund === null) throw noSuchId("refund_id", id);
  return refund;
}

export function captureStatus(payment: Payment, account: Account): string {
  const { row } = payment;
  if (row.status === "processing") return "PENDING";
  const refunded = sumOf(account.refunds.of(row));
  if (refunded === 0) return "COMPLETED";
  return refunded < row.amountMinor ? "PARTIALLY_REFUNDED" : "REFUNDED";
}

export function renderCapture(payment: Payment, account: Account, origin: string): JsonObject {
  const { row, payer, transactionId, isGuest } = payment;
  const { amountMinor, currency } = row;
  const isPending = row.status === "processing";
  const fee = feeOf(row);
  const path = `${origin}/v2/payments/captures/${transactionId}`;
  return {
    id: transactionId,
    status: captureStatus(payment, account),
    ...(isPending && { status_details: { reason: "PENDING_REVIEW" } }),
    amount: money(amountMinor, currency),
    custom_id: customIdOf(payer),
    seller_protection: isGuest ? noProtection : protection,
    final_capture: true,
    seller_receivable_breakdown: {
      gross_amount: money(amountMinor, currency),
      // Only known once the money is there.
      ...(!isPending && { paypal_fee: money(fee, currency), net_amount: money(amountMinor - fee, currency) }),
    },
    ...orderLinks(payment),
    payee,
    create_time: instant(row.createdAt),
    update_time: instant(account.refunds.of(row).at(-1)?.createdAt ?? row.createdAt),
    links: [link(path, "self"), link(`${path}/refund`, "refund", "POST"), ...upToOrder(payment, origin)],
  };
}

export function renderAuthorization(payment: Payment, origin: string): JsonObject {
  const { row, payer, transactionId, isGuest } = payment;
  const path = `${origin}/v2/payments/authorizations/${transactionId}`;
  return {
    id: transactionId,
    status: row.status === "canceled" ? "VOIDED" : "CREATED",
    amount: money(row.amountMinor, row.currency),
    custom_id: customIdOf(payer),
    seller_protection: isGuest ? noProtection : protection,
    expiration_time: instant(row.createdAt + authorizationDays * dayMs),
    ...orderLinks(payment),
    payee,
    create_time: instant(row.createdAt),
    update_time: instant(row.createdAt),
    links: [link(path, "self"), ...upToOrder(payment, origin)],
  };
}

export function renderRefund(refund: Refund, account: Account, origin: string): JsonObject {
  const { payment: row, amountMinor, createdAt } = refund;
  const { payer, transactionId } = paymentOf(row, account);
  const id = ids.refund.idOf(refund.serial);
  const earlier = account.refunds.of(row).filter(({ serial }) => serial <= refund.serial);
  return {
    id,
    status: "COMPLETED",
    amount: money(amountMinor, row.currency),
    invoice_id: refund.invoiceId,
    custom_id: refund.customId ?? customIdOf(payer),
    note_to_payer: refund.note,
    seller_payable_breakdown: {
      gross_amount: money(amountMinor, row.currency),
      paypal_fee: money(0, row.currency),
      net_amount: money(amountMinor, row.currency),
      total_refunded_amount: money(sumOf(earlier), row.currency),
    },
    payer: payee,
    create_time: instant(createdAt),
    update_time: instant(createdAt),
    links: [
      link(`${origin}/v2/payments/refunds/${id}`, "self"),
      link(`${origin}/v2/payments/captures/${transactionId}`, "up"),
    ],
  };
}

function orderLinks({ row, subscription }: Payment): JsonObject {
  if (subscription !== null) return {};
  return { supplementary_data: { related_ids: { order_id: ids.order.idOf(row.serial) } } };
}

function upToOrder({ row, subscription }: Payment, origin: string) {
  return subscription === null ? [link(`${origin}/v2/checkout/orders/${ids.order.idOf(row.serial)}`, "up")] : [];
}
