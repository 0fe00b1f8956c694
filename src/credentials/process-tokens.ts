import { randomBytes } from "node:crypto";
import type { Clock } from "../runtime/clock.ts";
import type { AuthorizerDeps } from "./authorizer.ts";
import { createTokenSealer } from "./token-sealer.ts";
import { createMemoryTokenStore } from "./token-store.ts";

/** For a process on its own: in memory, under a key that nobody else has and that ends with it. */
export function createProcessTokens(clock: Clock): AuthorizerDeps["tokens"] {
  return {
    store: createMemoryTokenStore(clock),
    sealer: createTokenSealer(randomBytes(32).toString("base64url")),
  };
}
