// All records that may have to do with some: who has a key in common with them, and with those, and so on.
import type { Sql } from "../store/store.ts";
import { recordsByKey, type KeptRecord } from "./kept-records.ts";
import type { KnownRecord } from "./known-record.ts";
import { mailKey, nameOf, ownKey, phoneKey } from "./keys.ts";
import type { Decision, IdentitySettings } from "./resolve.ts";
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

/** A key of more records than this says nothing of who they are: an address that stands for "none". */
const MOST_OF_A_KEY = 200;

export async function neighbourhoodOf(sql: Sql, seed: Seed, settings: IdentitySettings): Promise<Neighbourhood> {
  const { changed, gone } = seed;
  const records = new Map<string, KnownRecord>();
  const kept = new Map<string, KeptRecord>();
  const crowded = new Set<string>();
  const followed = new Set<string>();
  const matesOf = decisionMates(seed.decisions);
  const changedByKey = new Map<string, KnownRecord[]>();
  for (const record of changed.values()) {
    for (const key of record.keys) changedByKey.set(key, [...(changedByKey.get(key) ?? []), record]);
  }
  let open = [...new Set(seed.keys)];
  while (open.length > 0) {
    for (const key of open) followed.add(key);
    const byKey = await recordsByKey(sql, open, MOST_OF_A_KEY + 1);
    const next = new Set<string>();
    for (const key of open) {
      const found = byKey.get(key) ?? [];
      const mine = changedByKey.get(key) ?? [];
      const others = found.filter((record) => !changed.has(nameOf(record)) && !gone.has(nameOf(record)));
      const isCrowded = mine.length + others.length > MOST_OF_A_KEY;
      if (isCrowded) crowded.add(key);
      for (const record of found) kept.set(nameOf(record), record);
      // Of a key that has too many now, and had not before, all are looked at anew: it joined them.
      for (const record of isCrowded && found.length > MOST_OF_A_KEY ? mine : [...mine, ...others]) {
        if (records.has(nameOf(record))) continue;
        records.set(nameOf(record), record);
        for (const near of [...record.keys, ...matesOf(record)]) if (!followed.has(near)) next.add(near);
      }
    }
    open = [...next];
  }
  const near = [...records.values()];
  return { records: crowded.size === 0 ? near : near.map((record) => without(record, crowded, settings)), kept };
}

/** The keys of the records that somebody decided about together with one. */
function decisionMates(decisions: readonly Decision[]): (record: RecordKey) => readonly string[] {
  const mates = new Map<string, string[]>();
  for (const { records, from } of decisions) {
    const all = [...records, ...from];
    const keys = all.map(ownKey);
    for (const record of all) mates.set(nameOf(record), [...(mates.get(nameOf(record)) ?? []), ...keys]);
  }
  return (record) => mates.get(nameOf(record)) ?? [];
}

/** The record without what stands in too many of them. */
function without(record: KnownRecord, crowded: ReadonlySet<string>, settings: IdentitySettings): KnownRecord {
  const { email, phone } = record;
  const mail = email === null ? null : mailKey(email, settings);
  return {
    ...record,
    email: mail !== null && crowded.has(mail) ? null : email,
    phone: phone !== null && crowded.has(phoneKey(phone)) ? null : phone,
  };
}
