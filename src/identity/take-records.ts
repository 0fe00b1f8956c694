// Records are taken as they are now, and who is who is worked out anew for all that may have to do with them.
import type { Sql } from "../store/store.ts";
import { assignPeople, type Assigned, type FormerPerson } from "./assign-people.ts";
import {
  allDecisions,
  forgetEmpty,
  formerPeople,
  makePeople,
  markMet,
  moveIds,
  placeRecords,
  putRecords,
  recordsById,
  replacePeople,
  type KeptRecord,
} from "./kept-records.ts";
import { isSameRecord, nameOf, ownKey } from "./keys.ts";
import type { KnownRecord } from "./known-record.ts";
import { neighbourhoodOf, type Neighbourhood } from "./neighbourhood.ts";
import type { RecordKey } from "./people.ts";
import { resolve, type IdentitySettings, type ResolvedMember } from "./resolve.ts";

export interface TakeOptions {
  readonly settings: IdentitySettings;
  readonly layout: string;
  /** Where a source comes in the order in which sources anchor; the lower the sooner. */
  readonly rankOf: (source: string) => number;
  /** Are sources still being walked through for the first time? Then no id is settled. */
  readonly isUnsettled: boolean;
  /** The walk that meets the records given. */
  readonly walk: number;
  /** Records whose people are worked out anew, whatever is given: somebody decided about them. */
  readonly about?: readonly RecordKey[];
  /** The person who keeps the number in a merge. */
  readonly preferred?: number;
}

export interface Given {
  readonly records: readonly KnownRecord[];
  /** Records that are no longer at their source. */
  readonly gone: readonly RecordKey[];
}

/** Nobody else works out who is who before the transaction ends. */
export async function lockPeople(sql: Sql): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('identity', 0))");
}

/** Inside a transaction that holds the lock. Gives the records whose person, or whose person's records, are others now. */
export async function takeRecords(sql: Sql, given: Given, options: TakeOptions): Promise<readonly RecordKey[]> {
  const { settings, layout, walk, about = [] } = options;
  const latest = new Map(given.records.map((record) => [nameOf(record), record]));
  const kept = new Map((await recordsById(sql, [...latest.values(), ...given.gone])).map((one) => [nameOf(one), one]));
  const changed = new Map([...latest].filter(([name, record]) => !isAsKept(record, kept.get(name), layout)));
  const unchanged = [...latest.values()].filter((record) => !changed.has(nameOf(record)));
  await markUnchanged(sql, unchanged, walk);
  const gone = new Map(
    given.gone.flatMap((record) => {
      const one = kept.get(nameOf(record));
      return one === undefined || one.isGone ? [] : [[nameOf(record), one] as const];
    }),
  );
  if (changed.size === 0 && gone.size === 0 && about.length === 0) return [];

  const former = [...changed.keys()].flatMap((name) => kept.get(name) ?? []);
  const keys = [...changed.values(), ...former, ...gone.values()].flatMap((record) => record.keys);
  const decisions = await allDecisions(sql);
  const seed = {
    keys: [...keys, ...about.map(ownKey)],
    changed,
    gone: new Set(gone.keys()),
    decisions,
  };
  const near = await neighbourhoodOf(sql, seed, settings);
  return place(sql, near, { changed, gone, kept }, resolve(near.records, decisions, settings), options);
}

interface Changes {
  readonly changed: ReadonlyMap<string, KnownRecord>;
  readonly gone: ReadonlyMap<string, KeptRecord>;
  /** Records given, as they were. */
  readonly kept: ReadonlyMap<string, KeptRecord>;
}

