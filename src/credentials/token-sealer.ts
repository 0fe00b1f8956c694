// Encryption of what a token store keeps: AES-256-GCM, with the key's id in front, so that the secret can be rotated.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { ConfigError } from "../errors.ts";

export interface TokenSealer {
  /** @param context what the text belongs to; it opens there only */
  seal(text: string, context: string): string;
  /** Null for what none of the secrets sealed, or sealed in another context, or what was changed since. */
  open(sealed: string, context: string): string | null;
}

const MIN_SECRET_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * @param secrets the first seals, all of them open: to rotate, put a new one before the old, which can go once every
 * token was renewed. Each at least 32 bytes; throws ConfigError for a shorter one.
 */
export function createTokenSealer(secrets: string | readonly [string, ...string[]]): TokenSealer {
  const [first, ...others] = typeof secrets === "string" ? [secrets] : secrets;
  const sealing = keyOf(first);
  const keys = new Map([...others.map(keyOf), sealing].map((key) => [key.id, key]));
  return {
    seal(text, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing.key, iv).setAAD(Buffer.from(context, "utf8"));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `1.${sealing.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open(sealed, context) {
      const [version, id = "", payload = "", ...rest] = sealed.split(".");
      const key = keys.get(id);
      const bytes = Buffer.from(payload, "base64url");
      if (version !== "1" || rest.length > 0 || key === undefined || bytes.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(context, "utf8"))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch {
        return null; // The tag is not this text's.
      }
    },
  };
}

function keyOf(secret: string): { readonly id: string; readonly key: Buffer } {
  const bytes = Buffer.byteLength(secret, "utf8");
  if (bytes < MIN_SECRET_BYTES) {
    throw new ConfigError([`the secret that seals tokens has ${bytes} bytes: it should have ${MIN_SECRET_BYTES}`]);
  }
  const key = Buffer.from(hkdfSync("sha256", secret, "tributary", "token-seal", 32));
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}
