import { getNamedType, getNullableType, isInputObjectType, isListType, Kind } from "graphql";
import type { ArgumentNode, GraphQLField, GraphQLInputObjectType, GraphQLInputType, ValueNode } from "graphql";
import type { Rules } from "./rules.ts";
import { describeRule, isAllowed } from "./rule.ts";
import type { AuthScope, Rule } from "./rule.ts";

/** A variable in an argument, at the type of its place there, whose value could name a denied input. */
export interface VariableUse {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** What a document gives to an argument, as far as its text tells. */
export interface InputUse {
  /** "TicketFilter.priority needs SUPPORT", where it names an input that the scope may not use. */
  readonly denial: string | undefined;
  /** The variables that decide the rest. */
  readonly variables: readonly VariableUse[];
}

/** Checks inputs against one scope. An absent or null argument uses nothing; an input field that is named is used. */
export interface InputCheck {
  /** Of a value that is written in the document. */
  ofLiteral(type: GraphQLInputType, value: ValueNode): InputUse;
  /** Of a variable's value as it came in JSON: what it names that is denied, undefined where nothing is. */
  ofValue(type: GraphQLInputType, value: unknown): string | undefined;
}

const UNUSED: InputUse = { denial: undefined, variables: [] };

export function createInputCheck(rules: Rules, scope: AuthScope): InputCheck {
  const narrowing = new Map<GraphQLInputObjectType, boolean>();

  function denialOf(coordinate: string, rule: Rule): string | undefined {
    return isAllowed(rule, scope) ? undefined : `${coordinate} needs ${describeRule(rule)}`;
  }

  function denialOfField(type: GraphQLInputObjectType, name: string): string | undefined {
    return denialOf(`${type.name}.${name}`, rules.ofInputField(type.name, name));
  }

  function canDeny(type: GraphQLInputObjectType): boolean {
    const known = narrowing.get(type);
    if (known !== undefined) return known;
    const found = deniesSomewhere(type, new Set());
    narrowing.set(type, found);
    return found;
  }

  /** Is anything denied in this type, at any depth? A type that is being looked at adds nothing to itself. */
  function deniesSomewhere(type: GraphQLInputObjectType, seen: Set<GraphQLInputObjectType>): boolean {
    if (seen.has(type)) return false;
    seen.add(type);
    if (!isAllowed(rules.ofType(type.name), scope)) return true;
    return Object.values(type.getFields()).some((field) => {
      const inner = getNamedType(field.type);
      return (
        denialOfField(type, field.name) !== undefined || (isInputObjectType(inner) && deniesSomewhere(inner, seen))
      );
    });
  }

  function ofLiteral(type: GraphQLInputType, value: ValueNode): InputUse {
    const named = getNamedType(type);
    if (!isInputObjectType(named) || value.kind === Kind.NULL || !canDeny(named)) return UNUSED;
    if (value.kind === Kind.VARIABLE) return { denial: undefined, variables: [{ name: value.name.value, type }] };
    if (value.kind === Kind.LIST) return join(value.values.map((item) => ofLiteral(itemTypeOf(type), item)));
    if (value.kind !== Kind.OBJECT) return UNUSED;
    const ofType = denialOf(named.name, rules.ofType(named.name));
    if (ofType !== undefined) return { denial: ofType, variables: [] };
    const fields = named.getFields();
    return join(
      value.fields.map((given) => {
        const field = fields[given.name.value];
        if (field === undefined) return UNUSED;
        const denial = denialOfField(named, field.name);
        return denial === undefined ? ofLiteral(field.type, given.value) : { denial, variables: [] };
      }),
    );
  }

  function ofValue(type: GraphQLInputType, value: unknown): string | undefined {
    const named = getNamedType(type);
    if (!isInputObjectType(named) || typeof value !== "object" || value === null || !canDeny(named)) return undefined;
    if (Array.isArray(value)) return first(value, (item) => ofValue(itemTypeOf(type), item));
    const ofType = denialOf(named.name, rules.ofType(named.name));
    if (ofType !== undefined) return ofType;
    return first(Object.values(named.getFields()), (field) => {
      if (!Object.hasOwn(value, field.name)) return undefined;
      const given: unknown = Reflect.get(value, field.name);
      return given === undefined ? undefined : (denialOfField(named, field.name) ?? ofValue(field.type, given));
    });
  }

  return { ofLiteral, ofValue };
}

/** What a list's items are; a list may be written without brackets, as its only item. */
function itemTypeOf(type: GraphQLInputType): GraphQLInputType {
  const nullable = getNullableType(type);
  return isListType(nullable) ? nullable.ofType : nullable;
}

/** What the arguments of a field use. */
export function useOfArguments(
  check: InputCheck,
  field: GraphQLField<unknown, unknown>,
  given: readonly ArgumentNode[] | undefined,
): InputUse {
  return join(
    (given ?? []).flatMap((argument) => {
      const definition = field.args.find(({ name }) => name === argument.name.value);
      return definition === undefined ? [] : [check.ofLiteral(definition.type, argument.value)];
    }),
  );
}

/** What several values use together. */
function join(uses: readonly InputUse[]): InputUse {
  return {
    denial: uses.find((use) => use.denial !== undefined)?.denial,
    variables: uses.flatMap((use) => use.variables),
  };
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
