// A store that is told of records, and asked who is who.
import { createDecisions } from "../../src/identity/decide.ts";
import { knownRecord, layoutOf } from "../../src/identity/known-record.ts";
import type { People, PeopleDecisions, RecordKey } from "../../src/identity/people.ts";
import type { IdentitySettings } from "../../src/identity/resolve.ts";
import { createStoredPeople } from "../../src/identity/stored-people.ts";
import { lockPeople, takeRecords } from "../../src/identity/take-records.ts";
import type { Contact } from "../../src/mapping/entities.ts";
import type { Store } from "../../src/store/store.ts";

export const SETTINGS: IdentitySettings = {
  ignoreTagsAt: ["gmail.com"],
  ignoreDotsAt: ["gmail.com"],
  sharedMailboxes: ["info"],
};

const RANKS = ["crm", "desk", "pay"];

export interface Told {
  readonly id: string;
  readonly email?: string | null;
  readonly name?: string;
  readonly phone?: string;
  readonly names?: readonly RecordKey[];
  readonly createdAt?: string;
  readonly brandId?: string;
}

export function contactOf(source: string, told: Told): Contact {
  return {
    type: "Contact",
    source,
    id: told.id,
    displayName: told.name ?? null,
    email: told.email ?? null,
    phone: told.phone ?? null,
    createdAt: told.createdAt ?? "2026-01-01T00:00:00.000Z",
    updatedAt: null,
    companyId: null,
    dealIds: null,
    activityIds: null,
    externalIds: (told.names ?? []).map(({ source: named, recordId }) => ({ source: named, id: recordId })),
    brandId: told.brandId ?? null,
  };
}

export interface PeopleStore {
  readonly people: People;
  readonly decisions: PeopleDecisions;
  /** Gives the names of the records whose person changed, sorted. */
  tell(source: string, told: readonly Told[], gone?: readonly string[], isUnsettled?: boolean): Promise<string[]>;
  /** Who is who, by the names of their records: the first is that of the id. */
  everybody(): Promise<string[][]>;
}

export function peopleStore(store: Store): PeopleStore {
  const layout = layoutOf(SETTINGS);
  const rankOf = (source: string): number => RANKS.indexOf(source);
  const people = createStoredPeople({ store, settings: SETTINGS, isCrawled: () => true });
  return {
    people,
    decisions: createDecisions({
      store,
      settings: SETTINGS,
      layout,
      taking: () => ({ rankOf, isUnsettled: false }),
      onChanged: () => undefined,
    }),
    async tell(source, told, gone = [], isUnsettled = false) {
      const records = told.map((one) => knownRecord(contactOf(source, one), SETTINGS));
      const changed = await store.transaction(async (sql) => {
        await lockPeople(sql);
        const options = { settings: SETTINGS, layout, rankOf, isUnsettled, walk: 1 };
        const left = gone.map((recordId) => ({ source, recordId }));
        return takeRecords(sql, { records, gone: left }, options);
      });
      return [...new Set(changed.map(({ source: from, recordId }) => `${from}/${recordId}`))].sort();
    },
    async everybody() {
      const rows = await store.query("select source, id from identity_records order by source, id");
      const asked = rows.map(({ source, id }) => ({ source: String(source), recordId: String(id) }));
      const found = new Map<string, string[]>();
      for (const person of await people.ofRecords(asked)) {
        if (person === null) continue;
        const id = `${person.id.source}/${person.id.recordId}`;
        const members = person.members.map(({ source, recordId }) => `${source}/${recordId}`).sort();
        found.set(id, [id, ...members.filter((name) => name !== id)]);
      }
      return [...found.values()].sort();
    },
  };
}
