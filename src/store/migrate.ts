// Brings a database to the newest schema. Migrations are files that are never changed once released: a change is a new one.
import { readFile } from "node:fs/promises";
import { OlderDatabaseError, StoreError } from "./store-error.ts";
import type { Backend } from "./store.ts";

/** In order. The number before the dash is what a database remembers. */
export const MIGRATIONS = [
  "001-access-tokens.sql",
  "002-quota.sql",
  "003-quota-pauses.sql",
  "004-projected-records.sql",
  "005-field-values.sql",
  "006-identity.sql",
] as const;

// Any number will do, as long as nothing else in the database takes it: "tributary" as the phone has it.
const LOCK = 874_288_279;

/**
 * Applies what is missing, all or nothing, while no other instance does.
 * Rejects with StoreError where the database is newer than this program, OlderDatabaseError where it is older and
 * `mayUpgrade` is false.
 */
export async function migrate(backend: Backend, mayUpgrade = true): Promise<void> {
  const scripts = await Promise.all(
    MIGRATIONS.map(async (file) => ({
      file,
      number: Number(file.split("-", 1)[0]),
      text: await readFile(new URL(`migrations/${file}`, import.meta.url), "utf8"),
    })),
  );
  await backend.transaction(async (sql) => {
    await sql.query("select pg_advisory_xact_lock($1::bigint)", [LOCK]);
    await sql.script(
      "create table if not exists tributary_migrations (number int primary key, file text not null, applied_at timestamptz not null default now())",
    );
    const done = new Set(
      (await sql.query("select number from tributary_migrations")).map(({ number }) => Number(number)),
    );
    const newest = Math.max(0, ...done);
    if (newest > scripts.length) {
      throw new StoreError(
        `The database has migration ${newest}, this program knows ${scripts.length}: run the newer program, or restore the database that the older one left`,
      );
    }
    if (done.size > 0 && newest < scripts.length && !mayUpgrade) {
      throw new OlderDatabaseError(
        `The database has migration ${newest}, and a gateway of this program brings it to ${scripts.length}: start one`,
      );
    }
    for (const { number, file, text } of scripts) {
      if (done.has(number)) continue;
      await sql.script(text);
      await sql.query("insert into tributary_migrations (number, file) values ($1, $2)", [number, file]);
    }
  });
}
