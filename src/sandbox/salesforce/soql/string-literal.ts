// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
import { badRequest } from "../errors.ts";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  N: "\n",
  r: "\r",
  R: "\r",
  t: "\t",
  T: "\t",
  b: "\b",
  B: "\b",
  f: "\f",
  F: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
  // These two are for LIKE, where they are no wildcards.
  _: "_",
  "%": "%",
};

/** A character of a literal and whether it was escaped. */
interface Character {
  readonly text: string;
  readonly isEscaped: boolean;
}

/** What a literal says. Throws MALFORMED_QUERY for an escape that does not exist. */
export function valueOfLiteral(raw: string): string {
  return raw.includes("\\") ? [...characters(raw)].map(({ text }) => text).join("") : raw;
}

/** The pattern of a LIKE, for a whole text in any case: `%` is anything, `_` one character, unless escaped. */
export function patternOfLiteral(raw: string): RegExp {
  let source = "";
  for (const { text, isEscaped } of characters(raw)) {
    if (!isEscaped && text === "%") source += "[^]*";
    else if (!isEscaped && text === "_") source += "[^]";
    else source += text.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  }
  return new RegExp(`^${source}$`, "iu");
}

function* characters(raw: string): Generator<Character> {
  for (let index = 0; index < raw.length; index += 1) {
    const code = raw.codePointAt(index) ?? 0;
    const text = String.fromCodePoint(code);
    if (text !== "\\") {
      yield { text, isEscaped: false };
      index += text.length - 1;
      continue;
    }
    index += 1;
    const name = raw.charAt(index);
    const hex = /^[0-9a-f]{4}$/i.exec(raw.slice(index + 1, index + 5))?.[0];
    if (name.toLowerCase() === "u" && hex !== undefined) {
      yield { text: String.fromCharCode(Number.parseInt(hex, 16)), isEscaped: true };
      index += 4;
      continue;
    }
    const escaped = Object.hasOwn(escapes, name) ? escapes[name] : undefined;
    if (escaped === undefined) {
      const message = `Invalid string literal '${raw}'. Illegal character sequence '\\${name}' in string literal.`;
      throw badRequest("MALFORMED_QUERY", message);
    }
    yield { text: escaped, isEscaped: true };
  }
}
