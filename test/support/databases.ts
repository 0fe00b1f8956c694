// The two kinds of store, each made for one test file and gone after it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { createLogger } from "../../src/runtime/logger.ts";
import type { Logger } from "../../src/runtime/logger.ts";
import { createStore } from "../../src/store/open-store.ts";
import type { Store } from "../../src/store/store.ts";

export const KINDS = ["embedded", "postgresql"] as const;
export type Kind = (typeof KINDS)[number];

/** `TEST_DATABASE_URL` of the environment, else a server on this machine: an account that may make databases. */
const SERVER = process.env["TEST_DATABASE_URL"] ?? "postgresql://root@127.0.0.1:5432/test";

/** Why tests on a PostgreSQL are skipped here; null where there is one. */
export const WHY_NO_POSTGRESQL: string | null = await connect(SERVER).then(
  async (client) => {
    await client.end();
    return null;
  },
  () => `no PostgreSQL at ${SERVER.replace(/:[^:@/]*@/, "@")}: set TEST_DATABASE_URL`,
);

export interface TestDatabase {
  readonly url: string | undefined;
  readonly folder: string;
  /** An instance of its own, closed with the database. An embedded database takes one at a time. */
  open(log?: Logger): Store;
  drop(): Promise<void>;
}

/** Nothing is made before a store is opened, but for the empty database of a server. */
export async function createDatabase(kind: Kind): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "tributary-store-"));
  const name = `tributary_test_${randomUUID().replaceAll("-", "")}`;
  const url = kind === "postgresql" ? Object.assign(new URL(SERVER), { pathname: `/${name}` }).href : undefined;
  if (url !== undefined) await onServer(`create database ${name}`);
  const stores: Store[] = [];
  const silent = createLogger({ level: "silent" });
  return {
    url,
    folder,
    open(log = silent) {
      const store = createStore({
        config: { folder, url: url === undefined ? undefined : "env:URL", secret: undefined },
        readSecret: () => Promise.resolve(url ?? ""),
        log,
      });
      stores.push(store);
      return store;
    },
    async drop() {
      for (const store of stores) await store.close();
      if (url !== undefined) await onServer(`drop database ${name} with (force)`);
      rmSync(folder, { recursive: true });
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const client = await connect(SERVER);
  await client.query(statement);
  await client.end();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  return client;
}
