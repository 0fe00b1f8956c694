import { badQuery } from "../errors.ts";

const element = /\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(-?[\w.-]+))\s*(,|$)/y;

/**
 * The elements of a JSON array as texts, in double or single quotes or bare, as OData's reader takes them.
 * Throws DataverseError 400, also for an apostrophe within single quotes.
 */
export function parseArray(text: string): readonly string[] {
  const inside = text.slice(1, -1);
  if (inside.trim() === "") return [];
  const elements: string[] = [];
  element.lastIndex = 0;
  for (;;) {
    const found = element.exec(inside);
    if (found === null) {
      throw badQuery(
        "Invalid JSON. A comma character ',' was expected in scope 'Array'. Every two elements in an array and properties of an object must be separated by commas.",
      );
    }
    const [, double, single, bare = "", separator] = found;
    elements.push(double === undefined ? (single ?? bare) : unescaped(double));
    if (separator === "") return elements;
  }
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    throw badQuery(`Invalid JSON. Unrecognized escape sequence in '${text}'.`);
  }
}
