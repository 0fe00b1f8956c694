import { getNamedType, isAbstractType, isCompositeType, isObjectType, Kind } from "graphql";
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from "graphql";
import { RequestError } from "../errors.ts";
import type { DenialLedger } from "./denial-ledger.ts";
import { useOfArguments } from "./input-use.ts";
import type { InputCheck } from "./input-use.ts";
import type { InputGuards } from "./input-guards.ts";
import { conditionsOf, placeInside, placeOf, placeWhen, responseKeyOf } from "./place.ts";
import type { Place } from "./place.ts";
import { describeRule, isAllowed } from "./rule.ts";
import type { AuthScope } from "./rule.ts";
import type { Rules } from "./rules.ts";
import { deniedFieldNode, deniedTypeNode, nonEmpty, onlyIf, onType } from "./stand-in-nodes.ts";

export interface RewriteParts {
  readonly schema: GraphQLSchema;
  readonly rules: Rules;
  readonly scope: AuthScope;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly ledger: DenialLedger;
  readonly inputs: InputCheck;
  readonly guards: InputGuards;
  /** Told of each place that is denied where a guard is false: its number in the ledger, and the guard. */
  onGuarded(at: number, guard: string): void;
}

// Fragments in fragments double what one walks at each level. Far more than any honest document.
const MAX_SELECTIONS = 50_000;

/**
 * A function that gives a selection set of a type as its caller may have it. Where nothing in it is denied it is the same
 * node. Behind an interface or a union it is written out for each type, since each has rules of its own.
 */
export function createRewriter(
  parts: RewriteParts,
): (type: GraphQLCompositeType, set: SelectionSetNode, place: Place) => SelectionSetNode {
  const { schema, rules, scope, fragments, ledger, guards } = parts;
  let seen = 0;
  // Selections that can't apply where they stand, which were left out: changes too, though nothing is denied.
  let dropped = 0;

  function selectionSetOf(type: GraphQLCompositeType, set: SelectionSetNode, place: Place): SelectionSetNode {
    if (!isObjectType(type)) return onAbstract(type, set, place);
    const selections = onObject(type, set.selections, place);
    return selections === set.selections ? set : { ...set, selections: nonEmpty(selections) };
  }

  function onAbstract(type: GraphQLAbstractType, set: SelectionSetNode, place: Place): SelectionSetNode {
    const before = { entries: ledger.entries(), dropped };
    const possible = schema.getPossibleTypes(type);
    const inside = possible.length === 1 ? place : { ...place, isCertain: false };
    const branches = possible.flatMap((object) => {
      const selections = onObject(object, set.selections, inside);
      return selections.length === 0 ? [] : [onType(object.name, selections)];
    });
    if (ledger.entries() > before.entries) return { ...set, selections: nonEmpty(branches) };
    dropped = before.dropped;
    return set;
  }

  /** The selections on an object of a known type: the same array, where nothing in them is denied or left out. */
  function onObject(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    place: Place,
  ): readonly SelectionNode[] {
    if (!isAllowed(rules.ofType(type.name), scope)) return [denyType(type, place)];
    const before = ledger.entries() + dropped;
    const left = selections.flatMap((selection) => selectionOf(type, selection, place));
    return ledger.entries() + dropped === before ? selections : left;
  }

  /** What is left of one selection on an object of a known type: itself, a stand-in, or nothing. */
  function selectionOf(type: GraphQLObjectType, selection: SelectionNode, outer: Place): readonly SelectionNode[] {
    seen += 1;
    if (seen > MAX_SELECTIONS) {
      throw new RequestError("QUERY_TOO_COMPLEX", `the document comes to more than ${MAX_SELECTIONS} fields`);
    }
    const conditions = conditionsOf(selection.directives);
    if (conditions === undefined) return drop();
    const place = placeWhen(outer, conditions);
    if (selection.kind === Kind.FIELD) return fieldOf(type, selection, place);

    const body = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (body === undefined) throw new Error("a fragment that is not defined: validate the document first");
    if (!appliesTo(body.typeCondition?.name.value, type)) return drop();
    const selections = onObject(type, body.selectionSet.selections, place);
    if (selections === body.selectionSet.selections) return [selection];
    if (selections.length === 0) return [];
    const selectionSet = { kind: Kind.SELECTION_SET, selections } as const;
    return [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet }];
  }

  function fieldOf(type: GraphQLObjectType, node: FieldNode, parent: Place): readonly SelectionNode[] {
    // __typename, __schema, __type: introspection is answered from the caller's own schema, not by execution.
    if (node.name.value.startsWith("__")) return [node];
    const field = type.getFields()[node.name.value];
    if (field === undefined) throw new Error(`${type.name} has no such field: validate the document first`);
    const coordinate = `${type.name}.${field.name}`;
    const place = placeOf(parent, responseKeyOf(node));
    const rule = rules.ofField(type.name, field.name);
    if (!isAllowed(rule, scope)) return [deny(node, coordinate, `${coordinate} needs ${describeRule(rule)}`, place)];
    const use = useOfArguments(parts.inputs, field, node.arguments);
    if (use.denial !== undefined) return [deny(node, coordinate, `${coordinate}: ${use.denial}`, place)];
    if (use.variables.length === 0) return [allowed(field, node, place)];

    const guard = guards.guardOf(use.variables);
    const placeUnless = placeWhen(place, [{ variable: guard, value: false }]);
    const message = `${coordinate}: the variables name an input that the caller may not use`;
    const standIn = deny(node, coordinate, message, placeUnless, (at) => parts.onGuarded(at, guard));
    const kept = allowed(field, node, placeWhen(place, [{ variable: guard, value: true }]));
    return [onlyIf("include", guard, kept), onlyIf("skip", guard, standIn)];
  }

  function allowed(field: GraphQLField<unknown, unknown>, node: FieldNode, place: Place): FieldNode {
    const named = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(named)) return node;
    const selectionSet = selectionSetOf(named, node.selectionSet, placeInside(place, field.type));
    return selectionSet === node.selectionSet ? node : { ...node, selectionSet };
  }

  function deny(
    node: FieldNode,
    coordinate: string,
    message: string,
    place: Place,
    tell: (at: number) => void = () => {},
  ): FieldNode {
    const at = ledger.enter(coordinate, message, place, node);
    tell(at);
    return deniedFieldNode(node, coordinate, place.isCertain ? undefined : at);
  }

  function denyType(type: GraphQLObjectType, place: Place): FieldNode {
    const message = `${type.name} needs ${describeRule(rules.ofType(type.name))}`;
    return deniedTypeNode(type.name, ledger.enter(type.name, message, place, undefined));
  }

  function appliesTo(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = schema.getType(condition);
    return isAbstractType(named) && schema.isSubType(named, type);
  }

  function drop(): readonly SelectionNode[] {
    dropped += 1;
    return [];
  }

  return selectionSetOf;
}
