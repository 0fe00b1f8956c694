// Money that was paid back, as the transaction search tells it: amounts are negative there.
import type { Money, RefundStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Refund } from "../../mapping/entities.ts";
import { at, combined, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import type { EntitySource } from "../contract.ts";

const status = oneOf<RefundStatus>({ P: "PENDING", S: "SUCCEEDED", D: "FAILED", V: "CANCELED" });

const moved = decimalMoney(
  "transaction_info.transaction_amount.value",
  "transaction_info.transaction_amount.currency_code",
);

const amount: Field<Money | null> = {
  paths: moved.paths,
  read: (record, context) => {
    const money = moved.read(record, context);
    return money === null ? null : { ...money, minorUnits: Math.abs(money.minorUnits) };
  },
};

const reference = "transaction_info.paypal_reference_id";

const paymentId = combined([reference, "transaction_info.paypal_reference_id_type"], ([value, kind], context) => {
  if (value === undefined || value === null) return null;
  const referenceId = id(value, context, reference);
  return kind === "TXN" ? referenceId : null; // else of an order, a subscription or a pre-approval
});

const fields: FieldMap<Refund> = {
  id: required("transaction_info.transaction_id", id),
  amount,
  status: at("transaction_info.transaction_status", status),
  reason: at("transaction_info.transaction_note", text),
  paymentId,
  createdAt: at("transaction_info.transaction_initiation_date", isoInstant),
};

export const refund: EntitySource<Refund> = {
  fields,
  projection: { orderBy: "createdAt", parents: { Payment: "paymentId" } },
};
