// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
// Not there: WITH, UPDATE, TOLABEL, operators between words other than AND.
import { badRequest } from "../errors.ts";
import { parseOperand } from "../soql/parse-operand.ts";
import { parseTail } from "../soql/parse-query.ts";
import type { Query, SelectItem } from "../soql/syntax.ts";
import { createTokenReader } from "../soql/token-reader.ts";
import type { TokenReader } from "../soql/token-reader.ts";
import { tokenize } from "../soql/tokens.ts";
import { parseTerms } from "./terms.ts";
import type { Term } from "./terms.ts";

export type FieldGroup = "ALL" | "NAME" | "EMAIL" | "PHONE" | "SIDEBAR";

export interface Search {
  readonly terms: readonly Term[];
  readonly group: FieldGroup;
  /** A query each, on objects that are searched; null for every searchable object. */
  readonly returning: readonly Query[] | null;
  readonly limit: number;
}

const maxResults = 2_000;

/** Throws MALFORMED_SEARCH, or MALFORMED_QUERY for what is wrong behind RETURNING. */
export function parseSearch(text: string): Search {
  const [, found = "", rest = ""] = /^\s*FIND\s*\{((?:\\.|[^\\}])*)\}(.*)$/is.exec(text) ?? [];
  if (found === "") throw malformed(`FIND {text} expected: ${text}`);
  const terms = parseTerms(found);
  const reader = createTokenReader(rest, tokenize(rest));
  let group: FieldGroup = "ALL";
  if (reader.skip("IN")) {
    const named = (["ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR"] as const).find((name) => reader.skip(name));
    if (named === undefined || !reader.skip("FIELDS"))
      throw malformed("ALL, NAME, EMAIL, PHONE or SIDEBAR FIELDS expected");
    group = named;
  }
  const returning = reader.skip("RETURNING") ? parseReturning(reader) : null;
  const limit = reader.skip("LIMIT") ? Number(reader.take().text) : maxResults;
  if (reader.peek().kind !== "end" || !Number.isInteger(limit)) {
    throw malformed(`unexpected token: '${reader.peek().text}'`);
  }
  return { terms, group, returning, limit: Math.min(limit, maxResults) };
}

function parseReturning(reader: TokenReader): readonly Query[] {
  const queries: Query[] = [];
  do {
    const { text: name, place } = reader.takeWord();
    const select: SelectItem[] = [];
    const from = { name, alias: null, place };
    if (!reader.skip("(")) {
      queries.push({ ...nothingElse, text: reader.text, select: [idItem(place)], from });
      continue;
    }
    do {
      select.push({ kind: "operand", operand: parseOperand(reader), alias: null });
    } while (reader.skip(","));
    const tail = parseTail(reader);
    reader.expect(")");
    queries.push({ ...tail, text: reader.text, select, from });
  } while (reader.skip(","));
  return queries;
}

const nothingElse = { where: null, groupBy: [], having: null, orderBy: [], limit: null, offset: 0 } as const;

/** What a search shows of an object that names no fields. */
export function idItem(place: number): SelectItem {
  return { kind: "operand", operand: { kind: "path", steps: ["Id"], place }, alias: null };
}

function malformed(message: string): Error {
  return badRequest("MALFORMED_SEARCH", message);
}
