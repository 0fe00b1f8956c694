import { badRequest } from "../errors.ts";
import { unexpectedToken } from "./query-error.ts";
import type { Token } from "./tokens.ts";

/** Reads tokens one after the other; keywords in any case. */
export interface TokenReader {
  readonly text: string;
  /** The next token, which stays the next. */
  peek(ahead?: number): Token;
  take(): Token;
  /** Whether the next token is this keyword or symbol; if so, takes it. */
  skip(word: string): boolean;
  /** Takes this keyword or symbol. Throws MALFORMED_QUERY when another is next. */
  expect(word: string): Token;
  /** Whether the next token, or a later one, is this keyword or symbol. */
  isNext(word: string, ahead?: number): boolean;
  takeWord(): Token;
  /** Throws MALFORMED_QUERY at the next token. */
  refuse(): never;
}

export function createTokenReader(text: string, tokens: readonly Token[]): TokenReader {
  let next = 0;
  const last = tokens.length - 1;

  const peek = (ahead = 0): Token => {
    const token = tokens[Math.min(next + ahead, last)];
    if (token === undefined) throw new RangeError("a query has one token at least: its end");
    return token;
  };
  const isNext = (word: string, ahead = 0): boolean => {
    const token = peek(ahead);
    return (token.kind === "word" || token.kind === "symbol") && token.text.toUpperCase() === word;
  };
  function refuse(): never {
    const token = peek();
    if (token.kind === "end") throw badRequest("MALFORMED_QUERY", "unexpected token: '<EOF>'");
    throw unexpectedToken(text, token.place, token.kind === "string" ? `'${token.text}'` : token.text);
  }
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };

  return {
    text,
    peek,
    take,
    isNext,
    refuse,
    skip(word) {
      if (!isNext(word)) return false;
      next += 1;
      return true;
    },
    expect: (word) => (isNext(word) ? take() : refuse()),
    takeWord: () => (peek().kind === "word" ? take() : refuse()),
  };
}
