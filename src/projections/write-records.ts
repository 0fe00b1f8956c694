// What is written to the table of records.
import type { Sql, Store } from "../store/store.ts";
import type { IndexedRecord, RecordTable, Step } from "./record-table.ts";
import { storableJson } from "./storable.ts";

const GIVEN = `jsonb_to_recordset($3::jsonb)
  as given (type text, id text, record jsonb, order_key text, keys text[], version text, field_values jsonb)`;

export function createRecordWriter(store: Store): Pick<RecordTable, "write" | "index" | "tidy"> {
  return {
    write: (source, layout, records, step) =>
      store.transaction(async (sql) => {
        const merged = await mergedWithKept(sql, source, oneOfEach(records));
        const kept = await upsert(sql, source, layout, merged);
        if (step !== undefined) await move(sql, source, step);
        return kept;
      }),
    async index(source, layout, records) {
      await store.query(
        `update projected_records as kept
         set order_key = given.order_key, keys = given.keys, version = given.version,
           field_values = given.field_values, layout = $2
         from ${GIVEN}
         where kept.source = $1 and kept.type = given.type and kept.id = given.id and kept.layout <> $2`,
        [source, layout, rowsOf(records)],
      );
    },
    async tidy() {
      await store.query("vacuum (analyze, skip_locked) projected_records");
    },
  };
}

async function upsert(sql: Sql, source: string, layout: string, records: readonly IndexedRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  const kept = await sql.query(
    `insert into projected_records as kept (source, layout, type, id, record, order_key, keys, version,
       field_values)
     select $1, $2, given.* from ${GIVEN} order by type, id
     on conflict (source, type, id) do update
     set record = excluded.record, order_key = excluded.order_key, keys = excluded.keys, version = excluded.version,
       field_values = excluded.field_values, layout = excluded.layout, received_at = now()
     where (kept.version is null or excluded.version is null or kept.version <= excluded.version)
       and (kept.record, kept.order_key, kept.keys, kept.version, kept.field_values, kept.layout) is distinct from
         (excluded.record, excluded.order_key, excluded.keys, excluded.version, excluded.field_values, excluded.layout)
     returning id`,
    [source, layout, rowsOf(records)],
  );
  return kept.length;
}

/** A statement can't write one row twice: the newest, or all in one. */
function oneOfEach(records: readonly IndexedRecord[]): IndexedRecord[] {
  const one = new Map<string, IndexedRecord>();
  for (const record of records) {
    const key = `${record.type} ${record.id}`;
    const before = one.get(key);
    const isNewest = isNotOlder(record, before?.version ?? null);
    if (before !== undefined && record.mergedWith !== undefined) one.set(key, record.mergedWith(before.record));
    else if (isNewest) one.set(key, record);
  }
  return [...one.values()];
}

function isNotOlder({ version }: IndexedRecord, than: string | null): boolean {
  return than === null || version === null || than <= version;
}

/** Each with what is kept of it, which nobody else changes before this transaction ends. */
async function mergedWithKept(sql: Sql, source: string, records: readonly IndexedRecord[]): Promise<IndexedRecord[]> {
  const mergeable = records.filter(({ mergedWith }) => mergedWith !== undefined);
  if (mergeable.length === 0) return [...records];
  // One writer at a time: a row that is not there yet can't be locked, and whoever came second would replace it.
  await sql.query("select pg_advisory_xact_lock(hashtextextended('merge ' || $1, 0))", [source]);
  const rows = await sql.query(
    `select type, id, record from projected_records
     where source = $1 and (type, id) in (select * from unnest($2::text[], $3::text[]))`,
    [source, mergeable.map(({ type }) => type), mergeable.map(({ id }) => id)],
  );
  const held = new Map(rows.map(({ type, id, record }) => [`${String(type)} ${String(id)}`, record]));
  return records.map((given) => {
    const key = `${given.type} ${given.id}`;
    return given.mergedWith !== undefined && held.has(key) ? given.mergedWith(held.get(key)) : given;
  });
}

function rowsOf(records: readonly IndexedRecord[]): string {
  return storableJson(
    records.map(({ type, id, record, orderKey, keys, version, fieldValues }) => {
      return { type, id, record, order_key: orderKey, keys, version, field_values: fieldValues };
    }),
  );
}

/** Only from where the page was read: an instance that lost its lock must not put the feed back. */
async function move(sql: Sql, source: string, { after, next, isAtEnd }: Step): Promise<void> {
  const moved = await sql.query(
    `insert into feed_checkpoints as kept (source, next, ended_at) values ($1, $2, case when $3 then clock_timestamp() end)
     on conflict (source) do update set next = excluded.next, ended_at = excluded.ended_at
     where kept.next = $4 returning source`,
    [source, next, isAtEnd, after],
  );
  if (moved.length === 0) throw new Error(`another instance went on with the feed of ${source}`);
}
