// Writes SOSL: the only place where a word becomes a part of a search.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_find.htm
import { fieldName, wholeNumber } from "./soql.ts";

export interface Searched {
  readonly select: readonly string[];
  readonly from: string;
  readonly limit: number;
}

/** Words of which each begins some word of a record; null where Salesforce would look for none of them. */
export function writeSearch(words: readonly string[], { select, from, limit }: Searched): string | null {
  const terms = words.map(searchTerm).filter((term) => term !== null);
  if (terms.length === 0) return null;
  const columns = select.map(fieldName).join(",");
  return `FIND {${terms.join(" AND ")}} IN ALL FIELDS RETURNING ${fieldName(from)}(${columns} LIMIT ${wholeNumber(limit)})`;
}

// It does not look for single characters, but for those of languages that write words so.
const SHORTEST = 2;
const OPERATORS: ReadonlySet<string> = new Set(["AND", "OR", "NOT"]);

/** A word and whatever follows it; what means something in the language is escaped, and an operator is a phrase. */
function searchTerm(word: string): string | null {
  const text = word.toWellFormed().replaceAll(/\p{Cc}|[\u2028\u2029]/gu, "");
  if ([...text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "")].length < SHORTEST) return null;
  if (OPERATORS.has(text.toUpperCase())) return `"${text}"`;
  return `${text.replaceAll(/[?&|!{}[\]()^~*:\\"'+-]/g, String.raw`\$&`)}*`;
}
