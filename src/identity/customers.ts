// Customers: people across the sources. Each is anchored on one record and listed once.
import DataLoader from "dataloader";
import type { SourceKind } from "../connectors/contract.ts";
import type { Contact, EntityType } from "../mapping/entities.ts";
import type { Arrangement, Loaders, Parent } from "../loaders/create-loaders.ts";
import type { Stream } from "../loaders/connection.ts";
import { listOf } from "../loaders/load-list.ts";
import { emailKey } from "../loaders/load-people.ts";
import { relatedOf, type ListItem, type ListSlice } from "../loaders/load-related.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";
import { emailOf, findLinks, LINKING_FIELDS } from "./find-links.ts";
import { linkTo, type Link } from "./link.ts";
import type { LinkCache } from "./link-cache.ts";

export interface Customers {
  /** The customer that a record of a source belongs to, by its anchor; null where the source has no such record. */
  byRecord(source: string, id: string): Promise<Contact | null>;
  byEmail(email: string): Promise<Contact | null>;
  /** Streams of anchors, a source each, in the order in which sources anchor. */
  streams(arrangementOf: (source: Source) => Arrangement | null): readonly Stream<Contact>[];
  /** The customer's other records, and the anchor first. */
  links(anchor: Contact): Promise<readonly Link[]>;
  /**
   * What entities of this type hang on: the customer's records in sources that list them, or say that they can't; of
   * sources that go by e-mail, the customer's addresses in place of ids.
   */
  parentsOf(anchor: Contact, type: EntityType): Promise<readonly Parent[]>;
}

const PRECEDENCE: readonly SourceKind[] = ["crm", "desk", "payments", "players"];

/** Of so many records where people may be there twice, one is read to spare. */
const PER_DUPLICATE = 10;

