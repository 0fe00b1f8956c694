// https://docs.stripe.com/api/invoices
import type { InvoiceStatus } from "../../generated/types.ts";
import { id, oneOf, text } from "../../mapping/converters.ts";
import { dateOf, epochSeconds } from "../../mapping/dates.ts";
import type { Invoice } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { amountAt } from "./amount.ts";
import { pathUnder, readById, relatedBy } from "./reading.ts";

const path = "/v1/invoices";

const status = oneOf<InvoiceStatus>({
  draft: "DRAFT",
  open: "OPEN",
  paid: "PAID",
  void: "VOID",
  uncollectible: "UNCOLLECTIBLE",
});

const fields: FieldMap<Invoice> = {
  id: required("id", id),
  number: at("number", text),
  total: amountAt("total"),
  amountDue: amountAt("amount_remaining"), // `amount_due` stays what it was when the invoice is paid
  status: at("status", status),
  dueDate: at("due_date", dateOf(epochSeconds)),
  createdAt: at("created", epochSeconds),
};

export const invoice: EntitySource<Invoice> = {
  fields,
  getMany: readById((invoiceId) => pathUnder(path, invoiceId)),
  related: { Contact: relatedBy((_, customer) => [{ path, query: { customer } }]) },
};
