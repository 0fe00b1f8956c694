// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts (accepted fields)
import { salesforceContactIds } from "../ids.ts";
import type { DeskBook } from "../world.ts";
import type { Contact } from "./contact.ts";
import { emailDomain } from "./contact-object.ts";
import { adminIds, contactIds } from "./ids.ts";
import { field } from "./search/searchable.ts";
import type { Field, FieldType, FieldValue, Searchable } from "./search/searchable.ts";
import type { Stock } from "./stock.ts";

type Read = (contact: Contact) => FieldValue;

const none: Read = () => null;
const no: Read = () => false;

const fields: Readonly<Record<string, Field<Contact>>> = {
  ...all("string", {
    id: (contact) => contactIds.idOf(contact.serial),
    role: (contact) => contact.role,
    name: (contact) => contact.name,
    avatar: (contact) => contact.avatar,
    email: (contact) => contact.email,
    email_domain: emailDomain,
    phone: (contact) => contact.phone,
    external_id: (contact) => contact.externalId,
    browser: (contact) => contact.device?.browser ?? null,
    browser_language: (contact) => contact.device?.language ?? null,
    os: (contact) => contact.device?.os ?? null,
    "location.country": (contact) => contact.country,
  }),
  ...all("date", {
    created_at: (contact) => contact.createdAt,
    updated_at: (contact) => contact.updatedAt,
    signed_up_at: (contact) => contact.signedUpAt,
    last_seen_at: (contact) => contact.lastSeenAt,
    last_contacted_at: (contact) => contact.lastContactedAt,
    last_replied_at: (contact) => contact.lastRepliedAt,
  }),
  owner_id: field("integer", (contact) => (contact.owner === null ? null : Number(adminIds.idOf(contact.owner)))),
  unsubscribed_from_emails: field("boolean", (contact) => contact.isUnsubscribed),
  // Fields that Intercom has and nobody here a value of.
  ...all("date", {
    last_email_opened_at: none,
    last_email_clicked_at: none,
    ios_last_seen_at: none,
    android_last_seen_at: none,
  }),
  ...all("boolean", { marked_email_as_spam: no, has_hard_bounced: no }),
  ...all("tag", { tag_id: none }),
  ...all("string", {
    segment_id: none,
    language_override: none,
    "location.region": none,
    "location.city": none,
    ios_app_version: none,
    ios_device: none,
    ios_app_device: none,
    ios_os_version: none,
    ios_app_name: none,
    ios_sdk_version: none,
    android_app_version: none,
    android_device: none,
    android_app_name: none,
    // Spelled so on Intercom's page.
    andoid_sdk_version: none,
  }),
};

const customPrefix = "custom_attributes.";

export function searchableContacts(stock: Stock<Contact>, { users }: DeskBook): Searchable<Contact> {
  return {
    stock,
    comparesDays: true,
    field: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? null) : customField(name)),
    lookups: {
      id(value) {
        const serial = contactIds.serialOf(value);
        return serial === null ? [] : [serial];
      },
      email: (value) => users.withEmail(value),
      external_id(value) {
        const serial = salesforceContactIds.serialOf(value);
        // Those that Intercom gave to leads are not indexed.
        return serial === null ? null : users.withExternal({ book: "salesforce", serial });
      },
    },
  };
}

function customField(name: string): Field<Contact> | null {
  if (!name.startsWith(customPrefix) || name === customPrefix) return null;
  const attribute = name.slice(customPrefix.length);
  return field("string", ({ customAttributes }) => {
    const value = Object.hasOwn(customAttributes, attribute) ? customAttributes[attribute] : null;
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  });
}

function all(type: FieldType, reads: Readonly<Record<string, Read>>): Record<string, Field<Contact>> {
  return Object.fromEntries(Object.entries(reads).map(([name, read]) => [name, field(type, read)]));
}
