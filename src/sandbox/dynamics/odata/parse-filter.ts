import { badQuery } from "../errors.ts";
import { parseArray } from "./parse-array.ts";
import { tokensOf } from "./tokens.ts";
import type { Literal, Token } from "./tokens.ts";

export type Comparison = "eq" | "ne" | "gt" | "ge" | "lt" | "le";
export type TextTest = "contains" | "startswith" | "endswith";

export type Operand =
  { readonly kind: "path"; readonly path: readonly string[] } | { readonly kind: "literal"; readonly literal: Literal };

export type Expression =
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: "text"; readonly test: TextTest; readonly path: readonly string[]; readonly value: string }
  | { readonly kind: "function"; readonly name: string; readonly parameters: Parameters };

/** Of a Dataverse function: `PropertyName`, `PropertyValue`, `PropertyValues` and the like. Values are texts, whatever they say. */
export type Parameters = ReadonlyMap<string, string | readonly string[]>;

/** What the query says that `@p1` and the like stand for, by name with the @; a missing one is null. */
export type Aliases = ReadonlyMap<string, string>;

const comparisons: ReadonlySet<string> = new Set(["eq", "ne", "gt", "ge", "lt", "le"]);
const textTests: ReadonlySet<string> = new Set(["contains", "startswith", "endswith"]);
const prefix = "Microsoft.Dynamics.CRM.";

/** Reads a $filter expression. Throws DataverseError 400 where OData or Dataverse would. */
export function parseFilter(text: string, aliases: Aliases = new Map()): Expression {
  const parser = createParser(text, aliases);
  const expression = parser.disjunction();
  parser.end();
  return expression;
}

function createParser(text: string, aliases: Aliases) {
  const tokens = tokensOf(text);
  let place = 0;
  const peek = (): Token => {
    const token = tokens[place];
    if (token === undefined) throw new RangeError("read past the end of a filter");
    return token;
  };
  const next = (): Token => {
    const token = peek();
    if (token.kind !== "end") place += 1;
    return token;
  };
  const isNext = (word: string): boolean => peek().kind !== "literal" && peek().text === word;
  const take = (word: string): boolean => {
    if (!isNext(word)) return false;
    next();
    return true;
  };
  const expect = (word: string): void => {
    if (!take(word)) throw badQuery(`'${word}' expected at position ${peek().position} in '${text}'.`);
  };
  const syntaxError = (position: number) => badQuery(`Syntax error at position ${position} in '${text}'.`);

  function disjunction(): Expression {
    let left = conjunction();
    while (take("or")) left = { kind: "or", left, right: conjunction() };
    return left;
  }

  function conjunction(): Expression {
    let left = unary();
    while (take("and")) left = { kind: "and", left, right: unary() };
    return left;
  }

  function unary(): Expression {
    if (take("not")) {
      if (isNext("(") || isNext("not") || isCall()) return { kind: "not", operand: unary() };
      // It binds tighter than a comparison does.
      throw badQuery("A unary operator with an incompatible type was detected for operator kind 'Not'.");
    }
    if (take("(")) {
      const inner = disjunction();
      expect(")");
      return inner;
    }
    return isCall() ? call() : comparison();
  }

  function isCall(): boolean {
    return peek().kind === "name" && tokens[place + 1]?.text === "(";
  }

  function call(): Expression {
    const { text: name } = next();
    expect("(");
    if (textTests.has(name)) {
      const path = operand();
      expect(",");
      const value = operand();
      expect(")");
      if (path.kind !== "path" || value.kind !== "literal" || value.literal.type !== "string") {
        throw badQuery(`No function signature for the function with name '${name}' matches the specified arguments.`);
      }
      return { kind: "text", test: name as TextTest, path: path.path, value: value.literal.value };
    }
    if (!name.startsWith(prefix)) {
      throw badQuery(
        `An unknown function with name '${name}' was found. This may also be a function import or a key lookup on a navigation property, which is not allowed.`,
      );
    }
    return { kind: "function", name: name.slice(prefix.length), parameters: parameters() };
  }

  function parameters(): Parameters {
    const found = new Map<string, string | readonly string[]>();
    while (!take(")")) {
      if (found.size > 0) expect(",");
      const { kind, text: name, position } = next();
      if (kind !== "name") throw syntaxError(position);
      expect("=");
      found.set(name, parameterValue());
    }
    return found;
  }

  function parameterValue(): string | readonly string[] {
    const token = resolved(next());
    if (token.kind === "array") return parseArray(token.text);
    if (token.kind === "literal" && token.literal.type === "string") return token.literal.value;
    if (token.kind === "literal" && token.literal.type !== "null") return token.text;
    throw syntaxError(token.position);
  }

  function comparison(): Expression {
    const left = operand();
    const { kind, text: operator, position } = next();
    if (kind !== "name" || !comparisons.has(operator)) throw syntaxError(position);
    return { kind: "compare", operator: operator as Comparison, left, right: operand() };
  }

  function operand(): Operand {
    const token = resolved(next());
    if (token.kind === "literal") return { kind: "literal", literal: token.literal };
    if (token.kind === "name") return { kind: "path", path: token.text.split("/") };
    if (token.kind === "end") throw badQuery(`Expression expected at position ${token.position} in '${text}'.`);
    throw syntaxError(token.position);
  }

  // An alias is replaced by the one word that its value is.
  function resolved(token: Token): Token {
    if (token.kind !== "alias") return token;
    const [word, end] = tokensOf(aliases.get(token.text) ?? "null");
    if (word === undefined || end?.kind !== "end") throw syntaxError(token.position);
    return word;
  }

  return {
    disjunction,
    end(): void {
      if (peek().kind !== "end") throw syntaxError(peek().position);
    },
  };
}
