// https://docs.stripe.com/api/refunds
import type { RefundStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Refund } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { amountAt } from "./amount.ts";
import { pathUnder, readById, relatedBy } from "./reading.ts";

const path = "/v1/refunds";

const status = oneOf<RefundStatus>({
  pending: "PENDING",
  requires_action: "REQUIRES_ACTION",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  canceled: "CANCELED",
});

const fields: FieldMap<Refund> = {
  id: required("id", id),
  amount: amountAt("amount"),
  status: at("status", status),
  reason: at("reason", text),
  createdAt: at("created", epochSeconds),
};

export const refund: EntitySource<Refund> = {
  fields,
  getMany: readById((refundId) => pathUnder(path, refundId)),
  related: {
    Payment: relatedBy((_, paymentId) => {
      const parent = paymentId.startsWith("pi_") ? { payment_intent: paymentId } : { charge: paymentId };
      return [{ path, query: parent }];
    }),
  },
};
