// The keys under which records are found: records with a key in common may be one person.
import { mailboxOf, type MailboxSettings } from "./mailbox.ts";
import type { RecordKey } from "./people.ts";
import type { IdentityRecord } from "./resolve.ts";

/** A record as one text. */
export function nameOf({ source, recordId }: RecordKey): string {
  return `${source}/${recordId}`;
}

export function isSameRecord(a: RecordKey, b: RecordKey): boolean {
  return a.source === b.source && a.recordId === b.recordId;
}

/** The key that a record has of itself, whatever it says. */
export function ownKey({ source, recordId }: RecordKey): string {
  return `id:${source}:${recordId}`;
}

/** Null for what is no address. */
export function mailKey(email: string, settings: MailboxSettings): string | null {
  const mailbox = mailboxOf(email, settings);
  return mailbox === null ? null : `mail:${mailbox.local}@${mailbox.domain}`;
}

/** @param phone E.164 */
export function phoneKey(phone: string): string {
  return `tel:${phone}`;
}

/** All of a record's, its own first. */
export function keysOf(record: IdentityRecord, settings: MailboxSettings): readonly string[] {
  const mail = record.email === null ? null : mailKey(record.email, settings);
  return [
    ownKey(record),
    ...record.externalIds.map(({ source, id }) => ownKey({ source, recordId: id })),
    ...(mail === null ? [] : [mail]),
    ...(record.phone === null ? [] : [phoneKey(record.phone)]),
  ];
}
