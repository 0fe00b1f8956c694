/** Splits at a character that stands outside of quotes and parentheses; parts are trimmed, an empty text has none. */
export function splitList(text: string, separator: "," | ";" | "/"): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place];
    if (character === "'") isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, place).trim());
      start = place + 1;
    }
  }
  if (text.trim() !== "") parts.push(text.slice(start).trim());
  return parts;
}
