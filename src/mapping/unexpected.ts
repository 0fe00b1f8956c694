/** What a converter says of a value that it can't take; the message continues "<field> ...". */
export function unexpected(expected: string, value: unknown): Error {
  const shown =
    typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : Array.isArray(value) ? "an array" : shownOf(value);
  return new Error(`should be ${expected}, instead got ${shown}`);
}

const shownOf = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? "an object"
    : typeof value === "function"
      ? "a function"
      : String(value);
