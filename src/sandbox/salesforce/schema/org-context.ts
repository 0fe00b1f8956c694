import { hash } from "../../world/random.ts";
import type { CrmBook } from "../../world.ts";
import { accountIds, contactIds, userIds } from "../ids.ts";

/** What the objects are made of. */
export interface OrgContext {
  readonly book: CrmBook;
  readonly seed: number;
  /** Fields that field-level security hides, by object. */
  readonly hiddenFields: Readonly<Record<string, readonly string[]>>;
}

/** Users after the agents: who the API acts as, and who the public support site does. */
export function serviceUsers(book: CrmBook): { readonly integration: number; readonly siteGuest: number } {
  return { integration: book.agents.length, siteGuest: book.agents.length + 1 };
}

/** The id of the user that created what no agent did. */
export function integrationUserId(book: CrmBook): string {
  return userIds.idOf(serviceUsers(book).integration);
}

/** The id of the account that a contact works for, or null. */
export function accountIdOfContact(book: CrmBook, contact: number): string | null {
  const company = book.companyOfContact(contact);
  return company === null ? null : accountIds.idOf(company);
}

/** Serials of the contacts of an account's id; none for another id. */
export function contactsOfAccount(book: CrmBook, accountId: string): readonly number[] {
  const company = accountIds.serialOf(accountId);
  return company === null || company >= book.companies.size ? [] : book.contactsOfCompany(company);
}

/** The serial of a contact's id, or null. */
export function contactOf(book: CrmBook, contactId: string): number | null {
  const contact = contactIds.serialOf(contactId);
  return contact === null || contact >= book.contacts.size ? null : contact;
}

/** One of the items, always the same for the same stream and serial. */
export function pickBy<T>(items: readonly T[], seed: number, stream: number, serial: number): T {
  const item = items[hash(seed, stream, serial) % items.length];
  if (item === undefined) throw new RangeError("there is nothing to pick from");
  return item;
}
