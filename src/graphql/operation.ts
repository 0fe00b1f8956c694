// One operation out of a document, with its @skip and @include decided.
import {
  Kind,
  separateOperations,
  visit,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type OperationDefinitionNode,
} from "graphql";
import { RequestError } from "../errors.ts";

/** A document with one operation and the fragments that it uses. */
export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
}

/** Values of variables as the client sent them. */
export type RawVariables = Readonly<Record<string, unknown>>;

/** The operation of a document that a request names. Throws RequestError when there is none, or none is named of several. */
export function operationOf(document: DocumentNode, operationName: string | null): Operation {
  const separated = separateOperations(document);
  const names = Object.keys(separated);
  if (operationName === null && names.length > 1) {
    throw new RequestError(
      "BAD_USER_INPUT",
      "The document has several operations: name the one to run in operationName",
    );
  }
  const chosen = separated[operationName ?? names[0] ?? ""];
  const definition = chosen?.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (chosen === undefined || definition === undefined) {
    throw new RequestError(
      "BAD_USER_INPUT",
      operationName === null
        ? "The document has no operation"
        : `The document has no operation named "${operationName}"`,
    );
  }
  return { document: chosen, definition };
}

const isCondition = (directive: DirectiveNode): boolean =>
  directive.name.value === "skip" || directive.name.value === "include";

/** The variables that decide a @skip or @include, sorted; null when the document has no such directive at all. */
export function conditionVariables(document: DocumentNode): readonly string[] | null {
  const names = new Set<string>();
  let hasConditions = false;
  visit(document, {
    Directive(directive) {
      if (!isCondition(directive)) return;
      hasConditions = true;
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return hasConditions ? [...names].sort() : null;
}

/** What each condition variable stands for in one request: its value, else its default. */
export function conditionValues(
  { definition }: Operation,
  names: readonly string[],
  variables: RawVariables,
): ReadonlyMap<string, boolean> {
  return new Map(
    names.map((name) => {
      const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
      if (given !== undefined) return [name, given === true];
      const value = definition.variableDefinitions?.find((node) => node.variable.name.value === name)?.defaultValue;
      return [name, value?.kind === Kind.BOOLEAN && value.value];
    }),
  );
}

/**
 * The operation without what @skip and @include leave out, and without these directives: nothing that is left out is
 * authorized, counted, asked of a source or compiled. (Also, graphql-jit mixes up the conditions of fields that share a
 * response key.)
 */
export function applyConditions(operation: Operation, values: ReadonlyMap<string, boolean>): Operation {
  const isLeftOut = (directive: DirectiveNode): boolean => {
    const given = directive.arguments?.[0]?.value;
    const isSet =
      given?.kind === Kind.VARIABLE
        ? (values.get(given.name.value) ?? false)
        : given?.kind === Kind.BOOLEAN && given.value;
    return directive.name.value === "skip" ? isSet : !isSet;
  };
  const document = visit(operation.document, {
    enter(node: ASTNode) {
      if (!("directives" in node) || node.directives === undefined) return undefined;
      const conditions = node.directives.filter(isCondition);
      if (conditions.length === 0) return undefined;
      if (conditions.some(isLeftOut)) return null;
      return { ...node, directives: node.directives.filter((directive) => !isCondition(directive)) };
    },
  });
  return operationOf(document, operation.definition.name?.value ?? null);
}
