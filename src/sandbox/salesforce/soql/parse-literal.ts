import { isPeriod } from "./periods.ts";
import type { Literal } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

/** Throws MALFORMED_QUERY when the next token is no value. */
export function parseLiteral(reader: TokenReader): Literal {
  const { kind, text, place } = reader.peek();
  switch (kind) {
    case "string":
      reader.take();
      return { kind, raw: text, place };
    case "number":
      reader.take();
      return { kind, value: Number(text), place };
    case "currency":
      reader.take();
      return { kind, isoCode: text.slice(0, 3), value: Number(text.slice(3)), place };
    case "date":
    case "datetime":
      if (Number.isNaN(Date.parse(text))) reader.refuse();
      reader.take();
      return { kind, text, place };
    case "word":
      return parseWord(reader);
    case "symbol":
    case "end":
      return reader.refuse();
  }
}

function parseWord(reader: TokenReader): Literal {
  const { text, place } = reader.peek();
  const word = text.toUpperCase();
  if (word === "NULL") {
    reader.take();
    return { kind: "null", place };
  }
  if (word === "TRUE" || word === "FALSE") {
    reader.take();
    return { kind: "boolean", value: word === "TRUE", place };
  }
  const [name = "", number] = word.split(":");
  const count = number === undefined ? null : Number(number);
  if (!isPeriod(name, count)) reader.refuse();
  reader.take();
  return { kind: "period", name, count, place };
}
