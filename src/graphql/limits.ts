// How large an operation may be: what can be told from its text alone, before anything is resolved.
import { Kind, type FragmentDefinitionNode, type SelectionSetNode } from "graphql";
import { RequestError } from "../errors.ts";
import type { Operation } from "./operation.ts";

export interface Limits {
  /** Fields inside fields, for operations that ask for data. */
  readonly depth: number;
  /** Fields that carry an alias, each use of a fragment counted. */
  readonly aliases: number;
  /** Fields of the query or mutation itself. */
  readonly rootFields: number;
  /** Directives, each use of a fragment counted. */
  readonly directives: number;
  /** Fields, each use of a fragment counted: stops fragments that spread fragments that spread fragments. */
  readonly fields: number;
  /** Words and signs of the document, counted as it is parsed. */
  readonly tokens: number;
  /** The largest `first`. */
  readonly listSize: number;
  /** Things that a federation router may ask for at once. */
  readonly representations: number;
  /** Calls to sources, as estimated before the first is made. */
  readonly calls: number;
}

/** The default of every limit. */
export const DEFAULT_LIMITS: Limits = {
  depth: 15,
  aliases: 50,
  rootFields: 20,
  directives: 50,
  fields: 1_000,
  tokens: 2_000,
  listSize: 200,
  representations: 1_000,
  calls: 1_000,
};

/** What is counted over an operation's text. */
type Counted = "depth" | "aliases" | "rootFields" | "directives" | "fields";
type Size = Readonly<Record<Counted, number>>;

const ADVICE: Readonly<Record<Counted, string>> = {
  // First: whatever else is too much in fragments upon fragments, this is why.
  fields: "fields, each use of a fragment counted: ask in several requests",
  depth: "levels of fields: ask for less at once",
  aliases: "aliases: ask in several requests",
  rootFields: "root fields: ask in several requests",
  directives: "directives: ask in several requests",
};

/** Throws RequestError QUERY_TOO_COMPLEX that names the limit, the value and the maximum. */
export function checkSize(operation: Operation, limits: Limits): void {
  const size = sizeOf(operation);
  for (const limit of Object.keys(ADVICE) as Counted[]) {
    if (size[limit] > limits[limit]) throw tooComplex(limit, size[limit], limits[limit], ADVICE[limit]);
  }
}

/** The error of every limit but the list size. */
export function tooComplex(limit: keyof Limits, value: number, maximum: number, advice: string): RequestError {
  const shown = Number.isSafeInteger(value) ? String(value) : "far too many";
  return new RequestError("QUERY_TOO_COMPLEX", `The operation has ${shown} of at most ${maximum} ${advice}`, {
    limit,
    ...(Number.isSafeInteger(value) && { value }),
    maximum,
  });
}

// Each fragment is measured once and its size added wherever it is spread: an operation that expands to 2^50 fields is
// measured in no more time than its text is long.
function sizeOf({ document, definition }: Operation): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const sizes = new Map<string, Size>();

  const ofFragment = (name: string): Size => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    // Validation refuses an unknown fragment, and one that spreads itself.
    if (fragment === undefined) return NOTHING;
    sizes.set(name, NOTHING);
    const size = ofSelections(fragment.selectionSet);
    sizes.set(name, size);
    return size;
  };

  const ofSelections = (selectionSet: SelectionSetNode | undefined): Size => {
    let { depth, aliases, rootFields, directives, fields } = NOTHING;
    for (const node of selectionSet?.selections ?? []) {
      const isField = node.kind === Kind.FIELD;
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? ofFragment(node.name.value) : ofSelections(node.selectionSet);
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      aliases += inner.aliases + (isField && node.alias !== undefined ? 1 : 0);
      rootFields += isField ? 1 : inner.rootFields;
      directives += inner.directives + (node.directives?.length ?? 0);
      fields += inner.fields + (isField ? 1 : 0);
    }
    return { depth, aliases, rootFields, directives, fields };
  };
  return ofSelections(definition.selectionSet);
}

const NOTHING: Size = { depth: 0, aliases: 0, rootFields: 0, directives: 0, fields: 0 };
