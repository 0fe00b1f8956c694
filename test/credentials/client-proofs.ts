// What a client shows at a token endpoint, for a token that stays good when it is changed.
import { generateKeyPairSync, verify } from "node:crypto";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";

export interface ClientProof {
  readonly name: string;
  readonly scheme: AuthScheme;
  readonly env: Readonly<Record<string, string>>;
  readonly change: Readonly<Record<string, string>>;
  /** "old" or "new". */
  readonly shownIn: (form: URLSearchParams) => string;
}

const [oldKey, newKey] = [0, 1].map(() => generateKeyPairSync("rsa", { modulusLength: 2_048 }));
const pemOf = (pair: typeof oldKey): string =>
  pair?.privateKey.export({ type: "pkcs8", format: "pem" }).toString() ?? "";

export const CLIENT_PROOFS: readonly ClientProof[] = [
  {
    name: "a client's secret",
    scheme: { scheme: "oauth2-client-credentials", tokenPath: "/token", clientId: "id", clientSecret: "secret" },
    env: { id: "client", secret: "old" },
    change: { secret: "new" },
    shownIn: (form) => form.get("client_secret") ?? "",
  },
  {
    name: "a client's private key",
    scheme: {
      scheme: "oauth2-jwt-bearer",
      tokenPath: "/token",
      clientId: "id",
      username: "user",
      privateKey: "key",
      audience: "https://login.example",
    },
    env: { id: "client", user: "integration@acme.example", key: pemOf(oldKey) },
    change: { key: pemOf(newKey) },
    shownIn(form) {
      const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
      const isBy = (pair: typeof oldKey): boolean =>
        pair !== undefined &&
        verify("sha256", Buffer.from(`${header}.${claims}`), pair.publicKey, Buffer.from(signature, "base64url"));
      return isBy(oldKey) ? "old" : isBy(newKey) ? "new" : "";
    },
  },
];
