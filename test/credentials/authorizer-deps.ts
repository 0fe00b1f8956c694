// All that an authorizer is given, with what a test does not care for filled in.
import type { AuthorizerDeps } from "../../src/credentials/authorizer.ts";
import { createProcessTokens } from "../../src/credentials/process-tokens.ts";
import { createLogger } from "../../src/runtime/logger.ts";

type Given = Partial<AuthorizerDeps> & Pick<AuthorizerDeps, "secrets" | "clock">;

/** @param lines takes what is logged from `warn` on */
export function authorizerDeps({ lines = [], ...given }: Given & { readonly lines?: string[] }): AuthorizerDeps {
  return {
    source: "crm",
    baseUrl: "https://crm.example",
    options: {},
    random: () => 0,
    log: createLogger({ level: "warn", destination: { write: (line) => lines.push(line) } }),
    fetch: globalThis.fetch,
    timeoutMs: 5_000,
    tokens: createProcessTokens(given.clock),
    ...given,
  };
}
