import { aggregateFunctions, dateFunctions } from "./syntax.ts";
import type { Aggregate, DatePart, Operand, Path } from "./syntax.ts";
import type { TokenReader } from "./token-reader.ts";

/** A field, or a function of one. */
export function parseOperand(reader: TokenReader): Operand {
  if (!reader.isNext("(", 1)) return parsePath(reader);
  const { text, place } = reader.peek();
  const word = text.toUpperCase();
  const aggregate = aggregateFunctions.find((name) => name === word);
  const datePart = dateFunctions.find((name) => name === word);
  if (aggregate === undefined && datePart === undefined) reader.refuse();
  reader.take();
  reader.expect("(");
  const path = parsePath(reader);
  reader.expect(")");
  if (aggregate !== undefined) return { kind: "aggregate", name: aggregate, path, place } satisfies Aggregate;
  if (datePart !== undefined) return { kind: "datePart", name: datePart, path, place } satisfies DatePart;
  return reader.refuse();
}

export function parsePath(reader: TokenReader): Path {
  const { text, place } = reader.takeWord();
  return { kind: "path", steps: text.split("."), place };
}
