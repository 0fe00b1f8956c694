// What an operation will cost in calls to sources, and whether its lists are short enough: known before the first call.
import { Kind, type GraphQLSchema } from "graphql";
import { RequestError } from "../errors.ts";
import { tooComplex, type Limits } from "./limits.ts";
import type { Operation, RawVariables } from "./operation.ts";
import { selectedFields, type SelectedField } from "./selection.ts";

/**
 * How many calls a field makes for all its parents together: `parents` for a field that calls once a parent,
 * `Math.ceil(parents / 100)` for one that reads a hundred parents in a call. `size` is its `first`, 1 without.
 */
export type FieldCost = (parents: number, size: number) => number;

/** By "Type.field". A field without an entry calls nothing: it reads what its parent's call brought. */
export type Costs = Readonly<Record<string, FieldCost>>;

/** The argument that says how long a list may be. */
const SIZE_ARGUMENT = "first";

interface Size {
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
  limits: Pick<Limits, "calls" | "listSize">,
): CostCheck {
  const steps = costedFields(schema, operation, costs);
  const check: CostCheck = (variables) => {
    const objects: number[] = [];
    let calls = 0;
    for (const { coordinate, parent, size, calls: costsOf } of steps) {
      const parents = parent < 0 ? 1 : (objects[parent] ?? 1);
      const first = size === null ? 1 : sizeIn(size, variables);
      if (size !== null) checkListSize(coordinate, size, first, limits.listSize);
      objects.push(parents * first);
      calls += Math.max(0, ...costsOf.map((cost) => cost(parents, first)));
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
      step = steps.push({ coordinate: coordinates[0] ?? field.name, parent, size, calls }) - 1;
    }
    for (const inner of field.fields) visitField(inner, step);
  };
  for (const field of selectedFields(schema, operation)) visitField(field, -1);
  return steps;
}

function sizeOf(field: SelectedField, { definition }: Operation): Size | null {
  const [type] = field.on.values();
  const argument = type?.args.find(({ name }) => name === SIZE_ARGUMENT);
  if (argument === undefined) return null;
  const fallback = typeof argument.defaultValue === "number" ? argument.defaultValue : 1;
  const given = field.node.arguments?.find(({ name }) => name.value === SIZE_ARGUMENT)?.value;
  if (given?.kind === Kind.INT) return { variable: null, value: Number(given.value) };
  if (given?.kind !== Kind.VARIABLE) return { variable: null, value: fallback };
  const name = given.name.value;
  const preset = definition.variableDefinitions?.find((node) => node.variable.name.value === name)?.defaultValue;
  return { variable: name, value: preset?.kind === Kind.INT ? Number(preset.value) : fallback };
}

// A value that is no number is refused when the variables are coerced, or is null, which means the default.
function sizeIn(size: Size, variables: RawVariables): number {
  const given =
    size.variable !== null && Object.hasOwn(variables, size.variable) ? variables[size.variable] : undefined;
  return typeof given === "number" ? given : size.value;
}

function checkListSize(coordinate: string, { variable }: Size, value: number, maximum: number): void {
  if (value >= 1 && value <= maximum) return;
  const origin = variable === null ? "" : ` ($${variable})`;
  throw new RequestError(
    "BAD_USER_INPUT",
    `${coordinate}: ${SIZE_ARGUMENT}${origin} should be 1 to ${maximum}, instead got ${value}`,
    { limit: "listSize", argument: `${coordinate}.${SIZE_ARGUMENT}`, value, maximum },
  );
}
