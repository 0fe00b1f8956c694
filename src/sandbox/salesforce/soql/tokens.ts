import { queryError, unexpectedToken } from "./query-error.ts";

export type TokenKind = "word" | "string" | "number" | "date" | "datetime" | "currency" | "symbol" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written; a string without its quotes and with its escapes. */
  readonly text: string;
  /** Index into the query. */
  readonly place: number;
}

const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ["datetime", /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/iy],
  ["date", /\d{4}-\d\d-\d\d(?![\dT])/iy],
  ["number", /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?![\w])/iy],
  ["currency", /[A-Z]{3}-?\d+(?:\.\d+)?(?![\w.])/y],
  // A path of relationships is one word; so is a date literal with its number.
  ["word", /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?::\d+)?/y],
  ["symbol", /<=|>=|!=|<>|[=<>(),]/y],
];

/** Throws MALFORMED_QUERY at the first character that begins no token. */
export function tokenize(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let place = 0;
  for (;;) {
    while (/\s/.test(query.charAt(place))) place += 1;
    if (place >= query.length) break;
    const token = query.charAt(place) === "'" ? stringAt(query, place) : tokenAt(query, place);
    tokens.push(token);
    place += token.text.length + (token.kind === "string" ? 2 : 0);
  }
  tokens.push({ kind: "end", text: "<EOF>", place: query.length });
  return tokens;
}

function tokenAt(query: string, place: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = place;
    const text = pattern.exec(query)?.[0];
    if (text !== undefined) return { kind, text, place };
  }
  throw unexpectedToken(query, place, query.charAt(place));
}

function stringAt(query: string, place: number): Token {
  for (let end = place + 1; end < query.length; end += 1) {
    const character = query.charAt(end);
    if (character === "\\") end += 1;
    else if (character === "'") return { kind: "string", text: query.slice(place + 1, end), place };
  }
  const rest = query.slice(place);
  throw queryError(
    "MALFORMED_QUERY",
    query,
    place,
    `line 1:${place} mismatched character '<EOF>' expecting ''' (${rest})`,
  );
}
