// What the schema has names for already.
import { Kind, parse } from "graphql";
import { readTypeDefs } from "../schema-files.ts";

export interface SchemaNames {
  hasType(typeName: string): boolean;
  /** Of an object, interface or input type. */
  hasField(typeName: string, fieldName: string): boolean;
}

let known: SchemaNames | undefined;

/** Read when it is first asked for: a configuration without custom fields does without. */
export function schemaNames(): SchemaNames {
  known ??= namesIn(readTypeDefs());
  return known;
}

function namesIn(typeDefs: readonly string[]): SchemaNames {
  const fields = new Map<string, ReadonlySet<string>>();
  for (const definition of parse(typeDefs.join("\n"), { noLocation: true }).definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
        fields.set(definition.name.value, new Set((definition.fields ?? []).map(({ name }) => name.value)));
        break;
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
        fields.set(definition.name.value, new Set());
    }
  }
  return {
    hasType: (typeName) => fields.has(typeName),
    hasField: (typeName, fieldName) => fields.get(typeName)?.has(fieldName) === true,
  };
}
