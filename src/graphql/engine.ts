// Two ways to execute an operation with one answer: compiled by graphql-jit, and graphql-js where that can't.
import { execute, GraphQLError, visit, type ExecutionResult, type GraphQLSchema } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import type { Logger } from "../runtime/logger.ts";
import { errorOf, mendJitRuntime } from "./jit-runtime.ts";
import { hoistNestedVariables } from "./nested-variables.ts";
import type { Operation, RawVariables } from "./operation.ts";

export type EngineName = "graphql-jit" | "graphql-js";

export interface Engine {
  readonly name: EngineName;
  /** The variables must have been checked. */
  readonly execute: (variables: RawVariables, contextValue: object) => ExecutionResult | Promise<ExecutionResult>;
}

mendJitRuntime();

/** Compiles an operation, or prepares graphql-js for it where it can't be compiled (logged). */
export function createEngine(schema: GraphQLSchema, operation: Operation, log: Pick<Logger, "warn">): Engine {
  const interpreted = interpreter(schema, operation);
  const operationName = operation.definition.name?.value;
  if (namesPrototype(operation)) return interpreted;

  const { operation: hoisted, variablesFrom } = hoistNestedVariables(schema, operation);
  // Compiling writes on the document's nodes, and documents are shared.
  const compiled = compileQuery(schema, copyOf(hoisted.document), operationName);
  if (!isCompiledQuery(compiled)) {
    const problems = compiled.errors?.map(({ message }) => message);
    log.warn({ operationName, problems }, "graphql-jit can't compile an operation: graphql-js runs it");
    return interpreted;
  }
  return {
    name: "graphql-jit",
    execute: (variables, contextValue) => {
      let result: ExecutionResult | Promise<ExecutionResult>;
      try {
        result = compiled.query(undefined, contextValue, variablesFrom(variables));
      } catch (problem) {
        // Not from a resolver: that is its field's error. Resolvers may have run, and running again could write twice.
        return { data: null, errors: [new GraphQLError("Execution stopped", { originalError: errorOf(problem) })] };
      }
      if (result instanceof Promise) return result.then(withMendedErrors);
      // Without data nothing has run yet: it refused variables that graphql-js takes.
      if (result.data === undefined) return interpreted.execute(variables, contextValue);
      return withMendedErrors(result);
    },
  };
}

function interpreter(schema: GraphQLSchema, { document, definition }: Operation): Engine {
  const operationName = definition.name?.value ?? null;
  return {
    name: "graphql-js",
    execute: (variableValues, contextValue) =>
      execute({ schema, document, operationName, variableValues, contextValue }) as
        ExecutionResult | Promise<ExecutionResult>,
  };
}

// graphql-jit writes response keys into object literals, where this one sets the prototype.
function namesPrototype({ document }: Operation): boolean {
  let isNamed = false;
  visit(document, {
    Name({ value }) {
      isNamed ||= value === "__proto__";
    },
  });
  return isNamed;
}

function copyOf<T>(node: T): T {
  if (Array.isArray(node)) return node.map(copyOf) as T;
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === "loc" ? value : copyOf(value)]),
  ) as T;
}

// graphql-jit's errors have `extensions` that can't be written, which Apollo trips over: GraphQLErrors take their place.
function withMendedErrors(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: result.errors.map(mended) };
}

function mended(error: GraphQLError): GraphQLError {
  const { message, path, locations, originalError } = error;
  const fresh = new GraphQLError(message, {
    path: path ?? null,
    originalError: originalError === undefined ? null : errorOf(originalError),
  });
  if (locations !== undefined) Object.defineProperty(fresh, "locations", { value: locations, enumerable: true });
  return fresh;
}
