// Ids that other vendors' records carry as external ids: the CRMs' contacts.
import { guidScheme } from "./guid.ts";
import { createIdRange } from "./salesforce-id.ts";

// HubSpot's are carried by Zendesk's users, Stripe's customers and Smartico's players.
const firstContactId = 1_000 * 1_000 * 101 + 51;
const contactIdStep = 3;

/** The HubSpot id of the contact with this serial in `World.contacts`. */
export function hubspotContactId(serial: number): string {
  return String(firstContactId + serial * contactIdStep);
}

/** The serial behind a HubSpot contact id, or null when no contact can have that id. */
export function hubspotContactSerial(id: string): number | null {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  const offset = Number(id) - firstContactId;
  return offset >= 0 && offset % contactIdStep === 0 ? offset / contactIdStep : null;
}

/** The ids of the contacts in Dynamics, which PayPal's payers carry; serials are those of `World.books.dynamics.contacts`. */
export const dynamicsContactGuids = guidScheme(2);

/** The ids of the contacts in Salesforce, which Intercom's carry; serials are those of `World.books.salesforce.contacts`. */
export const salesforceContactIds = createIdRange("003", 52_000, 5);
