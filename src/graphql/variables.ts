// Whether a request's variables fit its operation. graphql-js decides: graphql-jit's own reports are worded differently,
// and can name the wrong variable.
import {
  getVariableValues,
  GraphQLError,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
} from "graphql";
import type { Operation, RawVariables } from "./operation.ts";

/** More mistakes than this are not listed. */
const MAX_ERRORS = 20;

/** The mistakes in a request's variables, each a BAD_USER_INPUT. */
export type VariablesCheck = (variables: RawVariables) => readonly GraphQLError[];

/** Prepares the check of an operation's variables. */
export function variablesCheckOf(schema: GraphQLSchema, operation: Operation): VariablesCheck {
  const definitions = operation.definition.variableDefinitions ?? [];
  if (definitions.length === 0) return () => [];
  const neverNull = variablesThatMayNotBeNull(schema, operation);
  const hasNullDefault = new Set(
    definitions.filter((node) => node.defaultValue?.kind === Kind.NULL).map((node) => node.variable.name.value),
  );

  return (variables) => {
    const result = getVariableValues(schema, definitions, variables, { maxErrors: MAX_ERRORS });
    if (result.errors !== undefined) {
      return result.errors.map(({ message, nodes }) => badInput(message, nodes));
    }
    return neverNull
      .filter((name) => (Object.hasOwn(variables, name) ? variables[name] === null : hasNullDefault.has(name)))
      .map((name) =>
        badInput(
          `Variable "$${name}" must not be null: the operation uses it where null is not allowed.`,
          definitions.filter((node) => node.variable.name.value === name),
        ),
      );
  };
}

function badInput(message: string, nodes: GraphQLError["nodes"]): GraphQLError {
  return new GraphQLError(message, { nodes: nodes ?? null, extensions: { code: "BAD_USER_INPUT" } });
}

// A nullable variable may stand where null is not allowed when one of the two has a default. An explicit null then fails
// field by field, as an internal error, in each engine's own way. It is a mistake of the caller's: said once, here, also
// where the field would not have been reached.
function variablesThatMayNotBeNull(schema: GraphQLSchema, { document, definition }: Operation): readonly string[] {
  const nullable = new Set(
    (definition.variableDefinitions ?? [])
      .filter((node) => node.type.kind !== Kind.NON_NULL_TYPE)
      .map((node) => node.variable.name.value),
  );
  const found = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      VariableDefinition: () => false,
      Variable({ name }) {
        const type = typeInfo.getInputType();
        if (nullable.has(name.value) && type && isNonNullType(type)) found.add(name.value);
      },
    }),
  );
  return [...found];
}
