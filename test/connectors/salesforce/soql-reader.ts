// Reads SOQL as its reference describes it, as far as tests must: to tell values from everything around them.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm

export type Token =
  { readonly kind: "text"; readonly value: string } | { readonly kind: "word"; readonly value: string };

const ESCAPED: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  '"': '"',
  "'": "'",
  "\\": "\\",
  // In a LIKE, what is no wildcard.
  "%": "%",
  _: "_",
};

/** The tokens of a query. Throws for what would be refused: a text without end, an escape that there is none of. */
export function tokensOf(soql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < soql.length) {
    const char = soql.charAt(at);
    if (char === "'") {
      const [value, end] = textFrom(soql, at + 1);
      tokens.push({ kind: "text", value });
      at = end;
      continue;
    }
    const [word] = /^(?:[A-Za-z][\w.]*|-?\d[\w:.+-]*|[<>]=?|[=(),])/.exec(soql.slice(at)) ?? [];
    if (word !== undefined) tokens.push({ kind: "word", value: word });
    else if (!/\s/.test(char)) throw new Error(`unexpected ${JSON.stringify(char)} in ${soql}`);
    at += word?.length ?? 1;
  }
  return tokens;
}

function textFrom(soql: string, start: number): [value: string, end: number] {
  let value = "";
  for (let at = start; at < soql.length; at += 1) {
    const char = soql.charAt(at);
    if (char === "'") return [value, at + 1];
    if (/[\n\r]/.test(char)) throw new Error("a line break in a text");
    if (char !== "\\") {
      value += char;
      continue;
    }
    at += 1;
    const escape = soql.charAt(at);
    const [, code] = /^u([0-9a-fA-F]{4})/.exec(soql.slice(at, at + 5)) ?? [];
    if (code !== undefined) {
      value += String.fromCharCode(Number.parseInt(code, 16));
      at += 4;
    } else if (Object.hasOwn(ESCAPED, escape)) value += ESCAPED[escape];
    else throw new Error(`no such escape: \\${escape}`);
  }
  throw new Error("a text without end");
}

/** What a query selects, and of what. */
export function columnsIn(soql: string): { readonly from: string; readonly columns: readonly string[] } {
  const [, columns = "", from = ""] = /^SELECT (\S+) FROM (\w+)/.exec(soql) ?? [];
  return { from, columns: columns.split(",").filter((column) => column !== "COUNT()") };
}

const KEYWORDS = new Set("SELECT FROM WHERE AND OR IN ORDER BY ASC DESC LIMIT OFFSET COUNT FALSE".split(" "));

/** Every field that a query names, wherever: selected, compared, ordered by. */
export function fieldsIn(soql: string): string[] {
  const { from } = columnsIn(soql);
  const words = tokensOf(soql).filter(({ kind, value }) => kind === "word" && /^[A-Za-z]/.test(value));
  return [...new Set(words.map(({ value }) => value))].filter((word) => !KEYWORDS.has(word) && word !== from);
}
