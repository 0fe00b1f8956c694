// Arguments such as `filter: { status: { in: $statuses } }`, made into variables of their own.
//
// graphql-jit gives a resolver `{ status: { in: null } }` where $statuses is not given, and GraphQL leaves `in` out. So
// such an argument becomes one variable, `filter: $_argument0`, whose value is put together for each request: the
// variable's coercion then does what an argument's would.
import {
  Kind,
  parseType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
} from "graphql";
import { operationOf, type Operation, type RawVariables } from "./operation.ts";

export interface HoistedOperation {
  readonly operation: Operation;
  /** The variables that the hoisted operation takes, from those that the client sent. */
  readonly variablesFrom: (variables: RawVariables) => RawVariables;
}

/** Hoists every argument that holds a variable inside a list or an object. The operation must be valid. */
export function hoistNestedVariables(schema: GraphQLSchema, operation: Operation): HoistedOperation {
  const taken = new Set(operation.definition.variableDefinitions?.map((node) => node.variable.name.value));
  const hoisted = new Map<string, ValueNode>();
  const definitions: VariableDefinitionNode[] = [];
  const typeInfo = new TypeInfo(schema);

  const document = visit(
    operation.document,
    visitWithTypeInfo(typeInfo, {
      Argument(node): ArgumentNode | false | undefined {
        const type = typeInfo.getArgument()?.type;
        if (type === undefined || !holdsVariable(node.value)) return false;
        let index = hoisted.size;
        while (taken.has(`_argument${index}`)) index++;
        const name = `_argument${index}`;
        taken.add(name);
        hoisted.set(name, node.value);
        const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
        definitions.push({ kind: Kind.VARIABLE_DEFINITION, variable, type: parseType(String(type)) });
        return { ...node, value: variable };
      },
    }),
  );
  if (hoisted.size === 0) return { operation, variablesFrom: (variables) => variables };

  const withDefinitions = visit(document, {
    OperationDefinition: (node): OperationDefinitionNode => ({
      ...node,
      variableDefinitions: [...(node.variableDefinitions ?? []), ...definitions],
    }),
  });
  const defaults = new Map(
    operation.definition.variableDefinitions?.map((node) => [node.variable.name.value, node.defaultValue]),
  );
  return {
    operation: operationOf(withDefinitions, operation.definition.name?.value ?? null),
    variablesFrom: (variables) => {
      const all: Record<string, unknown> = { ...variables };
      for (const [name, node] of hoisted) all[name] = rawValue(node, variables, defaults);
      return all;
    },
  };
}

function holdsVariable(node: ValueNode): boolean {
  if (node.kind !== Kind.LIST && node.kind !== Kind.OBJECT) return false;
  let isFound = false;
  visit(node, {
    Variable() {
      isFound = true;
    },
  });
  return isFound;
}

/** A literal's value before coercion, with variables filled in; undefined for a variable that has no value. */
function rawValue(
  node: ValueNode,
  variables: RawVariables,
  defaults: ReadonlyMap<string, ValueNode | undefined>,
): unknown {
  switch (node.kind) {
    case Kind.VARIABLE: {
      const given = Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined;
      if (given !== undefined) return given;
      const preset = defaults.get(node.name.value);
      return preset === undefined ? undefined : valueFromASTUntyped(preset);
    }
    case Kind.LIST:
      return node.values.map((item) => rawValue(item, variables, defaults) ?? null);
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields
          .map((field) => [field.name.value, rawValue(field.value, variables, defaults)] as const)
          .filter(([, value]) => value !== undefined),
      );
    default:
      return valueFromASTUntyped(node);
  }
}
