import { mapSchema, MapperKind, pruneSchema } from "@graphql-tools/utils";
import {
  GraphQLBoolean,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLObjectType,
  GraphQLUnionType,
} from "graphql";
import type { GraphQLFieldConfig, GraphQLFieldConfigMap, GraphQLSchema } from "graphql";
import type { AuthScope } from "./rule.ts";
import type { Rules } from "./rules.ts";
import { visibilityOf } from "./visibility.ts";
import type { Visibility } from "./visibility.ts";

// A schema must have a query type with a field, even for who may read none.
const NOTHING: GraphQLFieldConfig<unknown, unknown> = {
  type: GraphQLBoolean,
  description: "Null: there is nothing that the token's roles may read.",
};

// The SDL that a type was made of names all its fields, and their rules.
const WITHOUT_TEXT = { astNode: null, extensionASTNodes: [] } as const;

/**
 * The schema as a caller may introspect it: without the fields, types, inputs and arguments that it may not use, without
 * what can't be reached any more, and without @auth. It takes some 60 ms for 300 types: keep it, by scope.
 */
export function visibleSchema(schema: GraphQLSchema, rules: Rules, scope: AuthScope): GraphQLSchema {
  const visibility = visibilityOf(schema, rules, scope);
  const queryName = schema.getQueryType()?.name;
  // Members of a union, and arguments, go with their types.
  const withoutHidden = mapSchema(schema, {
    [MapperKind.OBJECT_TYPE]: (type) => {
      const isQuery = type.name === queryName;
      const isVisible = visibility.hasType(type.name);
      const config = { ...type.toConfig(), ...WITHOUT_TEXT };
      const fields = isVisible ? visibleFields(type.name, config.fields, visibility) : {};
      const isEmpty = Object.keys(fields).length === 0;
      if (isEmpty && !isQuery) return null;
      return new GraphQLObjectType({ ...config, fields: isEmpty ? { nothing: NOTHING } : fields });
    },
    [MapperKind.INTERFACE_TYPE]: (type) => {
      const config = { ...type.toConfig(), ...WITHOUT_TEXT };
      const fields = visibleFields(type.name, config.fields, visibility);
      if (!visibility.hasType(type.name) || Object.keys(fields).length === 0) return null;
      return new GraphQLInterfaceType({ ...config, fields });
    },
    [MapperKind.UNION_TYPE]: (type) => {
      if (!visibility.hasType(type.name)) return null;
      return new GraphQLUnionType({ ...type.toConfig(), ...WITHOUT_TEXT });
    },
    [MapperKind.INPUT_OBJECT_TYPE]: (type) => {
      const config = { ...type.toConfig(), ...WITHOUT_TEXT };
      const entries = Object.entries(config.fields).filter(([name]) => visibility.hasField(type.name, name));
      if (!visibility.hasType(type.name) || entries.length === 0) return null;
      const fields = entries.map(([name, field]) => [name, { ...field, astNode: null }]);
      return new GraphQLInputObjectType({ ...config, fields: Object.fromEntries(fields) });
    },
    [MapperKind.DIRECTIVE]: (directive) => (directive.name === "auth" ? null : directive),
  });
  return pruneSchema(withoutHidden);
}

function visibleFields(
  typeName: string,
  fields: GraphQLFieldConfigMap<unknown, unknown>,
  visibility: Visibility,
): GraphQLFieldConfigMap<unknown, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => visibility.hasField(typeName, name))
      .map(([name, field]) => [name, { ...field, astNode: null }]),
  );
}
