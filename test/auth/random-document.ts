// Random documents over the shop's schema, made from a tape of numbers so that fast-check can shrink them.
import { getNamedType, isAbstractType, isCompositeType, isInterfaceType, isObjectType, isUnionType } from "graphql";
import type { GraphQLCompositeType, GraphQLField } from "graphql";
import { shop } from "./shop.ts";

const MAX_DEPTH = 5;
const FRAGMENT_DEPTH = 2;

const FILTERS = [
  `{ name: "x" }`,
  `{ phone: "1" }`,
  `{ any: [{ name: "x" }, { phone: null }] }`,
  `{ any: { not: { phone: "1" } } }`,
  "$filter",
  `{ any: [$inner] }`,
  `{ any: $inner }`,
  "null",
];
const TREES = [`{ name: "x", and: [{ and: [{ name: "y" }] }] }`, `{ and: { and: { phone: "1" } } }`];
const ORDER_FILTERS = [`{ label: "x" }`, `{ total: 1 }`, "$order"];
const IDS = ["c1", "c2", "co1", "co2", "o1", "p1", "none"];
const CONDITIONS = [
  ...Array.from({ length: 12 }, () => ""),
  " @skip(if: $a)",
  " @include(if: $b)",
  " @include(if: $a) @skip(if: $b)",
  " @skip(if: true)",
];

const composites = Object.values(shop.getTypeMap()).filter(
  (type): type is GraphQLCompositeType =>
    isCompositeType(type) && !type.name.startsWith("__") && !["Mutation", "Subscription"].includes(type.name),
);

const query = shop.getQueryType();
if (!query) throw new Error("the shop has a query type");
const root: GraphQLCompositeType = query;
const entities = composites.filter((type) => type !== root);

function objectsOf(type: GraphQLCompositeType): readonly string[] {
  return isAbstractType(type) ? shop.getPossibleTypes(type).map(({ name }) => name) : [type.name];
}

function overlap(one: GraphQLCompositeType, other: GraphQLCompositeType): boolean {
  return objectsOf(one).some((name) => objectsOf(other).includes(name));
}

/** Makes an operation with three fragments of a tape; equal tapes make equal documents, and the end of a tape is brief. */
export function documentFrom(tape: readonly number[]): string {
  let at = 0;
  const hasEnded = (): boolean => at >= tape.length;
  const next = (below: number): number => (tape[at++] ?? 0) % below;
  const oneOf = <T>(items: readonly T[]): T => items[next(items.length)] as T;

  function argumentsOf(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.flatMap(({ name, type }) => {
      if (next(3) === 0) return [];
      const named = getNamedType(type).name;
      if (named === "CustomerFilter") return [`${name}: ${oneOf(FILTERS)}`];
      if (named === "TreeFilter") return [`${name}: ${oneOf(TREES)}`];
      if (named === "OrderFilter") return [`${name}: ${oneOf(ORDER_FILTERS)}`];
      return [`${name}: ${named === "Int" ? next(3) : `"${oneOf(IDS)}"`}`];
    });
    return given.length === 0 ? "" : `(${given.join(", ")})`;
  }

  function fieldOf(type: GraphQLCompositeType, depth: number, fragments: number): string {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const usable = depth === 0 ? fields.filter((field) => !isCompositeType(getNamedType(field.type))) : fields;
    const field = usable[next(usable.length + 1)];
    if (field === undefined) return `__typename${oneOf(CONDITIONS)}`;
    const args = argumentsOf(field);
    // A key that says what it holds: the same key is the same field with the same arguments wherever it is merged.
    const digest = [...args].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7);
    const alias = args !== "" ? `${field.name}_${digest}: ` : next(4) === 0 ? `${field.name}_: ` : "";
    const inner = getNamedType(field.type);
    const condition = oneOf(CONDITIONS);
    return `${alias}${field.name}${args}${condition}${isCompositeType(inner) ? selections(inner, depth - 1, fragments) : ""}`;
  }

  // Fragments spread later ones only, so none is in itself.
  function selectionOf(type: GraphQLCompositeType, depth: number, fragments: number): string {
    if (hasEnded()) return "__typename";
    const kind = isUnionType(type) ? next(3) : next(7);
    if (kind === 0) {
      const narrowed = oneOf([...entities, type].filter((other) => overlap(type, other)));
      return `... on ${narrowed.name}${oneOf(CONDITIONS)}${selections(narrowed, depth, fragments)}`;
    }
    const spread = fragmentTypes.findIndex((other, index) => index >= fragments && overlap(type, other));
    if (kind === 1 && spread !== -1) return `...F${spread}${oneOf(CONDITIONS)}`;
    return fieldOf(type, depth, fragments);
  }

  function selections(type: GraphQLCompositeType, depth: number, fragments: number): string {
    const count = hasEnded() ? 1 : 1 + next(type === root ? 6 : 3);
    return ` { ${Array.from({ length: count }, () => selectionOf(type, depth, fragments)).join(" ")} }`;
  }

  const fragmentTypes = [0, 1, 2].map(() => oneOf(entities));
  const body = selections(root, MAX_DEPTH, 0);
  const fragments = fragmentTypes.map(
    (type, index) => `fragment F${index} on ${type.name}${selections(type, FRAGMENT_DEPTH, index + 1)}`,
  );
  return [
    `query ($a: Boolean!, $b: Boolean = true, $filter: CustomerFilter, $inner: InnerFilter, $order: OrderFilter)${body}`,
    ...fragments,
  ].join("\n");
}
