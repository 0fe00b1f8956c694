import { getNullableType, isListType, Kind } from "graphql";
import type { DirectiveNode, FieldNode, GraphQLOutputType } from "graphql";
import type { Condition } from "./denied-field.ts";

/** A place in the answer, as planning knows it. */
export interface Place {
  /** Response keys down to here, or to the first list on the way. */
  readonly path: readonly string[];
  readonly isBelowList: boolean;
  /** The whole way, a list as `*`. */
  readonly pattern: readonly string[];
  /** What variables must be for this place to be in the answer. */
  readonly conditions: readonly Condition[];
  /** False behind an interface or a union: the data decides whether the place is there. */
  readonly isCertain: boolean;
}

/** Where an operation starts. */
export const ROOT: Place = { path: [], isBelowList: false, pattern: [], conditions: [], isCertain: true };

/** The place of a field's value. */
export function placeOf(parent: Place, responseKey: string): Place {
  return {
    ...parent,
    path: parent.isBelowList ? parent.path : [...parent.path, responseKey],
    pattern: [...parent.pattern, responseKey],
  };
}

/** The place of the objects in a field's value: where it is a list, below it. */
export function placeInside(field: Place, type: GraphQLOutputType): Place {
  let place = field;
  for (let inner = getNullableType(type); isListType(inner); inner = getNullableType(inner.ofType)) {
    place = { ...place, isBelowList: true, pattern: [...place.pattern, "*"] };
  }
  return place;
}

/** The same place under one more set of conditions. */
export function placeWhen(place: Place, conditions: readonly Condition[]): Place {
  return conditions.length === 0 ? place : { ...place, conditions: [...place.conditions, ...conditions] };
}

/** The key of a field in the answer. */
export function responseKeyOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

/** What `@skip` and `@include` ask of variables; undefined where they are written so that the selection is never there. */
export function conditionsOf(directives: readonly DirectiveNode[] | undefined): readonly Condition[] | undefined {
  const conditions: Condition[] = [];
  for (const directive of (directives ?? []).filter(isConditional)) {
    const wanted = directive.name.value === "include";
    const given = directive.arguments?.find((argument) => argument.name.value === "if")?.value;
    if (given?.kind === Kind.BOOLEAN && given.value !== wanted) return undefined;
    if (given?.kind === Kind.VARIABLE) conditions.push({ variable: given.name.value, value: wanted });
  }
  return conditions;
}

/** Is this `@skip` or `@include`? */
export function isConditional(directive: DirectiveNode): boolean {
  return directive.name.value === "skip" || directive.name.value === "include";
}
