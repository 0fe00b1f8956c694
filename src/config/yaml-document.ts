// YAML with the places of everything in it, so that a mistake can name its line.
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Document, Node } from "yaml";
import type { Mistake } from "./mistakes.ts";

export interface YamlDocument {
  /** Plain values; null for an empty document or one that is no YAML. */
  readonly value: unknown;
  /** Mistakes of YAML itself: syntax, keys that come twice. Each is "line:column message". */
  readonly mistakes: readonly string[];
  /** Whether `value` is worth checking further. */
  readonly isReadable: boolean;
  /** "line:column" of a mistake, from 1; of the nearest thing around it where it is about something that is not there. */
  locate(mistake: Pick<Mistake, "path" | "at">): string;
}

/** Reads a YAML 1.2 document. Never throws. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const problems = [...document.errors, ...document.warnings];
  const onlyTwice = problems.every(({ code }) => code === "DUPLICATE_KEY");
  const plain = onlyTwice ? plainValue(document) : { value: null, problem: null };
  return {
    value: plain.value,
    isReadable: onlyTwice && plain.problem === null,
    mistakes: [
      ...problems.map(({ code, message, pos }) => `${position(pos[0])} ${WORDS[code] ?? message}`),
      ...(plain.problem === null ? [] : [`1:1 ${plain.problem}`]),
    ],
    locate: ({ path, at }) => position(offsetOf(document, path, at)),
  };
}

// Where YAML's own words name the parser's functions, or need some help.
const WORDS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "this key comes twice in its map; keep one of the two",
  MULTIPLE_DOCS: "a second document begins here; a file holds one, so remove the line of dashes",
};

function plainValue(document: Document.Parsed): { readonly value: unknown; readonly problem: string | null } {
  try {
    const value: unknown = document.toJS();
    return isInItself(value)
      ? { value: null, problem: "an alias (*) stands inside its own anchor (&)" }
      : { value, problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) }; // too many aliases
  }
}

function isInItself(value: unknown, around: readonly unknown[] = []): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (around.includes(value)) return true;
  const path = [...around, value];
  return Object.values(value).some((child) => isInItself(child, path));
}

function offsetOf(document: Document.Parsed, path: Mistake["path"], at: Mistake["at"]): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document) ?? null;
    const found = childOf(node, step);
    if (found === null) break;
    const isKeyWanted = at === "key" && index === path.length - 1;
    offset = (isKeyWanted ? found.keyOffset : found.value?.range?.[0]) ?? found.keyOffset ?? offset;
    node = found.value;
  }
  return offset;
}

interface Child {
  readonly value: Node | null;
  readonly keyOffset: number | undefined;
}

function childOf(node: Node | null, step: string | number): Child | null {
  if (isSeq(node)) {
    const item = typeof step === "number" ? node.items[step] : undefined;
    return isNode(item) ? { value: item, keyOffset: item.range?.[0] } : null;
  }
  if (!isMap(node)) return null;
  // the last, as `toJS` takes it where a key comes twice
  const pair = node.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (!isPair(pair)) return null;
  return {
    value: isNode(pair.value) ? pair.value : null,
    keyOffset: isNode(pair.key) ? pair.key.range?.[0] : undefined,
  };
}