export function createCustomers(loaders: Loaders, cache: LinkCache): Customers {
  const sources = loaders.sources
    .filter((source) => entitySourceOf(source, "Contact") !== undefined)
    .toSorted((a, b) => PRECEDENCE.indexOf(a.connector.kind) - PRECEDENCE.indexOf(b.connector.kind));
  const linkLoaders = new Map<string, DataLoader<Contact, readonly Link[]>>();
  const holdersByType = new Map<EntityType, readonly Source[]>();

  function linksInto(target: Source, contact: Contact): Promise<readonly Link[]> {
    let loader = linkLoaders.get(target.name);
    if (loader === undefined) {
      loader = new DataLoader((contacts) => findLinks(loaders, cache, target, contacts));
      linkLoaders.set(target.name, loader);
    }
    return loader.load(contact);
  }

  /** Can the source have no other record of the person? */
  function isOnlyRecord(source: Source, anchor: Contact): boolean {
    return source.name === anchor.source && entitySourceOf(source, "Contact")?.emailIsUnique === true;
  }

  /** Sources that would anchor the person before this one, and this one where one e-mail may have several records. */
  function sourcesBefore(source: Source): readonly Source[] {
    const before = sources.slice(0, sources.indexOf(source));
    return entitySourceOf(source, "Contact")?.emailIsUnique === true ? before : [...before, source];
  }

  /**
   * The record that the contact's customer is anchored on. Only direct links count: a record that is itself anchored
   * elsewhere anchors nobody, so that what a customer has is found from the anchor alone.
   */
  async function anchorOf(contact: Contact): Promise<Contact> {
    const own = sources.find(({ name }) => name === contact.source);
    if (own === undefined) return contact;
    for (const source of sourcesBefore(own)) {
      const links = await linksInto(source, contact);
      const records = await Promise.all(
        links.map(({ recordId }) => loaders.entity("Contact", source.name, recordId, LINKING_FIELDS)),
      );
      const found = records.filter((record) => record !== null);
      const [oldest] = (source === own ? [contact, ...found] : await anchorsAmong(found)).sort(byAge);
      if (oldest !== undefined) return oldest;
    }
    return contact;
  }

  async function anchorsAmong(contacts: readonly Contact[]): Promise<Contact[]> {
    const anchors = await Promise.all(contacts.map(anchorOf));
    return contacts.filter((contact, index) => isSame(contact, anchors[index]));
  }

  async function anchorsIn(source: Source, slice: ListSlice<Contact>): Promise<ListItem<Contact>[]> {
    if (sourcesBefore(source).length === 0) return [...slice.items];
    const kept = await Promise.all(
      slice.items.map(async (item) => {
        if (item.entity instanceof Error) return item;
        return isSame(item.entity, await anchorOf(item.entity)) ? item : null;
      }),
    );
    return kept.filter((item) => item !== null);
  }

  return {
    async byRecord(source, id) {
      const contact = await loaders.entity("Contact", source, id, LINKING_FIELDS);
      return contact === null ? null : anchorOf(contact);
    },
    async byEmail(email) {
      const key = emailKey(email);
      const found = await Promise.all(
        sources.map(async (source) => {
          if (entitySourceOf(source, "Contact")?.byEmail === undefined) return [];
          return (await loaders.peopleByEmail(source, [key], LINKING_FIELDS)).get(key) ?? [];
        }),
      );
      for (const people of found) {
        // What a later source would say matters no more: the earlier anchors the person.
        if (people instanceof Error) throw people;
        const [oldest] = people.toSorted(byAge);
        if (oldest !== undefined) return anchorOf(oldest);
      }
      return null;
    },
    streams: (arrangementOf) =>
      sources.flatMap((source) => {
        const arrangement = arrangementOf(source);
        return arrangement === null || listOf(source, "Contact") === undefined
          ? []
          : [{ key: source.name, read: readAnchors(source, arrangement) }];
      }),
    async links(anchor) {
      const others = await Promise.all(
        sources.map((source) => (isOnlyRecord(source, anchor) ? [] : linksInto(source, anchor))),
      );
      return [linkTo(anchor.source, anchor.id, "ANCHOR"), ...others.flat()];
    },
    async parentsOf(anchor, type) {
      const holders = holdersOf(type);
      const [only] = holders;
      if (only !== undefined && holders.length === 1) return parentsIn(only, anchor, type);
      return (await Promise.all(holders.map((source) => parentsIn(source, anchor, type)))).flat();
    },
  };

  function holdersOf(type: EntityType): readonly Source[] {
    let holders = holdersByType.get(type);
    if (holders === undefined) {
      holders = sources.filter(
        (source) => relatedOf(source, type, "Contact") !== undefined || source.connector.cannot?.[type] !== undefined,
      );
      holdersByType.set(type, holders);
    }
    return holders;
  }

  async function parentsIn(source: Source, anchor: Contact, type: EntityType): Promise<Parent[]> {
    const records = await recordsIn(source, anchor);
    if (relatedOf(source, type, "Contact")?.parentsBy !== "email") return records;
    const contacts = await Promise.all(
      records.map(({ id }) => loaders.entity("Contact", source.name, id, LINKING_FIELDS)),
    );
    const emails = [anchor, ...contacts].flatMap((contact) => (contact === null ? [] : (emailOf(contact) ?? [])));
    return [...new Set(emails)].map((email) => ({ source: source.name, type: "Contact", id: email }));
  }

  async function recordsIn(source: Source, anchor: Contact): Promise<Parent[]> {
    const links = isOnlyRecord(source, anchor) ? [] : await linksInto(source, anchor);
    const parents = links.map(({ recordId }): Parent => ({ source: source.name, type: "Contact", id: recordId }));
    return source.name === anchor.source
      ? [{ source: source.name, type: "Contact", id: anchor.id }, ...parents]
      : parents;
  }

  /** Reads on until the page is full: in a later source most records belong to customers that an earlier one anchors. */
  function readAnchors(source: Source, arrangement: Arrangement): Stream<Contact>["read"] {
    const before = sourcesBefore(source);
    const sizeFor = (count: number): number => {
      if (before.length === 0) return count;
      const most = listOf(source, "Contact")?.pageSize ?? count;
      const isFirst = before.every((other) => other === source); // which drops its own duplicates only
      return Math.max(count, isFirst ? Math.min(most, count + Math.ceil(count / PER_DUPLICATE)) : most);
    };
    return async (after, count) => {
      const alsoNeeded = before.length === 0 ? [] : LINKING_FIELDS;
      const pageSize = sizeFor(count);
      const items: ListItem<Contact>[] = [];
      let position = after;
      while (true) {
        const slice = await loaders.list("Contact", source, arrangement, position, pageSize, alsoNeeded);
        items.push(...(await anchorsIn(source, slice)));
        position = slice.items.at(-1)?.position ?? null;
        if (!slice.hasMore || position === null) return { items: items.slice(0, count), hasMore: items.length > count };
        if (items.length >= count) return { items: items.slice(0, count), hasMore: true };
      }
    };
  }
}

function isSame(a: Contact, b: Contact | undefined): boolean {
  return a.source === b?.source && a.id === b.id;
}

/** The oldest record first; equal ages by id, so that every reader picks the same. */
function byAge(a: Contact, b: Contact): number {
  const age = (contact: Contact): string => (typeof contact.createdAt === "string" ? contact.createdAt : "9999");
  if (age(a) !== age(b)) return age(a) < age(b) ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
