// What an operation will cost in calls to sources, and whether its lists are short enough: known before the first call.
import { Kind, type GraphQLSchema, type ValueNode } from "graphql";
import { RequestError } from "../errors.ts";
import { tooComplex, type Limits } from "./limits.ts";
import type { Operation, RawVariables } from "./operation.ts";
import { selectedFields, type SelectedField } from "./selection.ts";

/**
 * How many calls a field makes for all its parents together: `parents` for a field that calls once a parent,
 * `Math.ceil(parents / 100)` for one that reads a hundred parents in a call. `size` is how long its list may be, 1 for no
 * list; `typeNames` are the object types that something of it is selected on.
 */
export type FieldCost = (parents: number, size: number, typeNames?: ReadonlySet<string>) => number;

/** By "Type.field". A field without an entry calls nothing: it reads what its parent's call brought. */
export type Costs = Readonly<Record<string, FieldCost>>;

/** An argument that says how long a list may be: by its number, or by its own length. */
interface SizeArgument {
  readonly name: string;
  readonly limit: "listSize" | "representations";
  readonly least: number;
}

const SIZE_ARGUMENTS: readonly SizeArgument[] = [
  { name: "first", limit: "listSize", least: 1 },
  { name: "representations", limit: "representations", least: 0 },
];

interface Size {
  readonly argument: SizeArgument;
  /** Null where the operation says it in a literal. */
  readonly variable: string | null;
  /** The literal, else the value when the variable is not given. */
  readonly value: number;
}

interface CostedField {
  readonly coordinate: string;
  /** The step whose objects are this one's parents; -1 at the root. */
  readonly parent: number;
  readonly size: Size | null;
  readonly calls: readonly FieldCost[];
  readonly typeNames: ReadonlySet<string>;
}

/** Throws RequestError when a list is too long, or the operation needs more calls than it may make. */
export type CostCheck = (variables: RawVariables) => void;

/**
 * The model: a root object is one; a field with `first` has that many objects under each of its parents, any other field
 * one; each field costs what its entry says for the number of its parents. It counts the most that can happen: full
 * pages, nothing cached. Operations without variables for `first` are checked at once, and need no check when they run.
 */
export function costCheckOf(
  schema: GraphQLSchema,
  operation: Operation,
  costs: Costs,
  limits: Pick<Limits, "calls" | "listSize" | "representations">,
): CostCheck {
  const steps = costedFields(schema, operation, costs);
  const check: CostCheck = (variables) => {
    const objects: number[] = [];
    let calls = 0;
    for (const { coordinate, parent, size, calls: costsOf, typeNames } of steps) {
      const parents = parent < 0 ? 1 : (objects[parent] ?? 1);
      const first = size === null ? 1 : sizeIn(size, variables);
      if (size !== null) checkListSize(coordinate, size, first, limits);
      objects.push(parents * first);
      calls += Math.max(0, ...costsOf.map((cost) => cost(parents, first, typeNames)));
    }
    if (calls > limits.calls) throw tooComplex("calls", Math.ceil(calls), limits.calls, CALLS_ADVICE);
  };
  if (steps.some(({ size }) => size !== null && size.variable !== null)) return check;
  check({});
  return () => undefined;
}

const CALLS_ADVICE =
  "calls to sources, if every list is full: ask for shorter lists (`first`), or for fewer relations below a list";

function costedFields(schema: GraphQLSchema, operation: Operation, costs: Costs): readonly CostedField[] {
  const steps: CostedField[] = [];
  const visitField = (field: SelectedField, parent: number): void => {
    const coordinates = [...field.on.keys()].map((type) => `${type.name}.${field.name}`);
    const size = sizeOf(field, operation);
    const calls = coordinates.flatMap((coordinate) => costs[coordinate] ?? []);
    let step = parent;
    if (size !== null || calls.length > 0) {
      const typeNames = new Set(field.fields.flatMap(({ on }) => [...on.keys()].map(({ name }) => name)));
      step = steps.push({ coordinate: coordinates[0] ?? field.name, parent, size, calls, typeNames }) - 1;
    }
    for (const inner of field.fields) visitField(inner, step);
  };
  for (const field of selectedFields(schema, operation)) visitField(field, -1);
  return steps;
}

function sizeOf(field: SelectedField, { definition }: Operation): Size | null {
  const [type] = field.on.values();
  const argument = SIZE_ARGUMENTS.find(({ name }) => type?.args.some((known) => known.name === name));
  if (argument === undefined) return null;
  const { defaultValue } = type?.args.find(({ name }) => name === argument.name) ?? {};
  const fallback = lengthOf(defaultValue) ?? 1;
  const given = field.node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  const literal = literalLength(given);
  if (literal !== null) return { argument, variable: null, value: literal };
  if (given?.kind !== Kind.VARIABLE) return { argument, variable: null, value: fallback };
  const name = given.name.value;
  const preset = definition.variableDefinitions?.find((node) => node.variable.name.value === name)?.defaultValue;
  return { argument, variable: name, value: literalLength(preset) ?? fallback };
}

function literalLength(node: ValueNode | undefined): number | null {
  if (node?.kind === Kind.INT) return Number(node.value);
  return node?.kind === Kind.LIST ? node.values.length : null;
}

function lengthOf(value: unknown): number | null {
  if (Array.isArray(value)) return value.length;
  return typeof value === "number" ? value : null;
}

// A value that is no number and no list is refused when the variables are coerced, or is null, which means the default.
function sizeIn(size: Size, variables: RawVariables): number {
  const given =
    size.variable !== null && Object.hasOwn(variables, size.variable) ? variables[size.variable] : undefined;
  return lengthOf(given) ?? size.value;
}

function checkListSize(
  coordinate: string,
  { argument, variable }: Size,
  value: number,
  limits: Pick<Limits, "listSize" | "representations">,
): void {
  const { name, limit, least } = argument;
  const maximum = limits[limit];
  if (value >= least && value <= maximum) return;
  const origin = variable === null ? "" : ` ($${variable})`;
  const should = least === 0 ? `should be at most ${maximum}` : `should be ${least} to ${maximum}`;
  throw new RequestError("BAD_USER_INPUT", `${coordinate}: ${name}${origin} ${should}, instead got ${value}`, {
    limit,
    argument: `${coordinate}.${name}`,
    value,
    maximum,
  });
}
