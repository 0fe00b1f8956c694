// Customers: people across the sources. Each is anchored on one record and listed once.
import type { Stream } from "../loaders/connection.ts";
import type { Arrangement, Loaders, Parent } from "../loaders/create-loaders.ts";
import { holdersAmong, type Holder } from "../loaders/holders.ts";
import { listOf } from "../loaders/load-list.ts";
import { emailKey } from "../loaders/load-people.ts";
import { entitySourceOf, listTag, type Source } from "../loaders/source.ts";
import type { Contact, EntityType } from "../mapping/entities.ts";
import { emailOf, LINKING_FIELDS } from "./find-links.ts";
import { linkTo, type Link } from "./link.ts";
import type { LinkCache } from "./link-cache.ts";
import { anchorReader } from "./list-anchors.ts";
import { createLookUps } from "./look-ups.ts";
import type { People, Person, RecordKey } from "./people.ts";
import { linksOf, recordIdsIn } from "./person-links.ts";
import { byAge, rankSources } from "./precedence.ts";
import { createSeenPeople, type SeenPerson } from "./seen-people.ts";

export interface Customers {
  /** The customer of an id that was handed out; null where there is none any more, or the source has no customers. */
  byId(source: string, id: string): Promise<Contact | null>;
  /**
   * The customer that a record of a source belongs to, by its anchor; null where the source has no such record, or the
   * record is nobody's: its source has no customers, and no other source knows the person.
   */
  byRecord(source: string, id: string): Promise<Contact | null>;
  byEmail(email: string): Promise<Contact | null>;
  /** The record that a customer's id is made of: it stays when people are merged. */
  idOf(anchor: Contact): RecordKey | Promise<RecordKey>;
  /** The sources that have people, those that anchor first before the others. */
  readonly sources: readonly Source[];
  /** The sources whose people are listed, in the order in which they anchor. */
  readonly listed: readonly Source[];
  /** The anchors in one of them. */
  anchors(source: Source, arrangement: Arrangement): Stream<Contact>;
  /** How many customers there are; null where the store has not come across all of them, or can't tell whose they are. */
  count(): Promise<number | null>;
  /** The customer's other records, and the anchor first. */
  links(anchor: Contact): Promise<readonly Link[]>;
  /** The sources that have entities of this type hanging on people. */
  holdersOf(type: EntityType): readonly Holder[];
  /** The sources whose vendors have such entities, and can't list those of a person. */
  refusersOf(type: EntityType): readonly Source[];
  /** The customer's records in one source, the anchor first. Throws UpstreamError. */
  recordsIn(source: Source, anchor: Contact): Promise<readonly Parent[]>;
  /** The customer's e-mail addresses, in place of ids, for a source that goes by them. Throws UpstreamError. */
  addressesIn(source: Source, anchor: Contact): Promise<readonly Parent[]>;
  /** The person of a record, as the store knows it and the caller may see; null where the store can't tell. */
  personOf(record: RecordKey): Promise<SeenPerson | null>;
  /** The customers that people are who were just changed: who was who before is forgotten. */
  changedTo(people: readonly Person[]): Promise<readonly (Contact | null)[]>;
}

