// PostgreSQL holds neither the character NUL nor half of a surrogate pair, and a vendor may send either.

const REPLACEMENT = "\ufffd";

/** A text as the database holds it. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", REPLACEMENT);
}

// In JSON both are written as escapes, and whatever follows a backslash belongs to it.
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;
const UNSTORABLE = /^\\u(?:0000|d[89a-f][0-9a-f]{2})$/;

/** A value as JSON that the database holds. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(ESCAPE, (escape) => (UNSTORABLE.test(escape) ? REPLACEMENT : escape));
}
