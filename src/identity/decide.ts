// What administrators decide about who is who: kept for good, done at once, and in the audit log.
import type { Sql, Store } from "../store/store.ts";
import { recordsById } from "./kept-records.ts";
import { isSameRecord, nameOf } from "./keys.ts";
import type { Decider, PeopleDecisions, Person, RecordKey } from "./people.ts";
import { createStoredPeople } from "./stored-people.ts";
import type { IdentitySettings } from "./resolve.ts";
import { lockPeople, takeRecords, type TakeOptions } from "./take-records.ts";

export interface DecideDeps {
  readonly store: Pick<Store, "transaction">;
  readonly settings: IdentitySettings;
  readonly taking: () => Pick<TakeOptions, "rankOf" | "isUnsettled">;
  readonly layout: string;
  readonly onChanged: (records: readonly RecordKey[]) => void;
}

type Kind = "merge" | "split";

interface Asked {
  readonly records: readonly RecordKey[];
  readonly from: readonly RecordKey[];
  /** Records whose people there are before and after. */
  readonly shown: readonly RecordKey[];
  /** Whose person keeps the id. */
  readonly first: RecordKey;
}

export function createDecisions(deps: DecideDeps): PeopleDecisions {
  const { store, settings, layout } = deps;

  /** @param ask what is decided, by the records that the people of `about` have: null for nothing */
  async function decide(
    kind: Kind,
    about: readonly RecordKey[],
    by: Decider,
    ask: (members: readonly RecordKey[]) => Asked | null,
  ): Promise<readonly (Person | null)[] | null> {
    let changed: readonly RecordKey[] = [];
    const after = await store.transaction(async (sql) => {
      await lockPeople(sql);
      const people = createStoredPeople({ store: sql, settings, isCrawled: () => false });
      const asked = ask(membersOf(await people.ofRecords(about)));
      if (asked === null) return null;
      const { records, from, shown, first } = asked;
      const all = [...records, ...from];
      const kept = await recordsById(sql, all);
      if (kept.filter(({ isGone }) => !isGone).length < new Set(all.map(nameOf)).size) return null;
      const before = await people.ofRecords(shown);
      await sql.query(
        "insert into identity_decisions (kind, records, from_records) values ($1, $2::jsonb, $3::jsonb)",
        [kind, JSON.stringify(records), JSON.stringify(from)],
      );
      const preferred = kept.find((record) => isSameRecord(record, first))?.person;
      changed = await takeRecords(
        sql,
        { records: [], gone: [] },
        {
          ...deps.taking(),
          settings,
          layout,
          walk: 0,
          about: all,
          isUnsettled: false,
          ...(preferred !== undefined && { preferred }),
        },
      );
      const now = await people.ofRecords(shown);
      await audit(sql, kind, before, now, by);
      return now;
    });
    deps.onChanged(changed);
    return after;
  }

  return {
    async merge(records, by) {
      const [first] = records;
      if (first === undefined) return null;
      const people = await decide("merge", records, by, (members) => {
        // All that they are now: an earlier split of any of these no longer counts.
        const all = new Map([...records, ...members].map((record) => [nameOf(record), record]));
        return { records: [...all.values()], from: [], shown: records, first };
      });
      return people?.[0] ?? null;
    },
    async split(from, records, by) {
      const [first] = records;
      if (first === undefined) return null;
      const leaving = new Set(records.map(nameOf));
      const people = await decide("split", [from], by, (members) => {
        // Whoever of the person does not leave stays.
        const staying = members.filter((member) => !leaving.has(nameOf(member)));
        const [one] = staying;
        return one === undefined ? null : { records, from: staying, shown: [one, first], first: one };
      });
      const [kept = null, separated = null] = people ?? [];
      return kept === null || separated === null ? null : { kept, separated };
    },
  };
}

/** All records of these people. */
function membersOf(people: readonly (Person | null)[]): RecordKey[] {
  return people.flatMap((person) => (person?.members ?? []).map(({ source, recordId }) => ({ source, recordId })));
}

async function audit(
  sql: Sql,
  kind: Kind,
  before: readonly (Person | null)[],
  after: readonly (Person | null)[],
  { subject, requestId, reason }: Decider,
): Promise<void> {
  await sql.query(
    `insert into audit_log (subject, request_id, action, reason, before, after)
     values ($1, $2, $3, $4, $5::jsonb, $6::jsonb)`,
    [
      subject,
      requestId,
      kind === "merge" ? "mergeCustomers" : "splitCustomer",
      reason,
      JSON.stringify(before.map(recordsOf)),
      JSON.stringify(after.map(recordsOf)),
    ],
  );
}

/** A person by its records alone: no name or address gets into the log. */
function recordsOf(person: Person | null): object | null {
  return person === null
    ? null
    : { id: person.id, records: person.members.map(({ source, recordId }) => ({ source, recordId })) };
}
