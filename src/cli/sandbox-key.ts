// Who signs the sandbox's tokens. This key is public, on purpose: `npm run token` needs no setup, and all that it opens
// is made-up data. It is safe because it is used in two places only, `sandboxConfig` and the `token` command: a gateway
// that is started with a configuration file never accepts it, unless somebody copies it into that file.
import type { SigningKey } from "../auth/sign-token.ts";

export const SANDBOX_ISSUER = "tributary-sandbox";
export const SANDBOX_AUDIENCE = "tributary-sandbox";

export const sandboxKey = {
  kid: "sandbox",
  algorithm: "HS256",
  secret: "this-key-is-public-and-opens-made-up-data-only",
} as const satisfies SigningKey;
