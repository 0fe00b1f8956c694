import { GraphQLError, parse } from "graphql";
import { describe, expect, it, vi } from "vitest";
import { RequestError } from "../../src/errors.ts";
import type { Plan } from "../../src/graphql/data-plan.ts";
import { createRunner, runPlan } from "../../src/graphql/execute.ts";
import type { RawVariables } from "../../src/graphql/operation.ts";
import { ADMIN, caseContext, plannerCase, request } from "./planner-case.ts";

const planner = plannerCase({ limits: { depth: 6 } });

function runnerCase(over: { readonly beginOperation?: () => ReturnType<typeof caseContext> } = {}) {
  const steps: string[] = [];
  const formatError = vi.fn<(error: unknown, requestId?: string) => { message: string }>(() => ({ message: "" }));
  const run = createRunner({
    planner,
    formatError,
    beginOperation: () => {
      steps.push("begin");
      return caseContext();
    },
    endOperation: (_, { ran }, result) => {
      steps.push(...ran, "end");
      return { ...result, extensions: { seen: true } };
    },
    ...over,
  });
  const runText = (text: string, variables: RawVariables = {}) =>
    run(request(text, { variables }), { principal: ADMIN, requestId: "r1" });
  return { steps, formatError, runText };
}

describe("createRunner", () => {
  it("begins, executes, ends, and sends what the end made of it", async () => {
    const { steps, runText, formatError } = runnerCase();
    expect(await runText("{ deals { nodes { name } } }")).toEqual({
      data: { deals: { nodes: [{ name: "One" }] } },
      extensions: { seen: true },
    });
    expect(steps).toEqual(["begin", "deals", "end"]);
    expect(formatError).not.toHaveBeenCalled();
  });

  it.each([
    ["goes past a limit", "{ customers { edges { node { deals { nodes { stage { id } } } } } } }", {}],
    ["has wrong variables", "query ($id: ID!) { deal(id: $id) { id } }", {}],
    ["has a list that is too long", "query ($n: Int) { deals(first: $n) { nodes { id } } }", { n: 201 }],
  ])("does not begin what %s", async (_, text, variables) => {
    const { steps, runText, formatError } = runnerCase();
    const result = await runText(text, variables);
    expect(result.errors).toHaveLength(1);
    expect(result).not.toHaveProperty("data");
    expect(steps).toEqual([]);
    expect(formatError).toHaveBeenCalledExactlyOnceWith(result.errors?.[0], "r1");
  });

  it("answers introspection without the hooks", async () => {
    const { steps, runText } = runnerCase();
    expect(await runText('{ __type(name: "Deal") { name } }')).toEqual({ data: { __type: { name: "Deal" } } });
    expect(steps).toEqual([]);
  });

  it("never throws: what is thrown is the result's error", async () => {
    for (const thrown of [new RequestError("FORBIDDEN", "no"), new GraphQLError("no"), new Error("no")]) {
      const { runText } = runnerCase({
        beginOperation: () => {
          throw thrown;
        },
      });
      const { errors } = await runText("{ deals { nodes { id } } }");
      expect(errors).toHaveLength(1);
      expect([errors?.[0], errors?.[0]?.originalError]).toContain(thrown);
    }
  });
});

describe("runPlan", () => {
  it("does not run a subscription as if it were a query", async () => {
    const execute = vi.fn<Plan["execute"]>();
    const plan: Plan = {
      kind: "subscription",
      operationName: null,
      operation: { document: parse("{ a }"), definition: { kind: "OperationDefinition" } as never },
      selects: new Map(),
      engine: "graphql-js",
      checkVariables: () => [],
      execute,
    };
    const { errors } = await runPlan(plan, {}, caseContext());
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(execute).not.toHaveBeenCalled();
  });
});
