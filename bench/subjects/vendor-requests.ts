// The requests that the two operations take, in the vendors' words: the same that the gateway's connectors send.

export const EMAILS_PER_ZENDESK_SEARCH = 25;
export const REQUESTERS_PER_ZENDESK_SEARCH = 50;
export const CLAUSES_PER_STRIPE_SEARCH = 10;
export const HUBSPOT_BATCH = 100;

const CONTACT_PROPERTIES = ["associatedcompanyid", "firstname", "lastname", "email", "phone"];

export function contactsTarget(first: number, after: string | null): string {
  const next = after === null ? "" : `&after=${encodeURIComponent(after)}`;
  const properties = encodeURIComponent(CONTACT_PROPERTIES.join());
  return `/crm/v3/objects/contacts?limit=${first}&properties=${properties}&associations=deals${next}`;
}

export const CONTACTS_BATCH = "/crm/v3/objects/contacts/batch/read";
export const COMPANIES_BATCH = "/crm/v3/objects/companies/batch/read";
export const DEALS_BATCH = "/crm/v3/objects/deals/batch/read";
export const PIPELINES = "/crm/v3/pipelines/deals";

export function batchOf(properties: readonly string[], keys: readonly string[], idProperty?: string): string {
  const inputs = keys.map((id) => ({ id }));
  return JSON.stringify({ properties, propertiesWithHistory: [], idProperty, inputs });
}

export const PAGE_CONTACT = CONTACT_PROPERTIES;
export const ONE_CONTACT = CONTACT_PROPERTIES.filter((property) => property !== "phone");
export const DEAL_PROPERTIES = ["amount", "deal_currency_code", "closedate", "dealname", "dealstage"];

export function usersByEmailTarget(emails: readonly string[]): string {
  return zendeskSearch(["type:user", ...emails.map((email) => `email:"${email}"`)].join(" "), "", 1, 100);
}

export function usersByExternalIdTarget(ids: readonly string[]): string {
  return `/api/v2/users/show_many?external_ids=${encodeURIComponent(ids.join())}`;
}

export function openTicketsTarget(requesters: readonly number[], page: number, size: number): string {
  const terms = ["type:ticket", ...requesters.map((id) => `requester:${id}`), "status:open", "status:pending"];
  return zendeskSearch(terms.join(" "), "&sort_by=updated_at&sort_order=desc", page, size);
}

function zendeskSearch(query: string, sort: string, page: number, size: number): string {
  return `/api/v2/search?query=${encodeURIComponent(query)}${sort}&page=${page}&per_page=${size}`;
}

export function customersByEmailTarget(emails: readonly string[]): string {
  return stripeSearch(emails.map((email) => `email:"${email}"`));
}

export function customersByContactTarget(contactIds: readonly string[]): string {
  return stripeSearch(contactIds.map((id) => `metadata["hubspot_contact_id"]:"${id}"`));
}

function stripeSearch(clauses: readonly string[]): string {
  return `/v1/customers/search?query=${encodeURIComponent(clauses.join(" OR "))}&limit=100`;
}

export function paymentIntentsTarget(customer: string, limit: number): string {
  return `/v1/payment_intents?customer=${customer}&limit=${limit}`;
}

export function invoicesTarget(customer: string, limit: number): string {
  return `/v1/invoices?customer=${customer}&limit=${limit}`;
}

export function subscriptionsTarget(customer: string, limit: number): string {
  return `/v1/subscriptions?customer=${customer}&status=all&limit=${limit}`;
}

export function chunksOf<T>(keys: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < keys.length; start += size) chunks.push(keys.slice(start, start + size));
  return chunks;
}
