// A source's record of a person as the store has it, and what of a contact is kept.
import { createHash } from "node:crypto";
import { externalIdsOf } from "../loaders/load-people.ts";
import type { Contact } from "../mapping/entities.ts";
import { keysOf } from "./keys.ts";
import type { IdentityRecord, IdentitySettings } from "./resolve.ts";

/** What reading a contact must bring. */
export const IDENTITY_FIELDS = ["id", "displayName", "email", "phone", "externalIds", "createdAt"] as const;

export interface KnownRecord extends IdentityRecord {
  /** The source's id of the brand that the record itself belongs to; null where it belongs to none. */
  readonly brandId: string | null;
  readonly keys: readonly string[];
}

/** A bad value is as good as none: it joins nobody. */
export function knownRecord(contact: Contact, settings: IdentitySettings): KnownRecord {
  const record: IdentityRecord = {
    source: contact.source,
    recordId: contact.id,
    email: textOf(contact.email),
    phone: textOf(contact.phone),
    name: textOf(contact.displayName),
    externalIds: externalIdsOf(contact),
    createdAt: textOf(contact.createdAt),
  };
  return { ...record, brandId: textOf(contact.brandId), keys: keysOf(record, settings) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Names the settings that keys are made by: records with another name have others. */
export function layoutOf(settings: IdentitySettings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);
}
