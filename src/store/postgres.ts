// A PostgreSQL server, which any number of instances share.
import type { ClientBase, PoolConfig } from "pg";
import type { Logger } from "../runtime/logger.ts";
import { createInOrder } from "./in-order.ts";
import { createPostgresListener } from "./postgres-listener.ts";
import type { Backend, Row, SqlScript, SqlValue } from "./store.ts";

export interface PostgresOptions {
  /** postgresql://user:password@host:port/database */
  readonly url: string;
  readonly log: Logger;
}

const MAX_CONNECTIONS = 10;
// Locks have connections of their own: holders of all of `MAX_CONNECTIONS` would wait forever for one to query with.
const MAX_LOCKS = 8;
const CONNECT_MS = 5_000;
const IDLE_MS = 30_000;
const INT8 = 20;

/** Imports the driver; connects when first asked. */
export async function openPostgres({ url, log }: PostgresOptions): Promise<Backend> {
  const { Pool, Client, types } = await import("pg");
  const config: PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
    application_name: "tributary",
    types: {
      // Ours are counts and milliseconds: none is beyond what a number holds.
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        oid === INT8 ? Number : types.getTypeParser(oid, format),
    },
  };
  const openPool = (max: number): InstanceType<typeof Pool> => {
    const pool = new Pool({ ...config, max });
    const onLost = (err: Error): void => log.warn({ err }, "a database connection was lost");
    pool.on("error", onLost);
    // While it is lent, a client's errors come to nobody else; unheard they would end the process.
    pool.on("connect", (client) => client.on("error", onLost));
    return pool;
  };
  const pool = openPool(MAX_CONNECTIONS);
  const locks = openPool(MAX_LOCKS);
  const inOrder = createInOrder();
  const listener = createPostgresListener(() => new Client(config), log);

  async function transaction<T>(from: typeof pool, work: (sql: SqlScript) => Promise<T>): Promise<T> {
    const client = await from.connect();
    let isBroken = false;
    try {
      await client.query("begin");
      const result = await work(sqlOf(client));
      await client.query("commit");
      return result;
    } catch (problem) {
      await client.query("rollback").catch(() => {
        isBroken = true; // The server has rolled back already: the connection is gone.
      });
      throw problem;
    } finally {
      client.release(isBroken);
    }
  }

  return {
    query: (statement, values = []) => rowsOf(pool, statement, values),
    transaction: (work) => transaction(pool, work),
    // In this process first, so that many who wait for one key take one connection.
    withLock: (key, work) =>
      inOrder.run(key, () =>
        transaction(locks, async (sql) => {
          await sql.query("set local lock_timeout = '30s'");
          await sql.query("set local idle_in_transaction_session_timeout = 0");
          await sql.query("select pg_advisory_xact_lock(hashtextextended('lock ' || $1, 0))", [key]);
          return work();
        }),
      ),
    async notify(channel, payload) {
      await rowsOf(pool, "select pg_notify($1, $2)", [channel, payload]);
    },
    listen: (channel, heard) => listener.listen(channel, heard),
    async close() {
      await listener.close();
      await Promise.all([pool.end(), locks.end()]);
    },
  };
}

type Queryable = Pick<ClientBase, "query">;

async function rowsOf(on: Queryable, statement: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
  const { rows } = await on.query<Row>(statement, [...values]);
  return rows;
}

function sqlOf(client: ClientBase): SqlScript {
  return {
    query: (statement, values = []) => rowsOf(client, statement, values),
    async script(statements) {
      await client.query(statements);
    },
  };
}
