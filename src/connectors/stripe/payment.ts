// A payment is the PaymentIntent where there is one (https://docs.stripe.com/api/payment_intents), else the charge.
import type { PaymentStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Payment } from "../../mapping/entities.ts";
import { at, combined, required, valueAtPath, type FieldMap } from "../../mapping/field-map.ts";
import { recordsAt } from "../../mapping/reply.ts";
import type { Http, Query } from "../../upstream/http.ts";
import type { EntitySource } from "../contract.ts";
import { flagOption } from "../options.ts";
import { amountAt } from "./amount.ts";
import { PAGE_SIZE, type ObjectList } from "./object-list.ts";
import { CREATED, listOf, pathUnder, readById, relatedBy } from "./reading.ts";

const INTENTS = "/v1/payment_intents";
const CHARGES = "/v1/charges";

const statusWord = oneOf<PaymentStatus>({
  requires_payment_method: "PENDING",
  requires_confirmation: "PENDING",
  requires_action: "REQUIRES_ACTION",
  processing: "PROCESSING",
  requires_capture: "AUTHORIZED",
  canceled: "CANCELED",
  succeeded: "SUCCEEDED",
  pending: "PROCESSING", // a charge that the bank has not yet settled
  failed: "FAILED",
});

const status = combined(["status", "last_payment_error", "captured"], ([word, lastError, captured], context) => {
  if (word === undefined || word === null) return null;
  if (word === "requires_payment_method" && typeof lastError === "object" && lastError !== null) return "FAILED";
  if (word === "succeeded" && captured === false) return "AUTHORIZED"; // a charge that only reserves the money
  return statusWord(word, context, "status");
});

const fields: FieldMap<Payment> = {
  id: required("id", id),
  amount: amountAt("amount"),
  status,
  description: at("description", text),
  contactId: at("customer", id),
  createdAt: at("created", epochSeconds),
};

function isWithoutIntent(charge: unknown): boolean {
  const intent = valueAtPath(charge, ["payment_intent"]);
  return intent === undefined || intent === null;
}

function pathOf(paymentId: string): string | null {
  if (paymentId.startsWith("pi_")) return pathUnder(INTENTS, paymentId);
  return /^(?:ch|py)_/.test(paymentId) ? pathUnder(CHARGES, paymentId) : null;
}

function listsOf(http: Http, query: Query): ObjectList[] {
  const intents = { path: INTENTS, query };
  return flagOption(http, "legacyCharges") ? [intents, { path: CHARGES, query, keeps: isWithoutIntent }] : [intents];
}

export const payment: EntitySource<Payment> = {
  fields,
  getMany: readById(pathOf, isWithoutIntent), // a charge that has an intent is not a payment of its own
  list: listOf(listsOf),
  related: { Contact: relatedBy((http, customer, created) => listsOf(http, { customer, ...created }), CREATED) },
};

/** Says so when there are payments that only `legacyCharges` would show. Throws UpstreamError. */
export async function adviseOnCharges(http: Http): Promise<readonly string[]> {
  if (flagOption(http, "legacyCharges")) return [];
  const charges = recordsAt(await http.get(CHARGES, { limit: PAGE_SIZE }), "data");
  const without = charges.filter(isWithoutIntent).length;
  if (without === 0) return [];
  return [
    `${without} of the last ${charges.length} charges have no PaymentIntent, and are not shown: ` +
      "set options.legacyCharges to true to list them among the payments, at one more call a list",
  ];
}
