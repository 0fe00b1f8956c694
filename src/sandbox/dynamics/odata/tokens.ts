// The words of a $filter expression: OData 4.0 part 2, section 5.1.1.
import { badQuery } from "../errors.ts";

export type Literal =
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "guid"; readonly value: string }
  /** Milliseconds since the epoch. */
  | { readonly type: "datetime"; readonly value: number }
  /** YYYY-MM-DD. */
  | { readonly type: "date"; readonly value: string }
  | { readonly type: "null" };

export type Token = { readonly position: number; readonly text: string } & (
  | { readonly kind: "literal"; readonly literal: Literal }
  /** A property path, a keyword or a function's name. */
  | { readonly kind: "name" }
  | { readonly kind: "alias" }
  /** A JSON array, unread. */
  | { readonly kind: "array" }
  | { readonly kind: "punctuation" }
  | { readonly kind: "end" }
);

type Rule = readonly [pattern: RegExp, read: (text: string) => DistributiveOmit<Token, "position" | "text">];
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const literal = (value: Literal) => ({ kind: "literal", literal: value }) as const;

// In this order: a date starts as a number does, a GUID may too.
const rules: readonly Rule[] = [
  [/'(?:[^']|'')*'/y, (text) => literal({ type: "string", value: text.slice(1, -1).replaceAll("''", "'") })],
  [
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/iy,
    (text) => literal({ type: "guid", value: text.toLowerCase() }),
  ],
  [
    /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?(?:Z|[+-]\d\d:\d\d)(?!\w)/iy,
    (text) => literal({ type: "datetime", value: instantOf(text) }),
  ],
  [/\d{4}-\d\d-\d\d(?![\w-])/y, (text) => literal({ type: "date", value: dayOf(text) })],
  [/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w-])/iy, (text) => literal({ type: "number", value: Number(text) })],
  [/@\w+/y, () => ({ kind: "alias" })],
  [/\[(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\]"'])*\]/y, () => ({ kind: "array" })],
  // One whose quotes do not match: its reader says what is wrong.
  [/\[[^\]]*\]/y, () => ({ kind: "array" })],
  [/[a-z_][\w.]*(?:\/[a-z_][\w.]*)*/iy, (text) => keywordOf(text)],
  [/[(),=]/y, () => ({ kind: "punctuation" })],
];

/** Ends with an `end` token. Throws DataverseError 400. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    position += /^\s*/.exec(text.slice(position))?.[0].length ?? 0;
    if (position >= text.length) break;
    const token = tokenAt(text, position);
    tokens.push(token);
    position += token.text.length;
  }
  return [...tokens, { kind: "end", position: text.length, text: "" }];
}

function tokenAt(text: string, position: number): Token {
  for (const [pattern, read] of rules) {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { ...read(found), position, text: found };
  }
  if (text[position] === "'") {
    throw badQuery(`There is an unterminated literal at position ${text.length} in '${text}'.`);
  }
  throw badQuery(`Syntax error: character '${text[position]}' is not valid at position ${position} in '${text}'.`);
}

function keywordOf(text: string): DistributiveOmit<Token, "position" | "text"> {
  if (text === "null") return literal({ type: "null" });
  if (text === "true" || text === "false") return literal({ type: "boolean", value: text === "true" });
  return { kind: "name" };
}

function instantOf(text: string): number {
  const at = Date.parse(text.toUpperCase());
  if (Number.isNaN(at)) throw badQuery(`Unrecognized 'Edm.DateTimeOffset' literal '${text}'.`);
  return at;
}

function dayOf(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text)) {
    throw badQuery(`Unrecognized 'Edm.Date' literal '${text}'.`);
  }
  return text;
}
