// LISTEN on a connection of its own, which is opened with the first channel and again when it breaks.
import type { Client } from "pg";
import type { Logger } from "../runtime/logger.ts";
import type { Listener } from "./store.ts";

export interface PostgresListener {
  listen(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/** @param create a client that is not connected yet */
export function createPostgresListener(create: () => Client, log: Logger): PostgresListener {
  const listeners = new Map<string, Set<Listener>>();
  let connecting: Promise<Client> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function open(): Promise<Client> {
    const client = create();
    client.on("notification", ({ channel, payload = "" }) => {
      for (const { onMessage } of listeners.get(channel) ?? []) onMessage(payload);
    });
    client.on("error", (err) => log.warn({ err }, "the database connection that listens was lost"));
    client.on("end", () => {
      connecting = undefined;
      if (!isClosed && listeners.size > 0) reconnectSoon();
    });
    await client.connect();
    for (const channel of listeners.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return client;
  }

  function connection(): Promise<Client> {
    connecting ??= open().catch((problem: unknown) => {
      connecting = undefined;
      throw problem;
    });
    return connecting;
  }

  function reconnectSoon(): void {
    clearTimeout(retry);
    retry = setTimeout(() => {
      void reconnect();
    }, RECONNECT_MS).unref();
  }

  async function reconnect(): Promise<void> {
    try {
      await connection();
    } catch (err) {
      log.warn({ err }, "the database can't be listened to");
      if (!isClosed) reconnectSoon();
      return;
    }
    for (const each of listeners.values()) for (const { onGap } of each) onGap?.();
  }

  return {
    async listen(channel, listener) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener));
      try {
        const client = await connection();
        await client.query(`listen ${client.escapeIdentifier(channel)}`); // Once is as good as twice.
      } catch (problem) {
        known.delete(listener);
        if (known.size === 0) listeners.delete(channel);
        throw problem;
      }
      return async () => {
        if (!known.delete(listener) || known.size > 0) return;
        listeners.delete(channel);
        const client = await connecting?.catch(() => undefined);
        await client?.query(`unlisten ${client.escapeIdentifier(channel)}`);
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(retry);
      const client = await connecting?.catch(() => undefined);
      await client?.end();
    },
  };
}
