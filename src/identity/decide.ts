// What administrators decide about who is who: kept for good, done at once, and in the audit log.
import type { Sql, Store } from "../store/store.ts";
import { recordsById } from "./kept-records.ts";
import { nameOf } from "./keys.ts";
import type { Decider, People, PeopleDecisions, Person, RecordKey } from "./people.ts";
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
  readonly kind: Kind;
  readonly records: readonly RecordKey[];
  readonly from: readonly RecordKey[];
  /** Records whose people there are before and after. */
  readonly shown: readonly RecordKey[];
  readonly by: Decider;
}

export function createDecisions(deps: DecideDeps): PeopleDecisions {
  const { store, settings, layout } = deps;

  async function decide({ kind, records, from, shown, by }: Asked): Promise<readonly (Person | null)[] | null> {
    let changed: readonly RecordKey[] = [];
    const after = await store.transaction(async (sql) => {
      await lockPeople(sql);
      const people: People = createStoredPeople({ store: sql, settings, isCrawled: () => false });
      const all = [...records, ...from];
      const kept = await recordsById(sql, all);
      if (kept.filter(({ isGone }) => !isGone).length < new Set(all.map(nameOf)).size) return null;
      const before = await people.ofRecords(shown);
      await sql.query(
        "insert into identity_decisions (kind, records, from_records) values ($1, $2::jsonb, $3::jsonb)",
        [kind, JSON.stringify(records), JSON.stringify(from)],
      );
      const [first] = kind === "merge" ? records : from;
      const preferred = kept.find((record) => first !== undefined && nameOf(record) === nameOf(first))?.person;
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
      // All that they are now: an earlier split of any of these no longer counts.
      const members = await membersOf(store, settings, records);
      const all = new Map([...records, ...members].map((record) => [nameOf(record), record]));
      const people = await decide({ kind: "merge", records: [...all.values()], from: [], shown: records, by });
      return people?.[0] ?? null;
    },
    async split(from, records, by) {
      const [first] = records;
      if (first === undefined) return null;
      // Whoever of the person does not leave stays.
      const leaving = new Set(records.map(nameOf));
      const staying = (await membersOf(store, settings, [from])).filter((member) => !leaving.has(nameOf(member)));
      const [one] = staying;
      if (one === undefined) return null;
      const people = await decide({ kind: "split", records, from: staying, shown: [one, first], by });
      const [kept = null, separated = null] = people ?? [];
      return kept === null || separated === null ? null : { kept, separated };
    },
  };
}

/** All records of the people of these. */
async function membersOf(
  store: Pick<Store, "transaction">,
  settings: IdentitySettings,
  records: readonly RecordKey[],
): Promise<RecordKey[]> {
  const people = await store.transaction((sql) =>
    createStoredPeople({ store: sql, settings, isCrawled: () => false }).ofRecords(records),
  );
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
