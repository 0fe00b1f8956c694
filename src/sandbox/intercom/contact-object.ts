import type { Contact } from "./contact.ts";
import { adminIds, companyIds, contactIds, workspaceId } from "./ids.ts";

const shownCompanies = 10;

/** What other records hold of a contact. */
export function contactReference(contact: Contact): Record<string, unknown> {
  return { type: "contact", id: contactIds.idOf(contact.serial), external_id: contact.externalId };
}

/** The contact, as it is listed, found and read. */
export function contactObject(contact: Contact): Record<string, unknown> {
  const id = contactIds.idOf(contact.serial);
  return {
    type: "contact",
    id,
    workspace_id: workspaceId,
    external_id: contact.externalId,
    role: contact.role,
    email: contact.email,
    email_domain: emailDomain(contact),
    phone: contact.phone,
    name: contact.name,
    avatar: contact.avatar === null ? null : { type: "avatar", image_url: contact.avatar },
    owner_id: contact.owner === null ? null : Number(adminIds.idOf(contact.owner)),
    social_profiles: { type: "list", data: [] },
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: contact.isUnsubscribed,
    created_at: contact.createdAt,
    updated_at: contact.updatedAt,
    signed_up_at: contact.signedUpAt,
    last_seen_at: contact.lastSeenAt,
    last_replied_at: contact.lastRepliedAt,
    last_contacted_at: contact.lastContactedAt,
    last_email_opened_at: null,
    last_email_clicked_at: null,
    language_override: null,
    browser: contact.device?.browser ?? null,
    browser_version: contact.device?.browserVersion ?? null,
    browser_language: contact.device?.language ?? null,
    os: contact.device?.os ?? null,
    location: {
      type: "location",
      country: contact.country,
      region: null,
      city: null,
      country_code: null,
      continent_code: null,
    },
    ...noApps,
    custom_attributes: contact.customAttributes,
    tags: listAt(`/contacts/${id}/tags`, []),
    notes: listAt(`/contacts/${id}/notes`, []),
    companies: listAt(
      `/contacts/${id}/companies`,
      contact.companies.map((serial) => {
        const company = companyIds.idOf(serial);
        return { id: company, type: "company", url: `/companies/${company}` };
      }),
    ),
    opted_out_subscription_types: listAt(`/contacts/${id}/subscriptions`, []),
    opted_in_subscription_types: listAt(`/contacts/${id}/subscriptions`, []),
    utm_campaign: null,
    utm_content: null,
    utm_medium: null,
    utm_source: null,
    utm_term: null,
    referrer: null,
    enabled_push_messaging: null,
  };
}

export function emailDomain(contact: Contact): string | null {
  return contact.email?.split("@", 2)[1] ?? null;
}

/** Nobody uses a mobile app here. */
const noApps = {
  android_app_name: null,
  android_app_version: null,
  android_device: null,
  android_os_version: null,
  android_sdk_version: null,
  android_last_seen_at: null,
  ios_app_name: null,
  ios_app_version: null,
  ios_device: null,
  ios_os_version: null,
  ios_sdk_version: null,
  ios_last_seen_at: null,
} as const;

function listAt(url: string, data: readonly unknown[]): Record<string, unknown> {
  return {
    type: "list",
    data: data.slice(0, shownCompanies),
    url,
    total_count: data.length,
    has_more: data.length > shownCompanies,
  };
}
