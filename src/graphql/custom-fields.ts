// The schema's part for the fields that the configuration adds: SDL, as the rest of it is.
import {
  Kind,
  parseType,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type NameNode,
  type StringValueNode,
} from "graphql";
import { enumNameOf, type CustomField, type CustomType } from "../mapping/custom-field.ts";

/** The schema's files, and after them what these fields extend in them. */
export function withCustomFields(typeDefs: readonly string[], fields: readonly CustomField[]): readonly string[] {
  if (fields.length === 0) return typeDefs;
  return [...typeDefs, fields.flatMap(definitionsOf).map(print).join("\n\n")];
}

function definitionsOf(field: CustomField): DefinitionNode[] {
  return [
    { kind: Kind.OBJECT_TYPE_EXTENSION, name: named(field.entity), fields: [definitionOf(field)] },
    ...(field.values === undefined ? [] : [enumOf(field, Object.keys(field.values))]),
  ];
}

function definitionOf(field: CustomField): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: named(field.name),
    description: textOf(field.description),
    type: parseType(listItemsNonNull(field.type) ?? enumNameOf(field), { noLocation: true }),
    directives: [ruleOf(field)],
  };
}

/** A list holds no nulls. */
function listItemsNonNull(type: CustomType | undefined): string | undefined {
  return type === "[String]" ? "[String!]" : type;
}

function enumOf(field: CustomField, names: readonly string[]): DefinitionNode {
  const valueOf = (name: string, description?: string) =>
    ({
      kind: Kind.ENUM_VALUE_DEFINITION,
      name: named(name),
      ...(description !== undefined && { description: textOf(description) }),
    }) as const;
  return {
    kind: Kind.ENUM_TYPE_DEFINITION,
    name: named(enumNameOf(field)),
    description: textOf(field.description),
    values: [
      ...names.map((name) => valueOf(name)),
      valueOf("UNKNOWN", "A value of the source's that the configuration does not name."),
    ],
  };
}

function ruleOf({ roles, mfa }: CustomField): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: named("auth"),
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: named("requires"),
        value: { kind: Kind.LIST, values: roles.map((role) => ({ kind: Kind.ENUM, value: role })) },
      },
      ...(mfa
        ? [{ kind: Kind.ARGUMENT, name: named("mfa"), value: { kind: Kind.BOOLEAN, value: true } } as const]
        : []),
    ],
  };
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const textOf = (value: string): StringValueNode => ({ kind: Kind.STRING, value, block: value.includes("\n") });
