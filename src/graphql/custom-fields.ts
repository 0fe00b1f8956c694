// The schema's part for the fields that the configuration adds: SDL, as the rest of it is.
import {
  Kind,
  parse,
  parseType,
  print,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type NameNode,
  type StringValueNode,
  type TypeNode,
} from "graphql";
import { enumNameOf, type CustomField, type CustomType } from "../mapping/custom-field.ts";

/** The schema's text with these fields in it, and in the filters of their types. */
export function withCustomFields(typeDefs: readonly string[], fields: readonly CustomField[]): readonly string[] {
  if (fields.length === 0) return typeDefs;
  const base = parse(typeDefs.join("\n"), { noLocation: true });
  const names = new Set(
    base.definitions.map((definition) => ("name" in definition ? definition.name?.value : undefined)),
  );
  const filtered = fields.filter(({ entity }) => names.has(filterOf(entity)));
  // Written into the definitions: in an extension of an input, graphql takes a field's rule for an argument's.
  const definitions = base.definitions.map((definition): DefinitionNode => {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION: {
        const own = fields.filter(({ entity }) => entity === definition.name.value).map(definitionOf);
        return own.length === 0 ? definition : { ...definition, fields: [...(definition.fields ?? []), ...own] };
      }
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const own = filtered.filter(({ entity }) => filterOf(entity) === definition.name.value).map(conditionOf);
        return own.length === 0 ? definition : { ...definition, fields: [...(definition.fields ?? []), ...own] };
      }
      default:
        return definition;
    }
  });
  const shared = SHARED_FILTERS.filter(
    ({ name, type }) => !names.has(name) && filtered.some((one) => one.type === type),
  );
  return [
    print({ ...base, definitions }),
    ...shared.map(({ sdl }) => sdl),
    ...fields.filter(isEnum).map((field) => print(enumOf(field))),
    ...filtered.filter(isEnum).map((field) => print(enumFilterOf(field))),
  ];
}

const filterOf = (entity: string): string => `${entity}Filter`;
const isEnum = ({ type }: CustomField): boolean => type === undefined;

/** What a filter of each type is; an enum's is of its own. */
const FILTERS: Readonly<Record<CustomType, string>> = {
  String: "StringFilter",
  Int: "SafeIntRange",
  Float: "FloatRange",
  Boolean: "BooleanFilter",
  Date: "DateRange",
  DateTime: "DateTimeRange",
  SafeInt: "SafeIntRange",
  "[String]": "StringListFilter",
};

/** Filters that only such fields have. */
const SHARED_FILTERS: readonly { readonly name: string; readonly type: CustomType; readonly sdl: string }[] = [
  {
    name: "FloatRange",
    type: "Float",
    sdl: `"Numbers from \`gte\` on and below \`lt\`."
input FloatRange @auth(requires: [AUTHENTICATED]) {
  "This or more."
  gte: Float
  "Less than this."
  lt: Float
  "Where there is none, or where there is one."
  isNull: Boolean
}`,
  },
  {
    name: "BooleanFilter",
    type: "Boolean",
    sdl: `"True or false."
input BooleanFilter @auth(requires: [AUTHENTICATED]) {
  "This."
  eq: Boolean
  "Where there is neither, or where there is one."
  isNull: Boolean
}`,
  },
];

/** The field in the filter of its entity, with the rule of the field itself. */
function conditionOf(field: CustomField): InputValueDefinitionNode {
  return {
    kind: Kind.INPUT_VALUE_DEFINITION,
    name: named(field.name),
    description: textOf(field.description),
    type: typeOf(field.type === undefined ? filterOf(enumNameOf(field)) : FILTERS[field.type]),
    directives: [ruleOf(field)],
  };
}

function enumFilterOf(field: CustomField): DefinitionNode {
  const enumName = enumNameOf(field);
  const operators = [
    ["eq", enumName, "This one."],
    ["in", `[${enumName}!]`, "Any one of these."],
    ["notIn", `[${enumName}!]`, "None of these."],
    ["isNull", "Boolean", "Where there is none, or where there is one."],
  ] as const;
  return {
    kind: Kind.INPUT_OBJECT_TYPE_DEFINITION,
    name: named(`${enumName}Filter`),
    description: textOf(field.description),
    directives: [ruleOf(field)],
    fields: operators.map(([name, type, description]) => ({
      kind: Kind.INPUT_VALUE_DEFINITION,
      name: named(name),
      description: textOf(description),
      type: typeOf(type),
    })),
  };
}

function definitionOf(field: CustomField): FieldDefinitionNode {
  return {
    kind: Kind.FIELD_DEFINITION,
    name: named(field.name),
    description: textOf(field.description),
    type: typeOf(listItemsNonNull(field.type) ?? enumNameOf(field)),
    directives: [ruleOf(field)],
  };
}

/** A list holds no nulls. */
function listItemsNonNull(type: CustomType | undefined): string | undefined {
  return type === "[String]" ? "[String!]" : type;
}

function enumOf(field: CustomField): DefinitionNode {
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
      ...Object.keys(field.values ?? {}).map((name) => valueOf(name)),
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

const typeOf = (text: string): TypeNode => parseType(text, { noLocation: true });
const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const textOf = (value: string): StringValueNode => ({ kind: Kind.STRING, value, block: value.includes("\n") });
