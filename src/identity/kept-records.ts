// The table of records: what is read of it and written to it while who is who is worked out. See migrations/006.
import type { LinkRule } from "../generated/types.ts";
import type { Row, Sql } from "../store/store.ts";
import type { FormerPerson } from "./assign-people.ts";
import type { KnownRecord } from "./known-record.ts";
import type { RecordKey } from "./people.ts";
import type { Decision } from "./resolve.ts";

/** A record, and whose it is, or is to be. */
export interface PlacedRecord extends KnownRecord {
  readonly isGone: boolean;
  readonly person: number;
  readonly rule: LinkRule;
  readonly confidence: number;
}

/** A record in the table. */
export interface KeptRecord extends PlacedRecord {
  readonly layout: string;
}

const COLUMNS =
  "source, id, email, phone, name, external_ids, created_at, brand_id, keys, layout, is_gone, person, rule, confidence";

export async function recordsById(sql: Sql, keys: readonly RecordKey[]): Promise<KeptRecord[]> {
  const rows = await sql.query(
    `select ${COLUMNS} from identity_records
     where (source, id) in (select * from unnest($1::text[], $2::text[]))`,
    [keys.map(({ source }) => source), keys.map(({ recordId }) => recordId)],
  );
  return rows.map(recordOf);
}

/** Records that are there, by each of these keys that they have: of each key no more than so many. */
export async function recordsByKey(
  sql: Sql,
  keys: readonly string[],
  most: number,
): Promise<Map<string, KeptRecord[]>> {
  const rows = await sql.query(
    `select asked.key, found.* from unnest($1::text[]) as asked (key)
     cross join lateral (select ${COLUMNS} from identity_records where keys @> array[asked.key] and not is_gone limit $2)
       as found`,
    [keys, most],
  );
  const byKey = Map.groupBy(rows, (row) => String(row["key"]));
  return new Map([...byKey].map(([key, found]) => [key, found.map(recordOf)]));
}

/** Records of a source that its last walk did not meet. */
export async function unmetBy(sql: Sql, source: string, walk: number): Promise<string[]> {
  const rows = await sql.query("select id from identity_records where source = $1 and walk < $2 and not is_gone", [
    source,
    walk,
  ]);
  return rows.map(({ id }) => String(id));
}

export async function markMet(sql: Sql, source: string, ids: readonly string[], walk: number): Promise<void> {
  await sql.query("update identity_records set walk = $3 where source = $1 and id = any($2::text[]) and walk <> $3", [
    source,
    ids,
    walk,
  ]);
}

export async function formerPeople(sql: Sql, numbers: readonly number[]): Promise<FormerPerson[]> {
  const rows = await sql.query("select person, source, record from identity_people where person = any($1::bigint[])", [
    numbers,
  ]);
  return rows.map(({ person, source, record }) => ({
    number: Number(person),
    id: { source: String(source), recordId: String(record) },
  }));
}

