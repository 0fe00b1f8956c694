import type { Connector } from "../../src/connectors/contract.ts";
import { connectors } from "../../src/connectors/index.ts";
import { createAuthorizer } from "../../src/credentials/authorizer.ts";
import { chooseScheme } from "../../src/credentials/choose-scheme.ts";
import { createProcessTokens } from "../../src/credentials/process-tokens.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import { createUpstreamClient } from "../../src/upstream/client.ts";
import type { UpstreamClient } from "../../src/upstream/client.ts";

/** Every connector in THE LIST, with its vendor's sandbox. */
export const playedConnectors = await Promise.all(
  connectors.map(async (connector) => {
    const { [connector.name]: vendor } = (await import(`../../src/sandbox/${connector.name}/${connector.name}.ts`)) as {
      [name: string]: Vendor;
    };
    if (vendor === undefined) throw new Error(`${connector.name} has no sandbox`);
    return { name: connector.name, connector, vendor };
  }),
);

/** The way to a sandbox, signed in. @param sandboxNow the sandbox's clock */
export function clientOf(
  connector: Connector,
  vendor: Vendor,
  baseUrl: string,
  sandboxNow: () => number,
  now: () => number = Date.now,
): UpstreamClient {
  const log = createLogger({ level: "silent" });
  const clock = { now };
  const sandboxClock = { now: sandboxNow };
  const options = { ...connector.options, ...vendor.options };
  const credentials = Object.fromEntries(Object.keys(vendor.credentials).map((name) => [name, name]));
  const authorizer = createAuthorizer(chooseScheme(connector.auth, credentials), credentials, {
    source: connector.name,
    baseUrl,
    options,
    secrets: { get: async (name) => vendor.credentials[name] ?? "" },
    clock: sandboxClock, // an assertion holds for minutes
    random: Math.random,
    log,
    fetch: globalThis.fetch,
    timeoutMs: connector.limits.timeoutMs,
    tokens: createProcessTokens(sandboxClock),
  });
  return createUpstreamClient({
    source: connector.name,
    baseUrl,
    headers: connector.headers ?? {},
    options,
    authorizer,
    limits: connector.limits,
    clock,
    random: Math.random,
    log,
  });
}
