// The store of the configuration: opened by whoever asks it first, and then for all.
import type { Config } from "../config/config.ts";
import type { Logger } from "../runtime/logger.ts";
import { migrate } from "./migrate.ts";
import type { Backend, Store } from "./store.ts";

export interface StoreOptions {
  readonly config: Config["store"];
  /** What `store.url` refers to. */
  readonly readSecret: (reference: string) => Promise<string>;
  readonly log: Logger;
  /** Whether a database of an older program is brought to this one's schema; otherwise it is refused. True if left out. */
  readonly mayUpgrade?: boolean;
}

/**
 * A store that costs nothing until it is asked for something. What can't be opened rejects whatever was asked, with
 * StoreError or the driver's error, and is tried again by the next who asks.
 */
export function createStore(options: StoreOptions): Store {
  let opening: Promise<Backend> | undefined;
  let isClosed = false;

  function backend(): Promise<Backend> {
    if (isClosed) return Promise.reject(new Error("the store is closed"));
    opening ??= open(options).catch((problem: unknown) => {
      opening = undefined;
      throw problem;
    });
    return opening;
  }

  return {
    query: async (statement, values) => (await backend()).query(statement, values),
    transaction: async (work) => (await backend()).transaction(work),
    withLock: async (key, work) => (await backend()).withLock(key, work),
    notify: async (channel, payload) => (await backend()).notify(channel, payload),
    listen: async (channel, listener) => (await backend()).listen(channel, listener),
    async close() {
      isClosed = true;
      const opened = await opening?.catch(() => undefined);
      opening = undefined;
      await opened?.close();
    },
  };
}

async function open({ config, readSecret, log, mayUpgrade = true }: StoreOptions): Promise<Backend> {
  const backend = await openBackend(config, readSecret, log);
  try {
    await migrate(backend, mayUpgrade);
    return backend;
  } catch (problem) {
    await backend.close();
    throw problem;
  }
}

async function openBackend(
  { url, folder }: Config["store"],
  readSecret: StoreOptions["readSecret"],
  log: Logger,
): Promise<Backend> {
  if (url === undefined) {
    const { openEmbedded } = await import("./embedded.ts");
    return openEmbedded(folder);
  }
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres({ url: await readSecret(url), log });
}
