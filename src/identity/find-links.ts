// Which records of one source are the same people as given records of others: a few batched look-ups for a whole page.
import { UpstreamError } from "../errors.ts";
import type { Contact } from "../mapping/entities.ts";
import type { Loaders } from "../loaders/create-loaders.ts";
import { emailKey, externalIdsOf, type Found } from "../loaders/load-people.ts";
import { shareReads } from "../loaders/shared-reads.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";
import { linkTo, type Link } from "./link.ts";
import type { LinkCache } from "./link-cache.ts";

/** Fields of a contact that linking reads. */
export const LINKING_FIELDS = ["email", "externalIds", "createdAt"] as const;

/**
 * The links of each contact into `target`, or why they could not be found. Rules, the surest first: one record names the
 * other's id; both have the same e-mail address, unless the one found names another record than this by id.
 */
export async function findLinks(
  loaders: Loaders,
  cache: LinkCache,
  target: Source,
  contacts: readonly Contact[],
): Promise<(readonly Link[] | Error)[]> {
  const seen = JSON.stringify(loaders.brandsSeen(target)); // the cache is everybody's
  const keys = contacts.map((contact) => cacheKey(contact, target, seen));
  const byKey = new Map(contacts.map((contact, index) => [keys[index] ?? "", contact]));
  const held = new Map([...byKey.keys()].map((key) => [key, cache.get(key)]));
  const unknown = [...byKey.keys()].filter((key) => held.get(key)?.isFresh !== true);
  const read = async (keys: readonly string[]): Promise<Map<string, readonly Link[] | Error>> => {
    const linksOf = await lookUp(
      loaders,
      cache,
      target,
      keys.flatMap((key) => byKey.get(key) ?? []),
    );
    const found = new Map<string, readonly Link[] | Error>();
    for (const key of keys) {
      const contact = byKey.get(key);
      if (contact === undefined) continue;
      const links = linksOf(contact);
      found.set(key, links);
      if (!(links instanceof Error)) cache.put(key, links);
    }
    return found;
  };
  const found = await loaders.inTime(target, unknown, () => shareReads(cache.underWay, target.name, unknown, read));
  return keys.map((key) => {
    const known = held.get(key);
    if (known?.isFresh === true) return known.links;
    const links = found.get(key) ?? [];
    return links instanceof UpstreamError && known !== undefined ? known.links : links;
  });
}

/** The address of a contact as it is compared; null where there is none, or a bad one. */
export function emailOf(contact: Contact): string | null {
  const email: unknown = contact.email;
  return typeof email === "string" ? emailKey(email) : null;
}

function cacheKey(contact: Contact, target: Source, seen: string): string {
  const named = externalIdsOf(contact).find(({ source }) => source === target.name)?.id ?? "";
  return `${target.name}\n${contact.source}\n${contact.id}\n${emailOf(contact) ?? ""}\n${named}\n${seen}`;
}

/** Reads all that is needed for these contacts at once, then answers for each. */
async function lookUp(
  loaders: Loaders,
  cache: LinkCache,
  target: Source,
  contacts: readonly Contact[],
): Promise<(contact: Contact) => readonly Link[] | Error> {
  const ownEmailOf = (contact: Contact): string | null => {
    const email = emailOf(contact);
    return email === null || cache.isShared(email) ? null : email;
  };
  const emails = [...new Set(contacts.flatMap((contact) => ownEmailOf(contact) ?? []))];
  const fields = target.mapping.externalIds.filter(({ source }) =>
    contacts.some((contact) => contact.source === source),
  );
  const canFindByEmail = entitySourceOf(target, "Contact")?.byEmail !== undefined;
  const [byEmail, ...byField] = await Promise.all([
    canFindByEmail ? loaders.peopleByEmail(target, emails, LINKING_FIELDS) : new Map<string, never>(),
    ...fields.map((field) => {
      const ids = contacts.filter(({ source }) => source === field.source).map(({ id }) => id);
      return loaders.peopleByExternalId(target, field, ids, LINKING_FIELDS);
    }),
  ]);

  return (contact) => {
    const links = new Map<string, Link>();
    for (const { source, id } of externalIdsOf(contact)) {
      if (source === target.name) links.set(id, linkTo(target.name, id, "EXTERNAL_ID"));
    }
    for (const [index, field] of fields.entries()) {
      const named = field.source === contact.source ? peopleOf(byField[index], contact.id) : [];
      if (named instanceof Error) return named;
      for (const { id } of named) links.set(id, linkTo(target.name, id, "EXTERNAL_ID"));
    }
    const email = ownEmailOf(contact);
    const sameEmail = email === null ? [] : peopleOf(byEmail, email);
    if (sameEmail instanceof Error) return sameEmail;
    for (const other of sameEmail) {
      const isSelf = other.source === contact.source && other.id === contact.id;
      if (!isSelf && !links.has(other.id) && !namesAnother(contact, other)) {
        links.set(other.id, linkTo(target.name, other.id, "EMAIL"));
      }
    }
    return [...links.values()];
  };
}

function peopleOf(found: Found | undefined, key: string): readonly Contact[] | Error {
  return found?.get(key) ?? [];
}

/** An id beats an e-mail: does one of the two name some other record of the other's source? */
function namesAnother(a: Contact, b: Contact): boolean {
  const named = (from: Contact, to: Contact): string | undefined =>
    externalIdsOf(from).find(({ source }) => source === to.source)?.id;
  const byB = named(b, a);
  const byA = named(a, b);
  return (byB !== undefined && byB !== a.id) || (byA !== undefined && byA !== b.id);
}
