import { buildSchema, execute, parse, type ExecutionResult } from "graphql";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createEngine, type Engine, type EngineName } from "../../src/graphql/engine.ts";
import { applyConditions, conditionValues, conditionVariables, operationOf } from "../../src/graphql/operation.ts";
import { variablesCheckOf } from "../../src/graphql/variables.ts";
import { answerOf } from "./corpus/comparison.ts";
import { generateQueries, type CorpusQuery } from "./corpus/generate.ts";
import { corpusContext, corpusSchema } from "./corpus/schema.ts";

const log = { warn: vi.fn<(...fields: readonly unknown[]) => void>() };

afterEach(() => log.warn.mockClear());

/** As a plan does it, but compiled at once. Null where the variables are wrong. */
function engineFor(query: CorpusQuery): Engine | null {
  const asked = operationOf(query.document, "Corpus");
  if (variablesCheckOf(corpusSchema, asked)(query.variables).length > 0) return null;
  const values = conditionValues(asked, conditionVariables(asked.document) ?? [], query.variables);
  return createEngine(corpusSchema, applyConditions(asked, values), log, 0);
}

async function interpreted({ document, variables }: CorpusQuery): Promise<ExecutionResult> {
  return execute({ schema: corpusSchema, document, variableValues: variables, contextValue: corpusContext() });
}

describe("createEngine", () => {
  it("answers a corpus of generated operations as graphql-js does", async () => {
    const queries = generateQueries(corpusSchema, 500, 1);
    const runs = new Map<EngineName, number>();
    let failed = 0;
    for (const query of queries) {
      const engine = engineFor(query);
      if (engine === null) continue;
      const answer = answerOf(await engine.execute(query.variables, corpusContext()));
      const asked = `${query.text}\n${JSON.stringify(query.variables)}`;
      expect({ asked, ...answer }).toEqual({ asked, ...answerOf(await interpreted(query)) });
      runs.set(engine.name, (runs.get(engine.name) ?? 0) + 1);
      if (answer.errors.length > 0) failed += 1;
    }
    // It is about compiled operations, and the corpus must not become one of errors, or of none.
    expect(runs.get("graphql-jit")).toBeGreaterThan(300);
    expect(failed).toBeGreaterThan(100);
    expect(failed).toBeLessThan(350);
    expect(log.warn).not.toHaveBeenCalled();
  });

  it("finds the same mistakes in variables", async () => {
    const wrong = generateQueries(corpusSchema, 300, 2).filter((query) => engineFor(query) === null);
    expect(wrong.length).toBeGreaterThan(20);
    for (const query of wrong) {
      const asked = operationOf(query.document, "Corpus");
      const messages = variablesCheckOf(corpusSchema, asked)(query.variables).map(({ message }) => message);
      const { data, errors = [] } = await interpreted(query);
      // Of a null where none may be graphql-js says that the field failed, if it gets there: see variables.ts.
      if (messages[0]?.includes("uses it where null is not allowed") === true) continue;
      expect(data).toBe(undefined);
      expect(messages).toEqual(errors.map(({ message }) => message));
    }
  });

  const schema = buildSchema(`
    input Tree { value: Int, inside: [Tree!] }
    type Query { word(from: String): String, tree(tree: Tree): String, odd: Odd }
    type Odd { a: String }
    type Mutation { act: String }
  `);
  const engineOf = (text: string, runsBeforeCompiling = 0): Engine =>
    createEngine(schema, operationOf(parse(text), null), log, runsBeforeCompiling);
  const enginesOf = (text: string): EngineName => {
    const engine = engineOf(text);
    void engine.execute({}, {});
    return engine.name;
  };

  it("compiles when the operation comes again", async () => {
    const engine = engineOf("{ word }", 1);
    await engine.execute({}, {});
    expect(engine.name).toBe("graphql-js");
    await engine.execute({}, {});
    expect(engine.name).toBe("graphql-jit");
  });

  it.each([
    ["a mutation", "mutation { act }"],
    ["a response key that would set a prototype", "{ __proto__: word }"],
    ["a variable of a type that holds itself", "query ($tree: Tree) { tree(tree: $tree) }"],
    ["a variable inside an argument of such a type", "query ($value: Int) { tree(tree: { value: $value }) }"],
  ])("leaves %s to graphql-js", (_, text) => {
    expect(enginesOf(text)).toBe("graphql-js");
    expect(log.warn).not.toHaveBeenCalled();
  });

  it("says so when it can't compile what it should", async () => {
    const engine = engineOf('{ word(from: $gone) @include(if: "x") }');
    const result = await engine.execute({}, {});
    expect(engine.name).toBe("graphql-js");
    expect(result.errors).toBeDefined();
    expect(log.warn).toHaveBeenCalledOnce();
  });

  it("does not write on the document", async () => {
    const document = parse("{ ...F } fragment F on Query { word odd { a } }");
    const before = JSON.stringify(document);
    await createEngine(schema, operationOf(document, null), log, 0).execute({}, {});
    expect(JSON.stringify(document)).toBe(before);
  });

  it("makes errors that can be read and written as GraphQLErrors are", async () => {
    const failing = buildSchema("type Query { word: String }");
    const query = failing.getQueryType();
    if (query) query.getFields().word!.resolve = () => Promise.reject(new RangeError("too far"));
    const engine = createEngine(failing, operationOf(parse("{ word }"), null), log, 0);
    const { errors } = await engine.execute({}, {});
    const [error] = errors ?? [];
    expect(error?.originalError).toBeInstanceOf(RangeError);
    expect(error?.toJSON()).toEqual({ message: "too far", locations: [{ line: 1, column: 3 }], path: ["word"] });
    expect(error?.extensions).toEqual({});
  });
});
