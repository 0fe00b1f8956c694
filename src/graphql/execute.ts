// Runs planned operations: the one way from a request to its answer, for Apollo, WebSocket and SSE.
import { GraphQLError, type DocumentNode, type ExecutionResult } from "graphql";
import type { AuthScope } from "../auth/rule.ts";
import type { ErrorFormatter } from "./format-error.ts";
import { errorOf } from "./jit-runtime.ts";
import type { RawVariables } from "./operation.ts";
import type { Plan, PlanContext } from "./data-plan.ts";
import type { Planner } from "./plan.ts";

/** What execution must know of a request. */
export interface CallerContext {
  readonly principal: AuthScope;
  readonly requestId: string;
}

export interface OperationRequest {
  /** Parsed and validated. */
  readonly document: DocumentNode;
  /** Equal for equal documents and no others. */
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly variables: RawVariables;
}

/** What happens around an operation that reads or writes data. Introspection goes without. */
export interface OperationHooks<Request, Context> {
  /** Makes what resolvers get, before the operation runs. What it throws is the operation's error. */
  readonly beginOperation: (plan: Plan, request: Request, variables: RawVariables) => Context;
  /** Sees the answer, and gives the answer to send: the same, or one with extensions. */
  readonly endOperation: (
    plan: Plan,
    context: Context,
    result: ExecutionResult,
    variables: RawVariables,
  ) => ExecutionResult;
}

export interface RunnerOptions<Request, Context> extends OperationHooks<Request, Context> {
  readonly planner: Planner;
  readonly formatError: ErrorFormatter;
}

/** Plans and runs one operation. Never throws: what goes wrong is in the result's errors. */
export type Runner<Request> = (operation: OperationRequest, request: Request) => Promise<ExecutionResult>;

/** Makes the runner. Its errors are not yet formatted: each goes through `formatError`, which has logged them. */
export function createRunner<Request extends CallerContext, Context extends PlanContext>(
  options: RunnerOptions<Request, Context>,
): Runner<Request> {
  const { planner, formatError, beginOperation, endOperation } = options;

  const run = async (operation: OperationRequest, request: Request): Promise<ExecutionResult> => {
    const { variables } = operation;
    const plan = planner.plan({ ...operation, principal: request.principal });
    if (plan.kind === "introspection") return runPlan(plan, variables, NOTHING_REACHED);
    const mistakes = plan.checkVariables(variables);
    if (mistakes.length > 0) return { errors: mistakes };
    const context = beginOperation(plan, request, variables);
    return endOperation(plan, context, await executePlan(plan, variables, context), variables);
  };

  return async (operation, request) => {
    let result: ExecutionResult;
    try {
      result = await run(operation, request);
    } catch (problem) {
      result = { errors: [requestError(problem)] };
    }
    for (const error of result.errors ?? []) formatError(error, request.requestId);
    return result;
  };
}

/** Runs a plan with variables that may be wrong. Throws RequestError when they go past a limit. */
export function runPlan(
  plan: Plan,
  variables: RawVariables,
  context: PlanContext,
): ExecutionResult | Promise<ExecutionResult> {
  const mistakes = plan.checkVariables(variables);
  return mistakes.length > 0 ? { errors: mistakes } : executePlan(plan, variables, context);
}

function executePlan(
  plan: Plan,
  variables: RawVariables,
  context: PlanContext,
): ExecutionResult | Promise<ExecutionResult> {
  if (plan.kind === "subscription") {
    return { errors: [new GraphQLError("Subscriptions need a WebSocket or an event stream", BAD_USER_INPUT)] };
  }
  return plan.execute(variables, context);
}

const NOTHING_REACHED: PlanContext = { reached: new Set(), shortfalls: [] };
const BAD_USER_INPUT = { extensions: { code: "BAD_USER_INPUT" } } as const;

/** An error of the whole request, for its result's errors. */
function requestError(problem: unknown): GraphQLError {
  const cause = errorOf(problem);
  return cause instanceof GraphQLError ? cause : new GraphQLError(cause.message, { originalError: cause });
}
