// A ticket field that the account has added: a choice whose values are tags too, in Zendesk's word a tagger.
import { ticketFieldIds } from "./ids.ts";

export const productAreas = ["area_account", "area_billing", "area_delivery"] as const;
export const productAreaFieldId = ticketFieldIds.idOf(50);

/** The values of the account's own fields: an agent can't solve a ticket without one. */
export function ownTicketFields(ticketSerial: number): readonly { readonly id: number; readonly value: string }[] {
  return [{ id: productAreaFieldId, value: productAreas[ticketSerial % productAreas.length] ?? "" }];
}
