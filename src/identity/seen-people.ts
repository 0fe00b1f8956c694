// Who is who as the store knows it, as far as the caller may see: for one operation, asked once for all that a tick needs.
import DataLoader from "dataloader";
import type { Loaders } from "../loaders/create-loaders.ts";
import { emailKey } from "../loaders/load-people.ts";
import { entityTag, type Source } from "../loaders/source.ts";
import { isSameRecord, nameOf } from "./keys.ts";
import type { Member, People, Person, RecordKey } from "./people.ts";
import { byAge, type RankedSources } from "./precedence.ts";

/** A person, without what the caller may not see. */
export interface SeenPerson {
  /** With what the caller may not see: to tell people apart, and for caches. */
  readonly whole: Person;
  /** Every record that the caller may see: those that could anchor first, the best of them in front. */
  readonly members: readonly Member[];
  /** The members in sources that have customers, the one to anchor on first. */
  readonly anchorable: readonly Member[];
  /** Whether the caller may see no record but these. */
  readonly isWhole: boolean;
  /** May the caller know that this record is, or was, the person's? */
  sees(record: RecordKey): boolean;
  /** The record that the customer's id is made of, where it is anchored on this one. */
  idOver(anchor: RecordKey): RecordKey;
}

export interface SeenPeople {
  /** The person of a record; null where the store can't tell, or the source is not the caller's to see. */
  of(source: string, recordId: string): Promise<SeenPerson | null>;
  byEmail(email: string): Promise<SeenPerson | null>;
  /** What the caller may see of a person that the store gave; it is not asked for again. */
  know(person: Person): SeenPerson;
  /** Forgets everyone: who is who has changed. */
  forget(): void;
}

export function createSeenPeople(
  people: People,
  loaders: Loaders,
  { withPeople, anchoring }: RankedSources,
): SeenPeople {
  const sourceByName = new Map(withPeople.map((source, rank) => [source.name, { source, rank }]));
  const known = new Map<string, Promise<SeenPerson | null>>();
  const loader = new DataLoader<RecordKey, SeenPerson | null>(
    async (records) => (await people.ofRecords(records)).map((person) => (person === null ? null : introduced(person))),
    { cache: false },
  );
  const emailLoader = new DataLoader<string, SeenPerson | null>(
    async (emails) => (await people.byEmails(emails)).map((person) => (person === null ? null : introduced(person))),
    { cache: false },
  );

  function canSee(source: Source, brandId: string | null): boolean {
    return loaders.brandsSeen(source)?.includes(brandId ?? "") ?? true;
  }

  function seen(whole: Person): SeenPerson {
    const { id, members } = whole;
    const visible = members
      .flatMap((member) => {
        const known = sourceByName.get(member.source);
        return known === undefined || !canSee(known.source, member.brandId) ? [] : [{ member, ...known }];
      })
      .sort((a, b) => {
        if (a.source.hasCustomers !== b.source.hasCustomers) return a.source.hasCustomers ? -1 : 1;
        return a.rank - b.rank || byAge(agedOf(a.member), agedOf(b.member));
      });
    const sees = (record: RecordKey): boolean => {
      const source = sourceByName.get(record.source)?.source;
      if (source === undefined) return false;
      // Of a record that is gone nobody knows the brand.
      const isDivided = loaders.brandsSeen(source) !== null;
      return !isDivided || visible.some(({ member }) => isSameRecord(member, record));
    };
    const isOfCustomers = anchoring.some(({ name }) => name === id.source);
    return {
      whole,
      members: visible.map(({ member }) => member),
      anchorable: visible.flatMap(({ member, source }) => (source.hasCustomers ? [member] : [])),
      isWhole: visible.length === members.length,
      sees,
      idOver: (anchor) => (isOfCustomers && sees(id) ? id : anchor),
    };
  }

  /** Known from now on by any of its records. */
  function introduced(person: Person): SeenPerson {
    const own = seen(person);
    const promise = Promise.resolve(own);
    for (const member of person.members) {
      const key = nameOf(member);
      if (sourceByName.has(member.source) && !known.has(key)) known.set(key, promise);
    }
    return own;
  }

  return {
    of(name, givenId) {
      const source = sourceByName.get(name)?.source;
      if (source === undefined) return Promise.resolve(null);
      const recordId = source.connector.canonicalId?.("Contact", givenId) ?? givenId;
      const key = nameOf({ source: name, recordId });
      let person = known.get(key);
      if (person === undefined) {
        loaders.dependOn([entityTag(name, "Contact", recordId)], source.lifetimeOf("Contact").freshMs);
        known.set(key, (person = loader.load({ source: name, recordId })));
      }
      return person;
    },
    byEmail: (email) => emailLoader.load(emailKey(email)),
    know: introduced,
    forget: () => known.clear(),
  };
}

function agedOf({ recordId, createdAt }: Member): { readonly id: string; readonly createdAt: string | null } {
  return { id: recordId, createdAt };
}
