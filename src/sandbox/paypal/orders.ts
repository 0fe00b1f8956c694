// GET /v2/checkout/orders/{id}: https://developer.paypal.com/docs/api/orders/v2/#orders_get
import { paymentOf } from "./account.ts";
import type { Account, Payment } from "./account.ts";
import { noSuchId } from "./fault.ts";
import { ids } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { link } from "./links.ts";
import { merchant } from "./merchant.ts";
import { money } from "./money.ts";
import { accountIdOf, countryCodeOf, customIdOf, nameOf } from "./payer.ts";
import { renderAuthorization, renderCapture, renderRefund } from "./payments.ts";
import { instant } from "./wire-time.ts";

/** The payment of that order; one that pays a subscription has none. Throws the 404. */
export function findOrder(id: string, account: Account): Payment {
  const serial = ids.order.serialOf(id);
  const { payments } = account.book;
  const payment = serial !== null && serial < payments.size ? paymentOf(payments.at(serial), account) : null;
  if (payment === null || payment.subscription !== null) throw noSuchId("id", id);
  return payment;
}

export function renderOrder(payment: Payment, account: Account, origin: string): JsonObject {
  const { row, payer, kind, isGuest } = payment;
  const id = ids.order.idOf(row.serial);
  const amount = money(row.amountMinor, row.currency);
  return {
    id,
    intent: kind === "capture" ? "CAPTURE" : "AUTHORIZE",
    status: "COMPLETED",
    payment_source: paymentSource(payment),
    purchase_units: [
      {
        reference_id: "default",
        amount: { ...amount, breakdown: { item_total: amount } },
        payee: { email_address: merchant.email, merchant_id: merchant.id },
        description: row.description ?? undefined,
        custom_id: customIdOf(payer),
        payments: paymentsIn(payment, account, origin),
      },
    ],
    payer: {
      name: nameOf(payer),
      email_address: payer.email ?? undefined,
      payer_id: isGuest ? undefined : accountIdOf(payer),
      address: { country_code: countryCodeOf(payer) },
    },
    create_time: instant(row.createdAt),
    update_time: instant(row.createdAt),
    links: [link(`${origin}/v2/checkout/orders/${id}`, "self")],
  };
}

function paymentSource({ payer, isGuest }: Payment): JsonObject {
  if (isGuest) return { card: { type: "CREDIT" } };
  return {
    paypal: {
      email_address: payer.email ?? undefined,
      account_id: accountIdOf(payer),
      account_status: "VERIFIED",
      name: nameOf(payer),
      address: { country_code: countryCodeOf(payer) },
    },
  };
}

function paymentsIn(payment: Payment, account: Account, origin: string): JsonObject {
  if (payment.kind === "authorization") return { authorizations: [renderAuthorization(payment, origin)] };
  const refunds = account.refunds.of(payment.row);
  return {
    captures: [renderCapture(payment, account, origin)],
    refunds: refunds.length === 0 ? undefined : refunds.map((refund) => renderRefund(refund, account, origin)),
  };
}
