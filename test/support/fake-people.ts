// Who is who in memory, by the contract of the identity store; it counts its statements.
import type { Decider, Member, People, PeopleDecisions, Person, RecordKey } from "../../src/identity/people.ts";

/** `crm/c1`, or that with what is not as for everyone: an address of the record, its brand, when it was made. */
export type FakeMember =
  string | (Partial<Omit<Member, "source" | "recordId">> & { readonly of: string; readonly email?: string });

export interface FakePerson {
  /** What the id is made of; the first member if left out. */
  readonly id?: string;
  /** Records that are gone, or that ids were made of before a merge. */
  readonly once?: readonly string[];
  readonly members: readonly FakeMember[];
}

export interface FakePeople {
  readonly people: People;
  readonly decisions: PeopleDecisions;
  /** What the store was asked, a word a statement. */
  readonly statements: string[];
  readonly decided: Decider[];
  /** Set to make every statement fail. */
  readonly state: { failure: Error | null };
}

export const LINKED_AT = "2026-02-01T00:00:00.000Z";

export const recordOf = (name: string): RecordKey => {
  const [source = "", recordId = ""] = name.split("/");
  return { source, recordId };
};
export const nameOfRecord = ({ source, recordId }: RecordKey): string => `${source}/${recordId}`;

interface Entry {
  person: Person;
  readonly once: Set<string>;
}

/** @param crawled the sources that the store has been through */
export function fakePeople(persons: readonly FakePerson[], crawled: readonly string[] = []): FakePeople {
  const emails = new Map<string, string>();
  const memberOf = (given: FakeMember): Member => {
    const { of, email, ...own } = typeof given === "string" ? { of: given } : given;
    if (email !== undefined) emails.set(email, of);
    const usual = { rule: "EMAIL", confidence: 0.9, linkedAt: LINKED_AT, createdAt: null, brandId: null } as const;
    return { ...usual, ...own, ...recordOf(of) };
  };
  const entries: Entry[] = persons.map(({ id, once = [], members }) => {
    const all = members.map(memberOf);
    const [first] = all;
    if (first === undefined) throw new Error("a person has records");
    return { person: { id: id === undefined ? first : recordOf(id), members: all }, once: new Set(once) };
  });
  const statements: string[] = [];
  const decided: Decider[] = [];
  const state: FakePeople["state"] = { failure: null };
  const ask = async <R>(statement: string, answer: () => R): Promise<R> => {
    statements.push(statement);
    if (state.failure !== null) throw state.failure;
    return answer();
  };
  const has = ({ members }: Person, name: string): boolean => members.some((member) => nameOfRecord(member) === name);
  const entryOf = (name: string): Entry | undefined =>
    entries.find(({ person }) => has(person, name)) ??
    entries.find(({ person, once }) => nameOfRecord(person.id) === name || once.has(name));
  const isAnchored = ({ members }: Person, source: string, before: readonly string[]): boolean =>
    members.some((member) => member.source === source) && !members.some((member) => before.includes(member.source));

  return {
    statements,
    decided,
    state,
    people: {
      ofRecords: (records) =>
        ask("ofRecords", () => records.map((record) => entryOf(nameOfRecord(record))?.person ?? null)),
      byEmails: (asked) =>
        ask("byEmails", () => asked.map((email) => entryOf(emails.get(email) ?? "")?.person ?? null)),
      isCrawled: (source) => crawled.includes(source),
      anchoredIn: ({ source, before, after, size }) =>
        ask("anchoredIn", () =>
          entries
            .map(({ person }, index) => ({ person, position: String(index) }))
            .filter(({ person }) => isAnchored(person, source, before))
            .filter(({ position }) => after === null || Number(position) > Number(after))
            .slice(0, size),
        ),
      count: (sources) =>
        ask("count", () => entries.filter(({ person }) => sources.some((one) => isAnchored(person, one, []))).length),
    },
    decisions: {
      merge: (records, by) =>
        ask("merge", () => {
          const found = records.map((record) => entryOf(nameOfRecord(record)));
          const [kept, ...others] = [...new Set(found)];
          if (kept === undefined || others.includes(undefined)) return null;
          decided.push(by);
          for (const other of others) {
            if (other === undefined) continue;
            kept.person = { ...kept.person, members: [...kept.person.members, ...other.person.members] };
            for (const name of [...other.once, nameOfRecord(other.person.id)]) kept.once.add(name);
            entries.splice(entries.indexOf(other), 1);
          }
          return kept.person;
        }),
      split: (from, records, by) =>
        ask("split", () => {
          const entry = entryOf(nameOfRecord(from));
          const names = new Set(records.map(nameOfRecord));
          if (entry === undefined) return null;
          const isLeaving = (member: Member): boolean => names.has(nameOfRecord(member));
          const [gone, stays] = [
            entry.person.members.filter(isLeaving),
            entry.person.members.filter((one) => !isLeaving(one)),
          ];
          const [id, firstLeft] = [gone[0], stays[0]];
          if (id === undefined || firstLeft === undefined) return null;
          decided.push(by);
          const separated: Entry = { person: { id, members: gone }, once: new Set() };
          entry.person = {
            id: names.has(nameOfRecord(entry.person.id)) ? firstLeft : entry.person.id,
            members: stays,
          };
          entries.push(separated);
          return { kept: entry.person, separated: separated.person };
        }),
    },
  };
}
