// What finds a record: texts such as "contactId=42".
import { createHash } from "node:crypto";
import { storableText } from "./storable.ts";

/** An index entry must be short; an e-mail address has 254 characters at most. */
const MAX_LENGTH = 300;

/** The key of a value of a field of ours. */
export function keyOf(field: string, value: string): string {
  const key = storableText(`${field}=${value}`);
  return key.length <= MAX_LENGTH ? key : `${field}#${createHash("sha256").update(value).digest("hex")}`;
}

/** The key of a record of another source that a person's record names. */
export function externalIdKey(source: string, id: string): string {
  return keyOf(`externalIds.${source}`, id);
}
