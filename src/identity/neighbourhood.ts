// All records that may have to do with some: who has a key in common with them, and with those, and so on.
import type { Sql } from "../store/store.ts";
import { crowdedAmong, recordsByKey, type KeptRecord } from "./kept-records.ts";
import type { KnownRecord } from "./known-record.ts";
import { keysOf, type Decision, type IdentitySettings } from "./resolve.ts";
import type { RecordKey } from "./people.ts";

export interface Seed {
  /** Keys from which to go. */
  readonly keys: readonly string[];
  /** Records as they are to be: they stand in for those of the table. */
  readonly changed: ReadonlyMap<string, KnownRecord>;
  /** Records that are to be gone. */
  readonly gone: ReadonlySet<string>;
  readonly decisions: readonly Decision[];
}

export interface Neighbourhood {
  /** As they are to be. */
  readonly records: readonly KnownRecord[];
  /** Those of them that the table has, as they were. */
  readonly kept: ReadonlyMap<string, KeptRecord>;
}

export function nameOf({ source, recordId }: RecordKey): string {
  return `${source}/${recordId}`;
}

/** So many records are looked at whether one key brings most of them. */
const SUSPICIOUS = 500;
/** A key of more records than this says nothing of who they are: an address that stands for "none". */
const MOST_OF_A_KEY = 200;

export async function neighbourhoodOf(sql: Sql, seed: Seed, settings: IdentitySettings): Promise<Neighbourhood> {
  const found = await follow(sql, seed, settings, new Set(), SUSPICIOUS);
  if (found !== null) return found;
  const all = await follow(sql, seed, settings, new Set(), Infinity, 2);
  const keys = [...new Set((all?.records ?? []).flatMap((record) => record.keys))];
  const crowded = new Set(await crowdedAmong(sql, keys, MOST_OF_A_KEY));
  const followed = await follow(sql, seed, settings, crowded, Infinity);
  if (followed === null) throw new Error("A neighbourhood without a limit has no end");
  return { ...followed, records: followed.records.map((record) => without(record, crowded, settings)) };
}

/** Null where there are more than `limit`. Ends after so many steps. */
async function follow(
  sql: Sql,
  { keys, changed, gone, decisions }: Seed,
  settings: IdentitySettings,
  ignored: ReadonlySet<string>,
  limit: number,
  steps = Infinity,
): Promise<Neighbourhood | null> {
  const records = new Map<string, KnownRecord>();
  const kept = new Map<string, KeptRecord>();
  const followed = new Set<string>();
  const matesOf = decisionMates(decisions, settings);
  let open = [...new Set(keys)].filter((key) => !ignored.has(key));
  const changedByKey = new Map<string, KnownRecord[]>();
  for (const record of changed.values()) {
    for (const key of record.keys) changedByKey.set(key, [...(changedByKey.get(key) ?? []), record]);
  }
  for (let step = 0; open.length > 0 && step < steps; step += 1) {
    for (const key of open) followed.add(key);
    const near = open.flatMap((key) => changedByKey.get(key) ?? []);
    for (const record of await recordsByKey(sql, open)) {
      kept.set(nameOf(record), record);
      if (!changed.has(nameOf(record)) && !gone.has(nameOf(record))) near.push(record);
    }
    const next = new Set<string>();
    for (const record of near) {
      if (records.has(nameOf(record))) continue;
      records.set(nameOf(record), record);
      for (const key of [...record.keys, ...matesOf(record)]) {
        if (!followed.has(key) && !ignored.has(key)) next.add(key);
      }
    }
    if (records.size > limit) return null;
    open = [...next];
  }
  return { records: [...records.values()], kept };
}

/** The keys of the records that somebody decided about together with one. */
function decisionMates(
  decisions: readonly Decision[],
  settings: IdentitySettings,
): (record: RecordKey) => readonly string[] {
  const mates = new Map<string, string[]>();
  for (const { records, from } of decisions) {
    const all = [...records, ...from];
    const keys = all.flatMap((record) => ownKeys(record, settings));
    for (const record of all) mates.set(nameOf(record), [...(mates.get(nameOf(record)) ?? []), ...keys]);
  }
  return (record) => mates.get(nameOf(record)) ?? [];
}

/** The keys that a record has of itself, whatever it says. */
export function ownKeys({ source, recordId }: RecordKey, settings: IdentitySettings): readonly string[] {
  return keysOf({ source, recordId, email: null, phone: null, name: null, externalIds: [], createdAt: null }, settings);
}

/** The record without what stands in too many of them. */
function without(record: KnownRecord, crowded: ReadonlySet<string>, settings: IdentitySettings): KnownRecord {
  const isCrowded = (part: Partial<KnownRecord>): boolean =>
    keysOf({ ...record, email: null, phone: null, externalIds: [], ...part }, settings).some((key) => crowded.has(key));
  return {
    ...record,
    email: isCrowded({ email: record.email }) ? null : record.email,
    phone: isCrowded({ phone: record.phone }) ? null : record.phone,
  };
}
