// Runs a document as a scope may: authorized, executed by either engine, errors merged.
import { execute, parse, print, validate } from "graphql";
import type { DocumentNode, GraphQLError, GraphQLSchema } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { authorize } from "../../src/auth/authorize.ts";
import type { Authorized } from "../../src/auth/authorize.ts";
import { executionSchema } from "../../src/auth/execution-schema.ts";
import type { AuthScope } from "../../src/auth/rule.ts";
import { createShop, shopRules } from "./shop.ts";

export interface RunContext {
  readonly reached: Set<number>;
}

export interface Outcome {
  readonly authorized: Authorized;
  /** As text, so that the order of keys counts too. */
  readonly data: string;
  readonly errors: readonly GraphQLError[];
  /** The coordinates of the fields that were resolved. */
  readonly resolved: readonly string[];
}

const resolved: string[] = [];
const schema: GraphQLSchema = createShop((coordinate, value) => {
  resolved.push(coordinate);
  return value;
});
const executable = executionSchema<RunContext>(schema, ({ reached }) => reached);

export type EngineName = "graphql-js" | "graphql-jit";

export function run(
  text: string,
  scope: AuthScope,
  variables: Readonly<Record<string, unknown>> = {},
  engine: EngineName = "graphql-js",
): Outcome {
  const document = parse(text);
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join("\n"));
  const authorized = authorize(document, schema, shopRules, scope);
  const values = authorized.checkInputs(variables);
  const context: RunContext = { reached: new Set() };
  resolved.length = 0;
  const result =
    engine === "graphql-js"
      ? execute({ schema: executable, document: authorized.document, variableValues: values, contextValue: context })
      : compiled(authorized.document)(values, context);
  if (result instanceof Promise) throw new Error("the shop's resolvers answer at once");
  return {
    authorized,
    data: JSON.stringify(result.data),
    errors: authorized.errors(values, context.reached, result.errors),
    resolved: [...resolved],
  };
}

function compiled(document: DocumentNode) {
  // The compiler writes on the nodes; text makes new ones, and shows that what we made can be printed.
  const query = compileQuery(executable, parse(print(document)));
  if (!isCompiledQuery(query)) throw new Error("graphql-jit can't compile the document");
  return (variables: Readonly<Record<string, unknown>>, context: RunContext) => query.query({}, context, variables);
}

/** What a client reads of errors, in short: `message @ path`. */
export function shortErrors(errors: readonly GraphQLError[]): readonly string[] {
  return errors.map((error) => `${error.message} @ ${(error.path ?? []).join(".")}`).toSorted();
}