async function place(
  sql: Sql,
  near: Neighbourhood,
  { changed, gone, kept }: Changes,
  groups: readonly (readonly ResolvedMember[])[],
  { layout, walk, rankOf, isUnsettled, preferred }: TakeOptions,
): Promise<readonly RecordKey[]> {
  const before = (record: RecordKey): KeptRecord | undefined =>
    near.kept.get(nameOf(record)) ?? kept.get(nameOf(record));
  const known = new Map(near.records.map((record) => [nameOf(record), record]));
  const numbers = new Set([...near.records, ...gone.values()].flatMap((record) => before(record)?.person ?? []));
  const formers = new Map((await formerPeople(sql, [...numbers])).map((former) => [former.number, former]));
  const assigned = assignPeople({
    groups,
    // Whose record was gone and is back was that person.
    formerOf: (record) => formers.get(before(record)?.person ?? -1),
    anchorOf: (members) => anchorOf(members, known, rankOf),
    isUnsettled,
    preferred,
  });
  const people = await numbered(sql, assigned);
  await moveIds(sql, movedIds(people, formers));

  const put = [];
  const moved = [];
  const touched = new Map<number, boolean>();
  for (const { number, members } of people) {
    for (const { record, rule, confidence } of members) {
      // As it was given: what was resolved may lack what too many records have.
      const given = changed.get(nameOf(record));
      const was = before(record);
      if (given !== undefined) put.push({ ...given, isGone: false, person: number, rule, confidence });
      else if (was?.person !== number || was.rule !== rule || was.confidence !== confidence) {
        moved.push({ ...record, person: number, rule, confidence });
      }
      const isOther = was?.person !== number || was.isGone || given !== undefined;
      touched.set(number, (touched.get(number) ?? false) || isOther);
      if (was !== undefined && was.person !== number) touched.set(was.person, true);
    }
  }
  for (const one of gone.values()) touched.set(one.person, true);
  await putRecords(sql, [...put, ...[...gone.values()].map((one) => ({ ...one, isGone: true }))], { layout, walk });
  await placeRecords(sql, moved);
  await replacePeople(
    sql,
    people.flatMap(({ number, replaces }) => replaces.map((other) => ({ number: other, by: number }))),
  );
  await forgetEmpty(sql, [...numbers]);
  return [
    ...people
      .filter(({ number }) => touched.get(number) === true)
      .flatMap(({ members }) => members.map(({ record }) => record)),
    ...[...gone.values()].map(({ source, recordId }) => ({ source, recordId })),
  ];
}

/** Each with its number; new ones get one. */
async function numbered(sql: Sql, assigned: readonly Assigned[]): Promise<(Assigned & { readonly number: number })[]> {
  const fresh = assigned.filter(({ number }) => number === null);
  const numbers = await makePeople(
    sql,
    fresh.map(({ id }) => id),
  );
  const numberOf = new Map(fresh.map((one, index) => [one, numbers[index] ?? 0]));
  return assigned.map((one) => ({ ...one, number: one.number ?? numberOf.get(one) ?? 0 }));
}

function movedIds(
  people: readonly (Assigned & { readonly number: number })[],
  formers: ReadonlyMap<number, FormerPerson>,
): FormerPerson[] {
  return people.flatMap(({ number, id }) => {
    const former = formers.get(number);
    return former === undefined || isSameRecord(former.id, id) ? [] : [{ number, id }];
  });
}

/** The record of the source that anchors first, there the oldest. */
function anchorOf(
  members: readonly ResolvedMember[],
  known: ReadonlyMap<string, KnownRecord>,
  rankOf: (source: string) => number,
): RecordKey {
  const age = (record: RecordKey): string => known.get(nameOf(record))?.createdAt ?? "9999";
  const [first] = members
    .map(({ record }) => record)
    .sort(
      (a, b) =>
        rankOf(a.source) - rankOf(b.source) ||
        compare(age(a), age(b)) ||
        compare(a.source, b.source) ||
        compare(a.recordId, b.recordId),
    );
  if (first === undefined) throw new Error("A person has a record");
  return { source: first.source, recordId: first.recordId };
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function isAsKept(record: KnownRecord, kept: KeptRecord | undefined, layout: string): boolean {
  if (kept === undefined || kept.isGone || kept.layout !== layout) return false;
  return factsOf(record) === factsOf(kept);
}

function factsOf(record: KnownRecord): string {
  const { email, phone, name, externalIds, createdAt, brandId, keys } = record;
  const named = externalIds.map(({ source, id }) => [source, id]);
  return JSON.stringify([email, phone, name, named, createdAt, brandId, keys]);
}

async function markUnchanged(sql: Sql, records: readonly RecordKey[], walk: number): Promise<void> {
  const bySource = new Map<string, string[]>();
  for (const { source, recordId } of records) bySource.set(source, [...(bySource.get(source) ?? []), recordId]);
  for (const [source, ids] of bySource) await markMet(sql, source, ids, walk);
}
