import { Kind } from "graphql";
import type {
  ArgumentNode,
  BooleanValueNode,
  DirectiveNode,
  FieldNode,
  InlineFragmentNode,
  NameNode,
  SelectionNode,
  VariableNode,
} from "graphql";
import { DENIED } from "./execution-schema.ts";
import { isConditional, responseKeyOf } from "./place.ts";

/** A name, as a node. */
export function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

/** `phone(...) @x @skip(if: $s) { ... }` as `phone: _denied(f: "Customer.phone") @skip(if: $s)`. */
export function deniedFieldNode(field: FieldNode, coordinate: string, at: number | undefined): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: nameNode(responseKeyOf(field)),
    name: nameNode(at === undefined ? DENIED.field : DENIED.reportedField),
    arguments: standInArguments(coordinate, at),
    directives: (field.directives ?? []).filter(isConditional),
  };
}

/** The only selection on an object whose type is denied: it makes the object null. */
export function deniedTypeNode(typeName: string, at: number): FieldNode {
  return { kind: Kind.FIELD, name: nameNode(DENIED.type), arguments: standInArguments(typeName, at) };
}

/** `... on Type { ... }` */
export function onType(typeName: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: nameNode(typeName) },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

/** `... @include(if: $guard) { selection }`, or with `@skip`. */
export function onlyIf(directive: "include" | "skip", guard: string, selection: SelectionNode): InlineFragmentNode {
  const variable = { kind: Kind.VARIABLE, name: nameNode(guard) } as const;
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: [directiveNode(directive, variable)],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
  };
}

/** A selection set can't be empty; this selects nothing, and the object is `{}`. */
export function nonEmpty(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  if (selections.length > 0) return selections;
  const never = directiveNode("skip", { kind: Kind.BOOLEAN, value: true });
  return [{ kind: Kind.FIELD, name: nameNode("__typename"), directives: [never] }];
}

function directiveNode(directive: "include" | "skip", value: VariableNode | BooleanValueNode): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode(directive),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode("if"), value }],
  };
}

function standInArguments(coordinate: string, at: number | undefined): readonly ArgumentNode[] {
  return [
    { kind: Kind.ARGUMENT, name: nameNode("f"), value: { kind: Kind.STRING, value: coordinate } },
    ...(at === undefined
      ? []
      : [{ kind: Kind.ARGUMENT, name: nameNode("at"), value: { kind: Kind.INT, value: String(at) } } as const]),
  ];
}
