// The whole of Tributary in this process: a small sandbox, and a gateway on it, spoken to over HTTP.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, type App } from "../../src/app.ts";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { sandboxRoleTokens, sandboxToken } from "../../src/cli/sandbox-token.ts";
import { parseConfig } from "../../src/config/load.ts";
import { connectorByName, connectors } from "../../src/connectors/index.ts";
import type { Role } from "../../src/generated/types.ts";
import type { Clock } from "../../src/runtime/clock.ts";
import type { Timers } from "../../src/runtime/timers.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import type { Exchange, Vendor } from "../../src/sandbox/vendor-server.ts";

/** A CRM, a desk and a payments provider: for what needs one of each, and counts their calls. */
export const TRIO: readonly Vendor["name"][] = ["hubspot", "zendesk", "stripe"];

/** Vendors that are read from alone. Making a store takes seconds, and a test that needs one says so. */
export const STORELESS: readonly Vendor["name"][] = listedVendors
  .map(({ name }) => name)
  .filter((name) => {
    const entities = Object.values(connectorByName(name)?.entities ?? {});
    return entities.every((entity) => !("projection" in entity));
  });

export interface GatewayOptions {
  /** All that the sandbox plays when left out, but for those whose records are kept in a store. */
  readonly vendors?: readonly Vendor["name"][];
  readonly sandbox?: Partial<SandboxOptions>;
  /** Merged into the configuration's top level. */
  readonly config?: Record<string, unknown>;
  /** Merged into each source of the configuration, by name; its options into those that the sandbox needs. */
  readonly sources?: Record<string, Record<string, unknown>>;
  /** Sources of the configuration beside the sandbox's. */
  readonly moreSources?: readonly Record<string, unknown>[];
  /** Secrets beside the sandbox's, for references in what is merged in. */
  readonly env?: Record<string, string>;
  readonly clock?: Clock;
  readonly timers?: Timers;
  /** What tokens name where a question does not say; none, if left out. */
  readonly brands?: readonly string[];
  /** GraphiQL with its role switch, as `npm start` has it. */
  readonly hasRoleSwitch?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
  readonly extensions: Record<string, unknown>;
  /** The body as it came. */
  readonly text: string;
}

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string } & Record<string, unknown>;
}

export interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly roles?: readonly Role[];
  readonly brands?: readonly string[];
  readonly headers?: Record<string, string>;
}

export interface Gateway {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly log: readonly Record<string, unknown>[];
  /** What the vendors were asked since the last `forget`. */
  readonly exchanges: readonly Exchange[];
  ask(question: Question): Promise<Answer>;
  /** Calls by source since the last `forget`. */
  calls(): Record<string, number>;
  forget(): void;
  stop(): Promise<void>;
}

const at = ({ options }: Record<string, unknown>): object => (options ?? {}) as object;

export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const exchanges: Exchange[] = [];
  const sandbox = await startSandbox({
    customers: 400,
    seed: 1,
    latencyMs: 0,
    rateScale: 1_000,
    vendors: STORELESS,
    onExchange: (exchange) => exchanges.push(exchange),
    ...(options.vendors !== undefined && { vendors: options.vendors }),
    ...options.sandbox,
  });
  const { document, env } = sandboxDocument(sandbox, connectors);
  const sources = (document["sources"] as Record<string, unknown>[]).map((source) => {
    const own = options.sources?.[String(source["name"])];
    const ownOptions = own?.["options"] === undefined ? {} : { options: { ...at(source), ...at(own) } };
    return { ...source, ...own, ...ownOptions };
  });
  const server = { port: 0, host: "127.0.0.1", drainDelayMs: 0, ...(options.config?.["server"] as object | undefined) };
  const allSources = [...sources, ...(options.moreSources ?? [])];
  // Costs nothing where nothing is stored.
  const folder = mkdtempSync(join(tmpdir(), "tributary-gateway-"));
  const config = parseConfig(
    { store: { folder }, ...document, identity: { enabled: false }, ...options.config, sources: allSources, server },
    connectors,
  );
  const log: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) };
  let app: App;
  try {
    app = await createApp(config, {
      env: { ...env, ...options.env },
      log: createLogger({ level: "info", destination }),
      ...(options.clock !== undefined && { clock: options.clock }),
      ...(options.timers !== undefined && { timers: options.timers }),
      ...(options.hasRoleSwitch === true && { roleTokens: sandboxRoleTokens }),
    });
  } catch (error) {
    await sandbox.stop();
    rmSync(folder, { recursive: true });
    throw error;
  }
  const { url } = await app.listen();

  return {
    url,
    sandbox,
    log,
    exchanges,
    calls: () => {
      const counts: Record<string, number> = {};
      for (const { vendor } of exchanges) counts[vendor] = (counts[vendor] ?? 0) + 1;
      return counts;
    },
    forget: () => {
      exchanges.length = 0;
      log.length = 0;
    },
    async ask({ roles = ["ADMIN"], brands = options.brands ?? [], headers = {}, ...body }) {
      const token = sandboxToken({ subject: "tester", roles, brands, expiresInSeconds: 3_600 });
      const reply = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      const text = await reply.text();
      const { data = null, errors = [], extensions = {} } = JSON.parse(text) as Partial<Answer>;
      return { status: reply.status, data, errors, extensions, text };
    },
    async stop() {
      await app.stop();
      await sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
