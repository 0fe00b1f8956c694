// What can be expanded in which object: the `x-expandableFields` of the contract file, for the objects served here.
import { balanceTransactions } from "./balance-transactions.ts";
import { charges } from "./charges.ts";
import { customers } from "./customers.ts";
import type { IdKind } from "./ids.ts";
import { keyOfId } from "./ids.ts";
import { invoices } from "./invoices.ts";
import type { Json, JsonObject } from "./json.ts";
import { paymentIntents } from "./payment-intents.ts";
import { paymentMethod } from "./payment-methods.ts";
import { renderProduct } from "./prices.ts";
import { refunds, refundsOfCharge } from "./refunds.ts";
import type { Resource, View } from "./resource.ts";
import { find } from "./resource.ts";
import { subscriptions, subscriptionsOfCustomer } from "./subscriptions.ts";

export interface NodeType {
  readonly object: IdKind;
  readonly isList: boolean;
}

export type Edge =
  /** Can be expanded at Stripe, and is always null or absent here. */
  { readonly to: null } | { readonly to: NodeType; load(value: Json, owner: JsonObject, view: View): Json };

type Edges = Readonly<Record<string, Edge>>;

const nothing: Edge = { to: null };
const customer = reference(customers);
const charge = reference(charges);
const intent = reference(paymentIntents);
const invoice = reference(invoices);
const subscription = reference(subscriptions);
const transaction = reference(balanceTransactions);
const method = edgeTo("payment_method", (value, _owner, view) =>
  typeof value === "string" ? paymentMethod(value, view) : value,
);

const shared: Readonly<Partial<Record<IdKind, Edges>>> = {
  customer: {
    cash_balance: nothing,
    default_source: nothing,
    "discount.customer": customer,
    "discount.promotion_code": nothing,
    "invoice_settings.default_payment_method": nothing,
    sources: nothing,
    subscriptions: {
      to: { object: "subscription", isList: true },
      load: (value, owner, view) => value ?? withKey(owner, "customer", (key) => subscriptionsOfCustomer(key, view)),
    },
    tax: nothing,
    tax_ids: nothing,
    test_clock: nothing,
  },
  payment_intent: {
    application: nothing,
    customer,
    latest_charge: charge,
    on_behalf_of: nothing,
    payment_method: method,
    review: nothing,
  },
  charge: {
    application: nothing,
    application_fee: nothing,
    balance_transaction: transaction,
    customer,
    failure_balance_transaction: nothing,
    on_behalf_of: nothing,
    payment_intent: intent,
    refunds: {
      to: { object: "refund", isList: true },
      load: (value, owner, view) =>
        value ?? withKey(owner, "charge", (key) => refundsOfCharge(view.world.payments.at(key), view)),
    },
    review: nothing,
    source_transfer: nothing,
    transfer: nothing,
  },
  refund: {
    balance_transaction: transaction,
    charge,
    failure_balance_transaction: nothing,
    payment_intent: intent,
    source_transfer_reversal: nothing,
    transfer_reversal: nothing,
  },
  balance_transaction: {
    // A charge or a refund: what follows is expanded when the field is of that kind.
    source: edgeTo("charge", (value, _owner, view) =>
      typeof value === "string" ? (retrieve(charges, value, view) ?? retrieve(refunds, value, view)) : value,
    ),
  },
  payment_method: { customer },
  invoice: {
    account_tax_ids: nothing,
    application: nothing,
    customer,
    default_payment_method: nothing,
    default_source: nothing,
    discounts: nothing,
    latest_revision: nothing,
    lines: embedded("line_item", true),
    on_behalf_of: nothing,
    test_clock: nothing,
  },
  line_item: { discounts: nothing, subscription },
  subscription: {
    application: nothing,
    customer,
    default_payment_method: nothing,
    default_source: nothing,
    discounts: nothing,
    items: embedded("subscription_item", true),
    latest_invoice: invoice,
    on_behalf_of: nothing,
    pending_setup_intent: nothing,
    schedule: nothing,
    test_clock: nothing,
  },
  subscription_item: { price: embedded("price", false) },
  price: {
    product: edgeTo("product", (value, owner, view) =>
      typeof value === "string" ? renderProduct(String(owner["nickname"]), view) : value,
    ),
  },
  product: { default_price: nothing, tax_code: nothing },
};

const classic: Readonly<Partial<Record<IdKind, Edges>>> = {
  payment_intent: { invoice: nothing },
  charge: { invoice: nothing },
  invoice: { charge: nothing, discount: nothing, payment_intent: nothing, quote: nothing, subscription },
  line_item: { invoice_item: nothing, price: embedded("price", false) },
  subscription: { discount: nothing },
};

const basil: Readonly<Partial<Record<IdKind, Edges>>> = {
  invoice: { "parent.subscription_details.subscription": subscription },
  line_item: { "parent.subscription_item_details.subscription": subscription },
};

/** The properties of an object that can be expanded in this API version. */
export function expandableOf(object: IdKind, view: View): Edges {
  const versioned = view.version.isBasil ? basil : classic;
  return { ...shared[object], ...versioned[object] };
}

function retrieve<Row>(resource: Resource<Row>, id: string, view: View): JsonObject | null {
  const found = find(resource, id, view);
  return found === null ? null : resource.render(found.row, found.key, view);
}

function reference<Row>(resource: Resource<Row>): Edge {
  return edgeTo(resource.object, (value, _owner, view) =>
    typeof value === "string" ? retrieve(resource, value, view) : value,
  );
}

function embedded(object: IdKind, isList: boolean): Edge {
  return { to: { object, isList }, load: (value) => value };
}

function edgeTo(object: IdKind, load: (value: Json, owner: JsonObject, view: View) => Json): Edge {
  return { to: { object, isList: false }, load };
}

function withKey(owner: JsonObject, kind: IdKind, load: (key: number) => Json): Json {
  const key = keyOfId(kind, String(owner["id"]));
  return key === null ? null : load(key);
}
