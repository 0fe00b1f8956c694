// People by e-mail or by an external id, in the vendor's batches.
import type { ExternalIdLookup, Lookup } from "../connectors/contract.ts";
import { UpstreamError } from "../errors.ts";
import type { Contact } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import { recordMapper } from "../mapping/map-record.ts";
import type { Http } from "../upstream/http.ts";
import { callSource, chunksOf, type LoadScope } from "./load-scope.ts";
import { asError, valueOrError } from "./read-through.ts";
import { isSeen, rowSightOf, withSight } from "./row-sight.ts";
import { entitySourceOf, entityTag, listTag, type Source } from "./source.ts";

/** The people found for each key, or why the key could not be looked up. */
export type Found = ReadonlyMap<string, readonly Contact[] | Error>;

/** E-mail addresses are the same whatever their case, for us and for every vendor's search that we use. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** The source's people who have these addresses (as `emailKey` gives them). Never rejects. */
export async function findByEmail(
  scope: LoadScope,
  source: Source,
  emails: readonly string[],
  select: Select,
): Promise<Found> {
  const lookup = entitySourceOf(source, "Contact")?.byEmail;
  if (lookup === undefined) return new Map();
  return findPeople(
    scope,
    source,
    emails,
    select,
    lookup,
    (http, keys) => lookup.find(http, keys, select),
    (contact) => {
      const email: unknown = contact.email;
      return typeof email === "string" ? [emailKey(email)] : [];
    },
  );
}

/** The source's people whose external id field names one of these records of another source. Never rejects. */
export async function findByExternalId(
  scope: LoadScope,
  source: Source,
  field: { field: string; source: string },
  ids: readonly string[],
  select: Select,
): Promise<Found> {
  const lookup = entitySourceOf(source, "Contact")?.byExternalId;
  if (lookup === undefined) return new Map();
  const find = (http: Http, keys: readonly string[]): Promise<readonly unknown[]> =>
    lookup.find(http, field.field, keys, select);
  return findPeople(scope, source, ids, select, lookup, find, (contact) =>
    externalIdsOf(contact).flatMap(({ source: named, id }) => (named === field.source ? [id] : [])),
  );
}

/** The records of other sources that a contact names; none where the field's value is bad. */
export function externalIdsOf(contact: Contact): readonly { source: string; id: string }[] {
  const ids: unknown = contact.externalIds;
  return Array.isArray(ids) ? (contact.externalIds ?? []) : [];
}

async function findPeople(
  scope: LoadScope,
  source: Source,
  keys: readonly string[],
  wanted: Select,
  lookup: Lookup | ExternalIdLookup,
  find: (http: Http, keys: readonly string[]) => Promise<readonly unknown[]>,
  keysOf: (contact: Contact) => readonly string[],
): Promise<Found> {
  const found = new Map<string, Contact[] | Error>();
  const entitySource = entitySourceOf(source, "Contact");
  if (entitySource === undefined || keys.length === 0) return found;
  const sight = rowSightOf(scope, source, "Contact");
  const select = withSight(wanted, sight);
  const toEntity = recordMapper<Contact>("Contact", entitySource.fields, select, source.mapping);
  const lifetime = source.lifetimeOf("Contact");
  scope.observer.onLifetime(lifetime.freshMs);
  scope.observer.onTag(listTag(source.name, "Contact")); // a new person may be the one that was not found

  const findChunk = async (chunk: readonly string[]): Promise<void> => {
    const mark = scope.cache.mark();
    try {
      for (const record of await callSource(scope, source, (http) => find(http, chunk))) {
        const contact = valueOrError(() => toEntity(record));
        if (contact instanceof Error) continue;
        const tag = entityTag(source.name, "Contact", contact.id);
        scope.observer.onTag(tag);
        scope.cache.putEntity(tag, contact, { fields: select, lifetime, mark });
        if (!isSeen(sight, contact)) continue;
        for (const key of keysOf(contact)) {
          const others = found.get(key);
          if (others === undefined) found.set(key, [contact]);
          else if (Array.isArray(others)) others.push(contact);
        }
      }
    } catch (error) {
      if (error instanceof UpstreamError) scope.observer.onLost(source.name, error.failure);
      for (const key of chunk) found.set(key, asError(error));
    }
  };
  await Promise.all(chunksOf([...new Set(keys)], lookup.batchSize).map(findChunk));
  return found;
}
