/** The patterns of T-SQL's LIKE, which Dataverse's text functions are made of: %, _, [a-z] and [^a-z]; case does not matter. */
export function compileLike(pattern: string): (text: string) => boolean {
  const parts = pattern.toLowerCase().match(/%|_|\[\^?[^\]]+\]|[^]/g) ?? [];
  const source = parts.map((part) => {
    if (part === "%") return "[^]*";
    if (part === "_") return "[^]";
    return part.length > 1 && part.startsWith("[") ? setOf(part.slice(1, -1)) : escaped(part);
  });
  const compiled = new RegExp(`^${source.join("")}$`);
  return (text) => compiled.test(text.toLowerCase());
}

// A range that runs backwards holds nothing.
function setOf(inside: string): string {
  const isNegated = inside.startsWith("^") && inside.length > 1;
  const members = (isNegated ? inside.slice(1) : inside).match(/[^]-[^]|[^]/g) ?? [];
  const forwards = members.filter((member) => member.length === 1 || (member[0] ?? "") <= (member[2] ?? ""));
  const ranges = forwards.map((member) => [...member].map((c, place) => (place === 1 ? c : escaped(c))).join(""));
  return `[${isNegated ? "^" : ""}${ranges.join("")}]`;
}

function escaped(character: string): string {
  return character.replaceAll(/[-.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
