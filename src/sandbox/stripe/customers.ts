import { hubspotContactId, hubspotContactSerial } from "../ids.ts";
import { asWritten, ownFactsOf } from "../world/loyalty.ts";
import type { PersonRecord } from "../world.ts";
import { discountOf } from "./discount.ts";
import { filler, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import type { Resource, View } from "./resource.ts";
import { keys, serials } from "./sequence.ts";

const contactIdKey = "hubspot_contact_id";

/** https://docs.stripe.com/api/customers */
export const customers: Resource<PersonRecord> = {
  object: "customer",
  path: "/customers",
  all: (view) => serials(view.world.payers.size),
  row: (key, view) => (key < view.world.payers.size ? view.world.payers.at(key) : null),
  created: (key, view) => seconds(view.world.payers.at(key).createdAt),
  select(params, view) {
    const email = params.string("email");
    if (params.string("test_clock") !== undefined) return { sequence: keys([]) };
    if (email === undefined) return {};
    // Unlike search, the list filter distinguishes upper and lower case: stripe/stripe-dotnet#2240.
    return { sequence: keys(view.world.payers.withEmail(email)), accepts: (row) => row.email === email };
  },
  render: renderCustomer,
  search: {
    fields: {
      created: { type: "numeric", read: (row) => seconds(row.createdAt) },
      email: {
        type: "string",
        read: (row) => row.email,
        candidates: (email, view) => view.world.payers.withEmail(email),
      },
      name: { type: "string", read: nameOf },
      phone: { type: "string", read: (row) => row.phone },
    },
    metadata: (name) => ({
      type: "token",
      read: (row) => metadataOf(row)[name] ?? null,
      candidates(value, view) {
        const serial = name === contactIdKey ? hubspotContactSerial(value) : null;
        return serial === null ? [] : view.world.payers.withCrmSerial(serial);
      },
    }),
  },
};

export function nameOf(record: PersonRecord): string | null {
  const names = [record.givenName, record.familyName].filter((name) => name !== null && name !== "");
  return names.length === 0 ? null : names.join(" ");
}

export function addressOf(record: PersonRecord): JsonObject {
  return { city: null, country: record.person.country, line1: null, line2: null, postal_code: null, state: null };
}

function metadataOf(record: PersonRecord): Record<string, string> {
  const { loyalty, wantsNewsletter } = ownFactsOf(record.person);
  return {
    ...(record.crmSerial !== null && { [contactIdKey]: hubspotContactId(record.crmSerial) }),
    ...(loyalty !== null && {
      loyalty_tier: loyalty.tier,
      loyalty_points: String(loyalty.points),
      member_since: asWritten(loyalty.memberSince),
    }),
    ...(wantsNewsletter !== null && { newsletter: wantsNewsletter ? "1" : "0" }),
  };
}

export function renderCustomer(row: PersonRecord, key: number, view: View): JsonObject {
  const { invoices, subscriptions } = view.world;
  const bills = invoices.of(key);
  const firstBill = bills[0];
  const plans = subscriptions.of(key).map((serial) => subscriptions.at(serial));
  return {
    id: stripeId("customer", key),
    object: "customer",
    address: addressOf(row),
    balance: 0,
    created: seconds(row.createdAt),
    currency: plans[0]?.currency.toLowerCase() ?? null,
    customer_account: null,
    default_source: null,
    delinquent: plans.some((plan) => plan.status === "past_due" || plan.status === "unpaid"),
    description: null,
    discount: discountOf(row, view),
    email: row.email,
    invoice_prefix: firstBill === undefined ? filler(key, 8).toUpperCase() : invoices.at(firstBill).number.slice(0, 8),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: metadataOf(row),
    name: nameOf(row),
    next_invoice_sequence: bills.length + 1,
    phone: row.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}
