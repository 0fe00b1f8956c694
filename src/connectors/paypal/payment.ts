// Money that came in, as the transaction search tells it. `feed-records.ts` makes the records that these lines read.
import type { PaymentStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Payment } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource } from "../contract.ts";

const status = oneOf<PaymentStatus>({
  P: "PROCESSING",
  S: "SUCCEEDED",
  D: "FAILED",
  // Paid, and then paid back as a whole, or (not in PayPal's contract file) in part: what the refunds tell.
  V: "SUCCEEDED",
  F: "SUCCEEDED",
});

const AMOUNT = "transaction_info.transaction_amount.value";

const fields: FieldMap<Payment> = {
  id: required("transaction_info.transaction_id", id),
  amount: decimalMoney(AMOUNT, "transaction_info.transaction_amount.currency_code"),
  status: at("transaction_info.transaction_status", status),
  description: at("transaction_info.transaction_subject", text),
  contactId: at("payer_id", id),
  createdAt: at("transaction_info.transaction_initiation_date", isoInstant),
};

export const payment: EntitySource<Payment> = {
  fields,
  projection: { orderBy: "createdAt", parents: { Contact: "contactId" }, amount: AMOUNT },
};
