// Customers: people across the sources. Each is anchored on one record and listed once.
import DataLoader from "dataloader";
import type { SourceKind } from "../connectors/contract.ts";
import type { Contact, EntityType } from "../mapping/entities.ts";
import type { Arrangement, Loaders, Parent } from "../loaders/create-loaders.ts";
import type { Stream } from "../loaders/connection.ts";
import { holdersAmong, type Holder } from "../loaders/holders.ts";
import { listOf } from "../loaders/load-list.ts";
import { emailKey } from "../loaders/load-people.ts";
import type { ListItem, ListSlice } from "../loaders/load-related.ts";
import { entitySourceOf, type Source } from "../loaders/source.ts";
import { emailOf, findLinks, LINKING_FIELDS } from "./find-links.ts";
import { linkTo, type Link } from "./link.ts";
import type { LinkCache } from "./link-cache.ts";

export interface Customers {
  /** The customer of an id that was handed out; null where the source has no such record, or no customers. */
  byId(source: string, id: string): Promise<Contact | null>;
  /**
   * The customer that a record of a source belongs to, by its anchor; null where the source has no such record, or the
   * record is nobody's: its source has no customers, and no other source knows the person.
   */
  byRecord(source: string, id: string): Promise<Contact | null>;
  byEmail(email: string): Promise<Contact | null>;
  /** The sources whose people are listed, in the order in which they anchor. */
  readonly listed: readonly Source[];
  /** The anchors in one of them. */
  anchors(source: Source, arrangement: Arrangement): Stream<Contact>;
  /** The customer's other records, and the anchor first. */
  links(anchor: Contact): Promise<readonly Link[]>;
  /** The sources that have entities of this type hanging on people. */
  holdersOf(type: EntityType): readonly Holder[];
  /** The sources whose vendors have such entities, and can't list those of a person. */
  refusersOf(type: EntityType): readonly Source[];
  /** The customer's records in one source. Throws UpstreamError. */
  recordsIn(source: Source, anchor: Contact): Promise<readonly Parent[]>;
  /** The customer's e-mail addresses, in place of ids, for a source that goes by them. Throws UpstreamError. */
  addressesIn(source: Source, anchor: Contact): Promise<readonly Parent[]>;
}

const PRECEDENCE: readonly SourceKind[] = ["crm", "desk", "payments", "players"];

/** Of so many records where people may be there twice, one is read to spare. */
const PER_DUPLICATE = 10;

export function createCustomers(loaders: Loaders, cache: LinkCache): Customers {
  const all = loaders.sources.toSorted(
    (a, b) => PRECEDENCE.indexOf(a.connector.kind) - PRECEDENCE.indexOf(b.connector.kind),
  );
  const sources = all.filter(hasPeople);
  const anchoring = sources.filter(({ hasCustomers }) => hasCustomers);
  const linkLoaders = new Map<string, DataLoader<Contact, readonly Link[]>>();
  const holdersByType = new Map<EntityType, readonly Holder[]>();

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
    if (!source.hasCustomers) return anchoring;
    const before = anchoring.slice(0, anchoring.indexOf(source));
    return entitySourceOf(source, "Contact")?.emailIsUnique === true ? before : [...before, source];
  }

  /**
   * The record that the contact's customer is anchored on. Only direct links count: a record that is itself anchored
   * elsewhere anchors nobody, so that what a customer has is found from the anchor alone. Null for a record of a source
   * without customers whom no other source knows.
   */
  async function anchorOf(contact: Contact): Promise<Contact | null> {
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
    return own.hasCustomers ? contact : null;
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

  async function byRecord(source: string, id: string): Promise<Contact | null> {
    const contact = await loaders.entity("Contact", source, id, LINKING_FIELDS);
    return contact === null ? null : anchorOf(contact);
  }

  return {
    byId: async (source, id) => (anchoring.some(({ name }) => name === source) ? byRecord(source, id) : null),
    byRecord,
    async byEmail(email) {
      const key = emailKey(email);
      const lookups = sources.map(async (source) => {
        if (entitySourceOf(source, "Contact")?.byEmail === undefined) return [];
        const lookUp = (): ReturnType<Loaders["peopleByEmail"]> => loaders.peopleByEmail(source, [key], LINKING_FIELDS);
        return (await loaders.inTime(source, [key], lookUp)).get(key) ?? [];
      });
      for (const lookup of lookups) lookup.catch(() => []); // of no interest behind the one that has the person
      for (const lookup of lookups) {
        const people = await lookup; // in turn: whoever anchors waits for no source behind it
        if (people instanceof Error) throw people; // no source before it has the person, and this one may
        for (const person of people.toSorted(byAge)) {
          const anchor = await anchorOf(person);
          if (anchor !== null) return anchor;
        }
      }
      return null;
    },
    listed: anchoring.filter((source) => listOf(source, "Contact") !== undefined),
    anchors: (source, arrangement) => ({ key: source.name, read: readAnchors(source, arrangement) }),
    async links(anchor) {
      const others = await Promise.all(
        sources.map((source) => (isOnlyRecord(source, anchor) ? [] : linksInto(source, anchor))),
      );
      return [linkTo(anchor.source, anchor.id, "ANCHOR"), ...others.flat()];
    },
    holdersOf,
    refusersOf: (type) => sources.filter(({ connector }) => connector.cannot?.[type] !== undefined),
    recordsIn,
    addressesIn,
  };

  function holdersOf(type: EntityType): readonly Holder[] {
    let holders = holdersByType.get(type);
    if (holders === undefined) {
      holders = holdersAmong(all, type, "Contact");
      holdersByType.set(type, holders);
    }
    return holders;
  }

  async function addressesIn(source: Source, anchor: Contact): Promise<Parent[]> {
    const records = hasPeople(source) ? await recordsIn(source, anchor) : [];
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

  /**
   * A page of the vendor's at a time: in a later source most records belong to customers that an earlier one anchors, and
   * whoever reads them knows how many are needed.
   */
  function readAnchors(source: Source, arrangement: Arrangement): Stream<Contact>["read"] {
    const before = sourcesBefore(source);
    const ordered = arrangement.order === null ? [] : [arrangement.order.field];
    const alsoNeeded = before.length === 0 ? ordered : [...LINKING_FIELDS, ...ordered];
    const sizeFor = (count: number): number => {
      if (before.length === 0) return count;
      const most = listOf(source, "Contact")?.pageSize ?? count;
      const isFirst = before.every((other) => other === source); // which drops its own duplicates only
      return Math.max(count, isFirst ? Math.min(most, count + Math.ceil(count / PER_DUPLICATE)) : most);
    };
    return async (after, count) => {
      const slice = await loaders.list("Contact", source, arrangement, after, sizeFor(count), alsoNeeded);
      const items = await anchorsIn(source, slice);
      if (items.length > count) return { items: items.slice(0, count), hasMore: true };
      const behind = slice.items.at(-1)?.position;
      return { items, hasMore: slice.hasMore, ...(behind !== undefined && { behind }) };
    };
  }
}

function hasPeople(source: Source): boolean {
  return entitySourceOf(source, "Contact") !== undefined;
}

function isSame(a: Contact, b: Contact | null | undefined): boolean {
  return a.source === b?.source && a.id === b.id;
}

/** The oldest record first; equal ages by id, so that every reader picks the same. */
function byAge(a: Contact, b: Contact): number {
  const age = (contact: Contact): string => (typeof contact.createdAt === "string" ? contact.createdAt : "9999");
  if (age(a) !== age(b)) return age(a) < age(b) ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
