import { execute, parse, validate } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { createEngine, type EngineName } from "../../src/graphql/engine.ts";
import { applyConditions, conditionValues, conditionVariables, operationOf } from "../../src/graphql/operation.ts";
import { variablesCheckOf } from "../../src/graphql/variables.ts";
import { answerOf, type Answer } from "./corpus/comparison.ts";
import { generateQueries, type CorpusQuery } from "./corpus/generate.ts";
import { corpusContext, corpusSchema } from "./corpus/schema.ts";

const log = { warn: vi.fn() };

async function planned(query: CorpusQuery): Promise<{ answer: Answer; engine: EngineName | null }> {
  const asked = operationOf(query.document, "Corpus");
  const mistakes = variablesCheckOf(corpusSchema, asked)(query.variables);
  if (mistakes.length > 0) return { answer: answerOf({ errors: mistakes }), engine: null };
  const values = conditionValues(asked, conditionVariables(asked.document) ?? [], query.variables);
  const engine = createEngine(corpusSchema, applyConditions(asked, values), log);
  return { answer: answerOf(await engine.execute(query.variables, corpusContext())), engine: engine.name };
}

async function interpreted(query: CorpusQuery): Promise<Answer> {
  const result = await execute({
    schema: corpusSchema,
    document: query.document,
    variableValues: query.variables,
    contextValue: corpusContext(),
  });
  return answerOf(result);
}

describe("createEngine", () => {
  it("answers a corpus of generated operations as graphql-js does", async () => {
    const queries = generateQueries(corpusSchema, 400, 1);
    const engines = new Map<EngineName | null, number>();
    for (const query of queries) {
      const { answer, engine } = await planned(query);
      engines.set(engine, (engines.get(engine) ?? 0) + 1);
      const expected = await interpreted(query);
      if (engine === null) {
        expect(answer.data).toBe(undefined);
        continue;
      }
      expect(answer, `${query.text}\n${JSON.stringify(query.variables)}`).toEqual(expected);
    }
    console.log(engines, log.warn.mock.calls.slice(0,3));
  });
});
