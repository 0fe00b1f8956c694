// PostgreSQL within this process (PGlite), over a folder. One process owns the folder: a second one would destroy it.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { setFlagsFromString } from "node:v8";
import type { PGliteInterface, Transaction } from "@electric-sql/pglite";
import { databaseIn } from "./data-folder.ts";
import { lockFolder } from "./folder-lock.ts";
import { createInOrder } from "./in-order.ts";
import { StoreError } from "./store-error.ts";
import type { Backend, Listener, Row, SqlScript, SqlValue } from "./store.ts";

const run = promisify(execFile);
const INT8 = 20;

/** Makes the folder where there is none. Rejects with StoreError where another process has it. */
export async function openEmbedded(folder: string): Promise<Backend> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((problem: unknown) => {
    throw new StoreError(`The data folder ${folder} can't be made: check \`store.folder\` and its rights`, problem);
  });
  const release = lockFolder(folder);
  try {
    const database = await open(await makeDatabase(folder));
    return backendOf(database, async () => {
      await database.close();
      release();
    });
  } catch (problem) {
    release();
    throw problem;
  }
}

/** By a process of its own: making one takes half a gigabyte of memory, which this process would never get rid of. */
async function makeDatabase(folder: string): Promise<string> {
  const path = databaseIn(folder);
  if (existsSync(path)) return path;
  const unfinished = join(folder, "database.unfinished");
  await rm(unfinished, { recursive: true, force: true });
  // It runs once: to optimise its code would take longer than the code does.
  await run(process.execPath, [...SIMPLE, join(import.meta.dirname, "make-database.ts"), unfinished]);
  await rename(unfinished, path);
  return path;
}

// Compiled once and simply, its code takes 100 MB less. V8 reads these flags when it meets the module, so that they hold
// for this one only: undici's parser is WebAssembly too, and shall be optimised.
const SIMPLE = ["--liftoff", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];
const USUAL = ["--wasm-tier-up", "--wasm-dynamic-tiering"];

async function open(path: string): Promise<PGliteInterface> {
  for (const flag of SIMPLE) setFlagsFromString(flag);
  try {
    const { PGlite } = await import("@electric-sql/pglite");
    return await PGlite.create(path, { postgresqlconf: ["shared_buffers = 4MB"], parsers: { [INT8]: Number } });
  } finally {
    for (const flag of USUAL) setFlagsFromString(flag);
  }
}

function backendOf(database: PGliteInterface, close: () => Promise<void>): Backend {
  const inOrder = createInOrder();
  const { query } = sqlOf(database);
  const listeners = new Map<string, Set<Listener>>();
  database.onNotification((channel, payload) => {
    for (const { onMessage } of listeners.get(channel) ?? []) onMessage(payload);
  });
  return {
    query,
    transaction: (work) => database.transaction((transaction) => work(sqlOf(transaction))),
    withLock: (key, work) => inOrder.run(key, work), // No other process is in this folder.
    async notify(channel, payload) {
      await query("select pg_notify($1, $2)", [channel, payload]);
    },
    async listen(channel, listener) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      await database.exec(`listen ${quoted(channel)}`); // Once is as good as twice.
      return async () => {
        if (!known.delete(listener) || known.size > 0) return;
        listeners.delete(channel);
        await database.exec(`unlisten ${quoted(channel)}`);
      };
    },
    close,
  };
}

function sqlOf(on: Pick<Transaction, "query" | "exec">): SqlScript {
  return {
    async query(statement: string, values: readonly SqlValue[] = []) {
      const { rows } = await on.query<Row>(statement, [...values]);
      return rows;
    },
    async script(statements) {
      await on.exec(statements);
    },
  };
}

/** As a name in SQL: without quotes it would be lower case. */
function quoted(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
