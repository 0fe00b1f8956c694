// Who is who, read from the store: one statement for however many.
import type { LinkRule } from "../generated/types.ts";
import { UpstreamError } from "../errors.ts";
import type { Row, Sql } from "../store/store.ts";
import { mailKey } from "./keys.ts";
import type { AnchoredRequest, Member, People, Person } from "./people.ts";
import type { IdentitySettings } from "./resolve.ts";

export interface StoredPeopleDeps {
  readonly store: Pick<Sql, "query">;
  readonly settings: IdentitySettings;
  readonly isCrawled: (source: string) => boolean;
}

const MEMBER = `member.source, member.id, member.rule, member.confidence, member.linked_at, member.created_at,
  member.brand_id`;

export function createStoredPeople({ store, settings, isCrawled }: StoredPeopleDeps): People {
  const ask = async (...statement: Parameters<Sql["query"]>): Promise<readonly Row[]> => {
    try {
      return await store.query(...statement);
    } catch (problem) {
      const detail = `the identity store failed: ${problem instanceof Error ? problem.message : String(problem)}`;
      throw new UpstreamError("identity", "unavailable", { detail, cause: problem });
    }
  };
  return {
    isCrawled,
    async ofRecords(records) {
      if (records.length === 0) return [];
      const rows = await ask(
        `select asked.place, person.source as id_source, person.record as id_record, ${MEMBER}
         from unnest($1::text[], $2::text[]) with ordinality as asked (source, id, place)
         join identity_records as given on given.source = asked.source and given.id = asked.id
         join identity_people as person on person.person = given.person
         join identity_records as member on member.person = given.person and not member.is_gone`,
        [records.map(({ source }) => source), records.map(({ recordId }) => recordId)],
      );
      const people = peopleIn(rows, "place");
      return records.map((_, index) => people.get(String(index + 1)) ?? null);
    },
    async byEmails(emails) {
      if (emails.length === 0) return [];
      const keys = emails.map((email) => mailKey(email, settings));
      // Several people may share a mailbox: whose record is the oldest has it.
      const rows = await ask(
        `select asked.key, person.source as id_source, person.record as id_record, ${MEMBER}
         from (select distinct key from unnest($1::text[]) as key) as asked
         cross join lateral (
           select holder.person from identity_records as holder
           where holder.keys @> array[asked.key] and not holder.is_gone
           order by holder.created_at nulls last, holder.source, holder.id limit 1) as found
         join identity_people as person on person.person = found.person
         join identity_records as member on member.person = found.person and not member.is_gone`,
        [keys.filter((key) => key !== null)],
      );
      const people = peopleIn(rows, "key");
      return keys.map((key) => (key === null ? null : (people.get(key) ?? null)));
    },
    async anchoredIn({ source, before, after, size }: AnchoredRequest) {
      const [createdAt, id] = after === null ? ["", ""] : placeIn(after);
      const rows = await ask(
        `with anchors as (
           select own.person, coalesce(own.created_at, '9999') as created_at, own.id from identity_records as own
           where own.source = $1 and not own.is_gone
             and (coalesce(own.created_at, '9999'), own.id) > ($3, $4)
             and not exists (select 1 from identity_records as other
               where other.person = own.person and not other.is_gone and (other.source = any($2::text[])
                 or (other.source = $1
                   and (coalesce(other.created_at, '9999'), other.id) < (coalesce(own.created_at, '9999'), own.id))))
           order by coalesce(own.created_at, '9999'), own.id limit $5)
         select anchors.created_at as place_at, anchors.id as place_id, person.source as id_source,
           person.record as id_record, ${MEMBER}
         from anchors join identity_people as person on person.person = anchors.person
         join identity_records as member on member.person = anchors.person and not member.is_gone
         order by anchors.created_at, anchors.id`,
        [source, before, createdAt, id, size],
      );
      const placed = rows.map((row) => ({ ...row, place: JSON.stringify([row["place_at"], row["place_id"]]) }));
      return [...peopleIn(placed, "place")].map(([position, person]) => ({ person, position }));
    },
    async count(sources) {
      const [row] = await ask(
        "select count(distinct person) as people from identity_records where source = any($1::text[]) and not is_gone",
        [sources],
      );
      return Number(row?.["people"] ?? 0);
    },
  };
}

/** Rows of members, by what they were asked by. */
function peopleIn(rows: readonly Row[], by: string): Map<string, Person> {
  const people = new Map<string, { id: Person["id"]; members: Member[] }>();
  for (const row of rows) {
    const key = String(row[by]);
    let person = people.get(key);
    if (person === undefined) {
      const id = { source: String(row["id_source"]), recordId: String(row["id_record"]) };
      people.set(key, (person = { id, members: [] }));
    }
    person.members.push(memberOf(row));
  }
  return people;
}

function memberOf(row: Row): Member {
  const { linked_at: linkedAt } = row;
  return {
    source: String(row["source"]),
    recordId: String(row["id"]),
    rule: row["rule"] as LinkRule,
    confidence: Number(row["confidence"]),
    linkedAt: linkedAt instanceof Date ? linkedAt.toISOString() : String(linkedAt),
    createdAt: typeof row["created_at"] === "string" ? row["created_at"] : null,
    brandId: typeof row["brand_id"] === "string" ? row["brand_id"] : null,
  };
}

function placeIn(position: string): [string, string] {
  const [createdAt, id] = JSON.parse(position) as [unknown, unknown];
  return [String(createdAt), String(id)];
}
