// HubSpot's contact ids, here because Zendesk's users and Stripe's customers carry them as external ids.
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
