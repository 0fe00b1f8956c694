// A sandbox whose people have all been gone through into a store, without a gateway around it.
import { createLogger } from "../../src/runtime/logger.ts";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { openIdentity, type OpenIdentity } from "../../src/identity/open-identity.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { systemTimers } from "../../src/runtime/timers.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { openSource, type OpenSource } from "../../src/sources.ts";
import type { Store } from "../../src/store/store.ts";

export interface CrawledSandbox {
  readonly sandbox: Sandbox;
  readonly sources: readonly OpenSource[];
  readonly identity: OpenIdentity;
  /** Each record's person, as `source/recordId`: the record that the person's id is made of. */
  personByRecord(): Promise<Map<string, string>>;
  stop(): Promise<void>;
}

export interface CrawledSandboxOptions {
  readonly seed: number;
  readonly customers: number;
  readonly vendors: readonly Vendor["name"][];
  readonly store: Store;
}

/** Starts it; `isCrawled` of its people says how far it is. */
export async function crawledSandbox({ store, ...world }: CrawledSandboxOptions): Promise<CrawledSandbox> {
  const sandbox = await startSandbox({ latencyMs: 0, rateScale: 1_000_000, ...world });
  const { document, env } = sandboxDocument(sandbox, connectors);
  const config = parseConfig(document, connectors);
  const log = createLogger({ level: "silent" });
  const drop = (): void => undefined;
  const clock = systemClock;
  const sources = config.sources.map((source) =>
    openSource(source, {
      connectors,
      secrets: createSecrets({ env, clock }),
      clock,
      random: Math.random,
      log,
      projections: { store, drop },
    }),
  );
  const identity = openIdentity({
    store,
    sources,
    settings: config.identity.email,
    walkEveryMs: Infinity,
    drop,
    timers: systemTimers,
    log,
  });
  await Promise.all(sources.map(({ projections }) => projections?.start()));
  await identity.start();
  return {
    sandbox,
    sources,
    identity,
    async personByRecord() {
      const rows = await store.query(
        `select records.source, records.id, people.source as of_source, people.record as of_record
         from identity_records as records join identity_people as people using (person) where not records.is_gone`,
      );
      return new Map(
        rows.map((row) => [
          `${String(row["source"])}/${String(row["id"])}`,
          `${String(row["of_source"])}/${String(row["of_record"])}`,
        ]),
      );
    },
    async stop() {
      await identity.stop();
      await Promise.all(sources.map(({ projections }) => projections?.stop()));
      await Promise.all(sources.map(({ client }) => client.close()));
      await sandbox.stop();
    },
  };
}
