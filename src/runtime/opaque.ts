// Ids and cursors as clients see them: encrypted, so that they say nothing of sources and record numbers, and
// authenticated, so that one that is not ours is told from one that is.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { RequestError } from "../errors.ts";
import { createMemory } from "./memo.ts";

/** Turns text into an opaque token and back. The same text always gives the same token. */
export interface OpaqueCodec {
  seal(text: string): string;
  /** Null for a token that this key did not make. */
  open(token: string): string | null;
}

const TAG_BYTES = 9; // 72 bits: a forged token passes once in 10^21 tries, and the ids stay short.

// A cursor holds a position in each of its lists, and a vendor's own may be a kilobyte and more.
const MAX_TOKEN_LENGTH = 32_768;

/** @param secret any text of 16 characters or more; the same on every instance, for as long as ids are to live. */
export function createOpaqueCodec(secret: string): OpaqueCodec {
  const macKey = Buffer.from(hkdfSync("sha256", secret, "tributary", "opaque-mac", 32));
  const cipherKey = Buffer.from(hkdfSync("sha256", secret, "tributary", "opaque-cipher", 32));
  // Synthetic IV: the tag of the text is also the counter's start, so equal texts give equal tokens and nothing else does.
  const tagOf = (text: string | Buffer): Buffer =>
    createHmac("sha256", macKey).update(text).digest().subarray(0, TAG_BYTES);
  const ivOf = (tag: Buffer): Buffer => Buffer.concat([tag, Buffer.alloc(16 - TAG_BYTES)]);

  return {
    seal(text) {
      const tag = tagOf(text);
      const cipher = createCipheriv("aes-256-ctr", cipherKey, ivOf(tag));
      return Buffer.concat([tag, cipher.update(text, "utf8"), cipher.final()]).toString("base64url");
    },
    open(token) {
      if (token.length > MAX_TOKEN_LENGTH || !/^[\w-]{13,}$/.test(token)) return null;
      const bytes = Buffer.from(token, "base64url");
      if (bytes.length <= TAG_BYTES) return null;
      const tag = bytes.subarray(0, TAG_BYTES);
      const decipher = createDecipheriv("aes-256-ctr", cipherKey, ivOf(tag));
      const text = Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]);
      return timingSafeEqual(tagOf(text), tag) ? text.toString("utf8") : null;
    },
  };
}

/** What a global id stands for. */
export interface GlobalId {
  /** The schema's type name. */
  readonly type: string;
  readonly source: string;
  /** The record's id in its source. */
  readonly id: string;
}

/** Global ids and cursors over one codec. */
export interface Ids {
  encodeId(type: string, source: string, id: string): string;
  /** Throws RequestError BAD_USER_INPUT for an id that is not ours; `argument` names where it came from. */
  decodeId(globalId: string, argument: string): GlobalId;
  encodeCursor(position: unknown): string;
  /** Throws RequestError BAD_USER_INPUT for a cursor that is not ours. */
  decodeCursor(cursor: string): unknown;
}

// Sealing takes some 10 µs, and a page has hundreds of ids, of which the next page has many again.
const SEALED_SIZE = 25_000;
const OPENED_SIZE = 5_000;

export function createIds(codec: OpaqueCodec): Ids {
  const rememberSealed = createMemory(SEALED_SIZE);
  // By type and source first: a key of all three would have to be put together, and hashed whole, for each look.
  const sealers = new Map<string, Map<string, (id: string) => string>>();
  const sealerOf = (type: string, source: string): ((id: string) => string) => {
    let ofType = sealers.get(type);
    if (ofType === undefined) sealers.set(type, (ofType = new Map()));
    let sealer = ofType.get(source);
    if (sealer === undefined) {
      sealer = rememberSealed((id) => codec.seal(`i${type}\n${source}\n${id}`));
      ofType.set(source, sealer);
    }
    return sealer;
  };
  const seal = rememberSealed(codec.seal);
  const open = createMemory(OPENED_SIZE)(codec.open);

  return {
    encodeId: (type, source, id) => sealerOf(type, source)(id),
    decodeId(globalId, argument) {
      const text = open(globalId);
      const [type, source, ...id] = text?.startsWith("i") === true ? text.slice(1).split("\n") : [];
      if (type === undefined || source === undefined || id.length === 0) {
        throw new RequestError(
          "BAD_USER_INPUT",
          `"${argument}" is not an id of this endpoint: pass one that a query gave`,
          {
            argument,
          },
        );
      }
      return { type, source, id: id.join("\n") };
    },
    encodeCursor: (position) => seal(`c${JSON.stringify(position)}`),
    decodeCursor(cursor) {
      const text = open(cursor);
      if (text?.startsWith("c") !== true) {
        throw new RequestError(
          "BAD_USER_INPUT",
          `"after" is not a cursor of this endpoint: pass one that a connection gave`,
          {
            argument: "after",
          },
        );
      }
      return JSON.parse(text.slice(1));
    },
  };
}
