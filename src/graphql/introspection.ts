// What a caller may know of the schema: introspection runs against the caller's own view of it.
import { execute, Kind, type ExecutionResult, type GraphQLSchema, type SelectionSetNode } from "graphql";
import { LRUCache } from "lru-cache";
import { RequestError } from "../errors.ts";
import type { Operation, RawVariables } from "./operation.ts";

const SCHEMA_FIELDS: readonly string[] = ["__schema", "__type"];

/**
 * Does the operation ask about the schema? Throws RequestError when it asks for data too: the two are answered from
 * different schemas. `__typename` goes with either.
 */
export function isIntrospection(operation: Operation): boolean {
  const names = rootFieldNames(operation);
  const asked = SCHEMA_FIELDS.filter((name) => names.has(name));
  if (asked.length === 0) return false;
  const data = [...names].find((name) => !SCHEMA_FIELDS.includes(name) && name !== "__typename");
  if (data === undefined) return true;
  throw new RequestError(
    "BAD_USER_INPUT",
    `An operation asks either about the schema (${asked.join(", ")}) or for data (${data}): send two operations`,
  );
}

function rootFieldNames({ document, definition }: Operation): ReadonlySet<string> {
  const names = new Set<string>();
  const visited = new Set<string>();
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const node of selectionSet.selections) {
      if (node.kind === Kind.FIELD) names.add(node.name.value);
      else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
      else if (!visited.has(node.name.value)) {
        visited.add(node.name.value);
        const fragment = document.definitions.find(
          (candidate) => candidate.kind === Kind.FRAGMENT_DEFINITION && candidate.name.value === node.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) collect(fragment.selectionSet);
      }
    }
  };
  collect(definition.selectionSet);
  return names;
}

// A view is pruned from the whole schema (some 60 ms and 1 MB for a large one), and a full answer takes as long again:
// both are kept. There are as many views as combinations of roles in use.
const MAX_VIEWS = 32;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

export interface Introspection<Caller> {
  /**
   * Answers about the schema.
   * @param viewKey equal for callers who see the same.
   * @param operationKey equal for equal operations of callers who see the same.
   */
  answer(request: {
    readonly caller: Caller;
    readonly viewKey: string;
    readonly operationKey: string;
    readonly operation: Operation;
    readonly variables: RawVariables;
  }): ExecutionResult;
}

/** Introspection with each caller's view of the schema and the answers kept. */
export function createIntrospection<Caller>(visibleSchema: (caller: Caller) => GraphQLSchema): Introspection<Caller> {
  const views = new LRUCache<string, GraphQLSchema>({ max: MAX_VIEWS });
  const answers = new LRUCache<string, ExecutionResult>({
    maxSize: MAX_ANSWER_BYTES,
    sizeCalculation: (result, key) => key.length + JSON.stringify(result).length,
  });

  return {
    answer({ caller, viewKey, operationKey, operation: { document, definition }, variables }) {
      const given = (definition.variableDefinitions ?? []).map((node) => variables[node.variable.name.value]);
      const key = JSON.stringify([operationKey, given]);
      const known = answers.get(key);
      if (known !== undefined) return known;

      let schema = views.get(viewKey);
      if (schema === undefined) views.set(viewKey, (schema = visibleSchema(caller)));
      const result = execute({
        schema,
        document,
        operationName: definition.name?.value ?? null,
        variableValues: variables,
      });
      if (result instanceof Promise) throw new Error("Introspection can't wait for anything");
      answers.set(key, result);
      return result;
    },
  };
}
