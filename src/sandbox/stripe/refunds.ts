import type { PaymentRow, RefundRow } from "../world.ts";
import { chargeId, charges, intentId } from "./charges.ts";
import { stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import { refundCreated, refundKeysOf, refundOfKey, transactionKey } from "./ledger.ts";
import { paymentIntents } from "./payment-intents.ts";
import type { Resource, View } from "./resource.ts";
import { keyOfParam } from "./resource.ts";
import { keys } from "./sequence.ts";

interface RefundOfPayment {
  readonly payment: PaymentRow;
  readonly refund: RefundRow;
}

/** https://docs.stripe.com/api/refunds */
export const refunds: Resource<RefundOfPayment> = {
  object: "refund",
  path: "/refunds",
  all: (view) => view.ledger.refunds(),
  row(key, view) {
    const { payment: serial, index } = refundOfKey(key);
    const payment = serial < view.world.payments.size ? view.world.payments.at(serial) : null;
    const refund = payment?.refunds[index];
    return payment === null || refund === undefined ? null : { payment, refund };
  },
  created: (key, view) => refundCreated(key, view.world),
  select(params, view) {
    const intent = params.string("payment_intent");
    const charge = params.string("charge");
    const intentKey = intent === undefined ? null : keyOfParam(paymentIntents, intent, "payment_intent", view);
    const chargeKey = charge === undefined ? null : keyOfParam(charges, charge, "charge", view);
    const payment = intentKey ?? chargeKey;
    if (payment === null) return {};
    const isContradiction = intentKey !== null && chargeKey !== null && intentKey !== chargeKey;
    return { sequence: keys(isContradiction ? [] : refundKeysOf(view.world.payments.at(payment))) };
  },
  render: renderRefund,
};

/** The refunds of a charge as the list that `expand[]=refunds` puts into it: the ten newest. */
export function refundsOfCharge(payment: PaymentRow, view: View): JsonObject {
  const newestFirst = refundKeysOf(payment).toReversed();
  return {
    object: "list",
    data: newestFirst.slice(0, 10).map((key) => {
      const row = refunds.row(key, view);
      return row === null ? null : renderRefund(row, key);
    }),
    has_more: newestFirst.length > 10,
    url: `/v1/charges/${stripeId("charge", payment.serial)}/refunds`,
  };
}

function renderRefund({ payment, refund }: RefundOfPayment, key: number): JsonObject {
  return {
    id: stripeId("refund", key),
    object: "refund",
    amount: refund.amountMinor,
    balance_transaction: stripeId("balance_transaction", transactionKey(payment.serial, refundOfKey(key).index)),
    charge: chargeId(payment),
    created: seconds(refund.createdAt),
    currency: payment.currency.toLowerCase(),
    customer: stripeId("customer", payment.customer),
    customer_account: null,
    destination_details: { card: { type: "refund" }, type: "card" },
    metadata: {},
    payment_intent: intentId(payment),
    payment_method: stripeId("payment_method", payment.serial),
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  };
}
