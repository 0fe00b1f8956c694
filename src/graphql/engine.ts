// Two ways to execute an operation with one answer: compiled by graphql-jit, and graphql-js where that can't.
import {
  execute,
  getNamedType,
  GraphQLError,
  isInputObjectType,
  typeFromAST,
  visit,
  type ExecutionResult,
  type GraphQLSchema,
  type GraphQLType,
} from "graphql";
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

/**
 * An engine for one operation. It compiles when the operation has run before: one that never comes again would pay for
 * the compilation, 5 ms for a large one and up to 100, and get nothing for it.
 */
export function createEngine(
  schema: GraphQLSchema,
  operation: Operation,
  log: Pick<Logger, "warn">,
  runsBeforeCompiling = 1,
): Engine {
  const interpreted = interpreter(schema, operation);
  let compiled: Engine | null = null;
  let runs = 0;
  return {
    get name() {
      return (compiled ?? interpreted).name;
    },
    execute: (variables, contextValue) => {
      runs += 1;
      if (runs > runsBeforeCompiling) compiled ??= compile(schema, operation, interpreted, log);
      return (compiled ?? interpreted).execute(variables, contextValue);
    },
  };
}

/** Compiles an operation; gives the interpreter back where it can't be compiled (logged). */
function compile(schema: GraphQLSchema, operation: Operation, interpreted: Engine, log: Pick<Logger, "warn">): Engine {
  const operationName = operation.definition.name?.value;
  // Compiled, one mutation that fails before its resolver runs leaves those after it, and the request, waiting for ever.
  // Writing to a source takes so long that it does not matter how it was executed.
  if (operation.definition.operation !== "query" || namesPrototype(operation)) return interpreted;

  const { operation: hoisted, variablesFrom } = hoistNestedVariables(schema, operation);
  if (hasRecursiveVariable(schema, hoisted)) return interpreted;
  // Compiling writes on the document's nodes, and documents are shared.
  const compiled = compileQuery(schema, copyOf(hoisted.document), operationName, {
    // They are captured where errors are made anew, below.
    disablingCapturingStackErrors: true,
  });
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

// graphql-jit writes out the checks of a variable's type and of all types inside, without end where a type is inside itself.
function hasRecursiveVariable(schema: GraphQLSchema, { definition }: Operation): boolean {
  const isRecursive = (type: GraphQLType | undefined, around: readonly GraphQLType[]): boolean => {
    const named = getNamedType(type);
    if (named === undefined || !isInputObjectType(named)) return false;
    if (around.includes(named)) return true;
    return Object.values(named.getFields()).some((field) => isRecursive(field.type, [...around, named]));
  };
  return (definition.variableDefinitions ?? []).some((node) => isRecursive(typeFromAST(schema, node.type), []));
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