/** @param people who is who, as the store knows it; null where nobody keeps it, and the sources are asked */
export function createCustomers(loaders: Loaders, cache: LinkCache, people: People | null = null): Customers {
  const ranked = rankSources(loaders.sources);
  const { all, withPeople: sources, anchoring } = ranked;
  const seen = people === null ? null : createSeenPeople(people, loaders, ranked);
  const lookUps = createLookUps(loaders, cache, ranked, (contact) => knownAnchorOf(contact));
  const listed = anchoring.filter((source) => listOf(source, "Contact") !== undefined);
  const holdersByType = new Map<EntityType, readonly Holder[]>();

  /** Undefined where the store does not know the record. */
  async function knownAnchorOf(contact: Contact, beside?: readonly Contact[]): Promise<Contact | null | undefined> {
    const person = seen === null ? null : await seen.of(contact.source, contact.id);
    if (person === null) return undefined;
    const anchor = await anchorIn(person, beside ?? [contact]);
    // The store may take for gone what its source has again.
    return anchor ?? (anchoring.some(({ name }) => name === contact.source) ? contact : null);
  }

  /** @param beside records that were read with it, itself among them */
  async function anchorOf(contact: Contact, beside?: readonly Contact[]): Promise<Contact | null> {
    const known = seen === null ? undefined : await knownAnchorOf(contact, beside);
    return known === undefined ? lookUps.anchorOf(contact) : known;
  }

  /** The best of a person's records that its source still has. */
  async function anchorIn({ anchorable }: SeenPerson, atHand: readonly Contact[] = []): Promise<Contact | null> {
    for (const { source, recordId } of anchorable) {
      const found =
        atHand.find((one) => one.id === recordId && one.source === source) ??
        (await loaders.entity("Contact", source, recordId, LINKING_FIELDS));
      if (found !== null) return found;
    }
    return null;
  }

  async function byRecord(source: string, id: string): Promise<Contact | null> {
    const person = seen === null ? null : await seen.of(source, id);
    if (person !== null) return person.sees({ source, recordId: id }) ? anchorIn(person) : null;
    const contact = await loaders.entity("Contact", source, id, LINKING_FIELDS);
    return contact === null ? null : anchorOf(contact);
  }

  /** As the store knows it. An address that only a record has which the caller may not see leads nowhere. */
  async function knownByEmail(key: string): Promise<Contact | null> {
    const person = seen === null ? null : await seen.byEmail(key);
    if (person === null) return null;
    if (!person.isWhole) {
      const records = await Promise.all(
        person.members.map(({ source, recordId }) => loaders.entity("Contact", source, recordId, LINKING_FIELDS)),
      );
      if (!records.some((record) => record !== null && emailOf(record) === key)) return null;
    }
    return anchorIn(person);
  }

  async function byEmail(email: string): Promise<Contact | null> {
    const key = emailKey(email);
    const known = await knownByEmail(key);
    if (known !== null) return known;
    const lookups = sources.map(async (source) => {
      if (entitySourceOf(source, "Contact")?.byEmail === undefined) return [];
      const lookUp = (): ReturnType<Loaders["peopleByEmail"]> => loaders.peopleByEmail(source, [key], LINKING_FIELDS);
      return (await loaders.inTime(source, [key], lookUp)).get(key) ?? [];
    });
    for (const lookup of lookups) lookup.catch(() => []); // of no interest behind the one that has the person
    for (const lookup of lookups) {
      const found = await lookup; // in turn: whoever anchors waits for no source behind it
      if (found instanceof Error) throw found; // no source before it has the person, and this one may
      for (const person of found.toSorted(byAge)) {
        const anchor = await anchorOf(person);
        if (anchor !== null) return anchor;
      }
    }
    return null;
  }

  async function idsIn(source: Source, anchor: Contact): Promise<readonly string[]> {
    const person = seen === null ? null : await seen.of(anchor.source, anchor.id);
    if (person !== null) return recordIdsIn(person, source.name, anchor);
    const ids = (await lookUps.linksInto(source, anchor)).map(({ recordId }) => recordId);
    return source.name === anchor.source ? [anchor.id, ...ids] : ids;
  }

  async function recordsIn(source: Source, anchor: Contact): Promise<readonly Parent[]> {
    return (await idsIn(source, anchor)).map((id) => ({ source: source.name, type: "Contact", id }));
  }

  return {
    byId: async (source, id) => (anchoring.some(({ name }) => name === source) ? byRecord(source, id) : null),
    byRecord,
    byEmail,
    idOf(anchor) {
      const own = { source: anchor.source, recordId: anchor.id };
      return seen === null ? own : seen.of(anchor.source, anchor.id).then((person) => person?.idOver(own) ?? own);
    },
    sources,
    listed,
    anchors(source, arrangement) {
      const rivalsOf = (one: Source): readonly Source[] => {
        const before = lookUps.sourcesBefore(one);
        // Whatever is unique at the source, who is who was found out by more than that.
        return people === null || before.includes(one) ? before : [...before, one];
      };
      const anchorOfPerson = async (person: Person): Promise<Contact | null> =>
        seen === null ? null : anchorIn(seen.know(person));
      const parts = { loaders, people, anchoring, rivalsOf, anchorOf, anchorOfPerson };
      return { key: source.name, read: anchorReader(parts, source, arrangement) };
    },
    async count() {
      const canTell = anchoring.every((source) => {
        return people?.isCrawled(source.name) === true && loaders.brandsSeen(source) === null;
      });
      if (people === null || !canTell || listed.length < anchoring.length) return null;
      for (const source of anchoring) {
        loaders.dependOn([listTag(source.name, "Contact")], source.lifetimeOf("Contact").freshMs);
      }
      return people.count(anchoring.map(({ name }) => name));
    },
    async links(anchor) {
      const person = seen === null ? null : await seen.of(anchor.source, anchor.id);
      if (person !== null) return linksOf(person, anchor);
      const others = await Promise.all(sources.map((source) => lookUps.linksInto(source, anchor)));
      return [linkTo(anchor.source, anchor.id, "ANCHOR"), ...others.flat()];
    },
    holdersOf(type) {
      let holders = holdersByType.get(type);
      if (holders === undefined) holdersByType.set(type, (holders = holdersAmong(all, type, "Contact")));
      return holders;
    },
    refusersOf: (type) => sources.filter(({ connector }) => connector.cannot?.[type] !== undefined),
    recordsIn,
    async addressesIn(source, anchor) {
      const records = sources.includes(source) ? await recordsIn(source, anchor) : [];
      const contacts = await Promise.all(
        records.map(({ id }) => loaders.entity("Contact", source.name, id, LINKING_FIELDS)),
      );
      const emails = [anchor, ...contacts].flatMap((contact) => (contact === null ? [] : (emailOf(contact) ?? [])));
      return [...new Set(emails)].map((email) => ({ source: source.name, type: "Contact", id: email }));
    },
    personOf: async ({ source, recordId }) => (seen === null ? null : seen.of(source, recordId)),
    async changedTo(changed) {
      seen?.forget();
      return Promise.all(changed.map((person) => (seen === null ? null : anchorIn(seen.know(person)))));
    },
  };
}
