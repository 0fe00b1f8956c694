// PostgreSQL holds neither the character NUL nor half of a surrogate pair, nor lists in lists without end, and a vendor may
// send any of it.

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

/** Far less than what breaks the database's stack, or ours; far more than what any vendor nests. */
const MAX_DEPTH = 100;

export function isTooDeep(value: unknown, depth = 0): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth >= MAX_DEPTH || Object.values(value).some((inner) => isTooDeep(inner, depth + 1));
}