/** Makes people of these records, and gives their numbers in the same order. */
export async function makePeople(sql: Sql, ids: readonly RecordKey[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query(
    `insert into identity_people (source, record) select * from unnest($1::text[], $2::text[])
     returning person, source, record`,
    [ids.map(({ source }) => source), ids.map(({ recordId }) => recordId)],
  );
  const numbers = new Map(rows.map(({ person, source, record }) => [`${String(source)}/${String(record)}`, person]));
  return ids.map(({ source, recordId }) => Number(numbers.get(`${source}/${recordId}`)));
}

export async function moveIds(sql: Sql, moved: readonly FormerPerson[]): Promise<void> {
  if (moved.length === 0) return;
  await sql.query(
    `update identity_people as kept set source = given.source, record = given.record
     from unnest($1::bigint[], $2::text[], $3::text[]) as given (person, source, record)
     where kept.person = given.person`,
    [moved.map(({ number }) => number), moved.map(({ id }) => id.source), moved.map(({ id }) => id.recordId)],
  );
}

/** What is left of a person, records that are gone, is another's from now on. */
export async function replacePeople(
  sql: Sql,
  replaced: readonly { readonly number: number; readonly by: number }[],
): Promise<void> {
  if (replaced.length === 0) return;
  await sql.query(
    `update identity_records as kept set person = given.other
     from unnest($1::bigint[], $2::bigint[]) as given (person, other) where kept.person = given.person`,
    [replaced.map(({ number }) => number), replaced.map(({ by }) => by)],
  );
}

/** Of these people those that no record leads to are forgotten. */
export async function forgetEmpty(sql: Sql, numbers: readonly number[]): Promise<void> {
  await sql.query(
    `delete from identity_people as kept where person = any($1::bigint[])
     and not exists (select 1 from identity_records where person = kept.person)`,
    [numbers],
  );
}

/** Writes records as they are to be; `linked_at` moves where the person or the reason does. */
export async function putRecords(
  sql: Sql,
  records: readonly PlacedRecord[],
  { layout, walk }: { readonly layout: string; readonly walk: number },
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    source: record.source,
    id: record.recordId,
    email: record.email,
    phone: record.phone,
    name: record.name,
    external_ids: record.externalIds,
    created_at: record.createdAt,
    brand_id: record.brandId,
    keys: record.keys,
    is_gone: record.isGone,
    person: record.person,
    rule: record.rule,
    confidence: record.confidence,
  }));
  await sql.query(
    `insert into identity_records as kept (source, id, email, phone, name, external_ids, created_at, brand_id, keys, layout,
       is_gone, walk, person, rule, confidence)
     select source, id, email, phone, name, external_ids, created_at, brand_id, keys, $2, is_gone, $3, person, rule,
       confidence
     from jsonb_to_recordset($1::jsonb) as given (source text, id text, email text, phone text, name text,
       external_ids jsonb, created_at text, brand_id text, keys text[], is_gone boolean, person bigint, rule text,
       confidence double precision)
     on conflict (source, id) do update
     set email = excluded.email, phone = excluded.phone, name = excluded.name, external_ids = excluded.external_ids,
       created_at = excluded.created_at, brand_id = excluded.brand_id, keys = excluded.keys, layout = excluded.layout,
       is_gone = excluded.is_gone, walk = excluded.walk, person = excluded.person, rule = excluded.rule,
       confidence = excluded.confidence,
       linked_at = case when (kept.person, kept.rule) is distinct from (excluded.person, excluded.rule) then now()
         else kept.linked_at end`,
    [JSON.stringify(rows), layout, walk],
  );
}

/** Moves records that are as they were to other people. */
export async function placeRecords(
  sql: Sql,
  placed: readonly Pick<PlacedRecord, "source" | "recordId" | "person" | "rule" | "confidence">[],
): Promise<void> {
  if (placed.length === 0) return;
  await sql.query(
    `update identity_records as kept
     set person = given.person, rule = given.rule, confidence = given.confidence,
       linked_at = case when (kept.person, kept.rule) is distinct from (given.person, given.rule) then now()
         else kept.linked_at end
     from jsonb_to_recordset($1::jsonb) as given (source text, "recordId" text, person bigint, rule text,
       confidence double precision)
     where kept.source = given.source and kept.id = given."recordId"`,
    [
      JSON.stringify(
        placed.map(({ source, recordId, person, rule, confidence }) => ({
          source,
          recordId,
          person,
          rule,
          confidence,
        })),
      ),
    ],
  );
}

export async function allDecisions(sql: Sql): Promise<Decision[]> {
  const rows = await sql.query(
    "select kind, records, from_records, decided_at, number from identity_decisions order by number",
  );
  return rows.map(({ kind, records, from_records: from, decided_at: at, number }) => ({
    kind: kind === "split" ? "split" : "merge",
    // The number, too: two of one instant have an order.
    at: `${at instanceof Date ? at.toISOString() : String(at)}/${String(number).padStart(12, "0")}`,
    records: records as RecordKey[],
    from: from as RecordKey[],
  }));
}

function recordOf(row: Row): KeptRecord {
  return {
    source: String(row["source"]),
    recordId: String(row["id"]),
    email: textOrNull(row["email"]),
    phone: textOrNull(row["phone"]),
    name: textOrNull(row["name"]),
    externalIds: row["external_ids"] as KeptRecord["externalIds"],
    createdAt: textOrNull(row["created_at"]),
    brandId: textOrNull(row["brand_id"]),
    keys: row["keys"] as string[],
    layout: String(row["layout"]),
    isGone: row["is_gone"] === true,
    person: Number(row["person"]),
    rule: row["rule"] as LinkRule,
    confidence: Number(row["confidence"]),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
