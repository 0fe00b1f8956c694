// The plan of one operation that asks for data: everything about it that does not depend on one request.
import type { ExecutionResult, GraphQLError, GraphQLSchema } from "graphql";
import type { Authorized } from "../auth/authorize.ts";
import type { Logger } from "../runtime/logger.ts";
import { arrangementCheckOf, type ArrangedFieldCheck } from "./arranged-fields.ts";
import { costCheckOf, type Costs } from "./cost.ts";
import { createEngine, type EngineName } from "./engine.ts";
import type { Limits } from "./limits.ts";
import type { Operation, RawVariables } from "./operation.ts";
import { selectsOf, type Selects } from "./projection.ts";
import { collapseRepeated } from "./repeated-errors.ts";
import type { Needs } from "./resolvers/needs.ts";
import { variablesCheckOf } from "./variables.ts";

/** What a plan itself needs of the context value of an execution; resolvers have theirs beside it. */
export interface PlanContext {
  /** Told by the stand-ins of denied fields which were reached, where only the data tells. Empty at the start. */
  readonly reached: ReadonlySet<number>;
  /** Errors that stand beside what their fields answer: what a source can't give to it. Empty at the start. */
  readonly shortfalls: readonly GraphQLError[];
  /** Refuses lists that their sources can't filter or order so. */
  readonly checkArranged?: ArrangedFieldCheck;
}

/** What is known of an operation before it runs. */
export interface Plan {
  readonly kind: "query" | "mutation" | "subscription" | "introspection";
  readonly operationName: string | null;
  /** What the caller may have of the operation; for introspection, the operation. */
  readonly operation: Operation;
  /** The fields to load, by entity type. The same arrays for every run. */
  readonly selects: Selects;
  /** The engine of the last run, graphql-js before the first. */
  readonly engine: EngineName;
  /** The mistakes in a request's variables. Throws RequestError when they go past a limit. */
  readonly checkVariables: (variables: RawVariables) => readonly GraphQLError[];
  /**
   * With variables that were checked, and a context made for this run. The errors say what was denied, too. Throws
   * GraphQLError for what the sources can't do, before anything is read.
   */
  readonly execute: (variables: RawVariables, context: PlanContext) => ExecutionResult | Promise<ExecutionResult>;
}

/** What every plan of a planner is made with. */
export interface DataPlanParts {
  readonly schema: GraphQLSchema;
  readonly executionSchema: GraphQLSchema;
  readonly needs: Needs;
  readonly costs: Costs;
  readonly limits: Limits;
  readonly log: Pick<Logger, "warn">;
}

/**
 * Plans an operation.
 * @param asked as the client wrote it
 * @param authorized what the caller may have of it
 * @param allowed the operation of `authorized.document`, with its @skip and @include decided
 */
export function dataPlanOf(parts: DataPlanParts, asked: Operation, authorized: Authorized, allowed: Operation): Plan {
  const { schema, executionSchema, needs, costs, limits, log } = parts;
  const checkCost = costCheckOf(schema, allowed, costs, limits);
  const checkValues = variablesCheckOf(schema, asked);
  const checkArrangements = arrangementCheckOf(schema, allowed);
  const engine = createEngine(executionSchema, allowed, log);

  const answer = (result: ExecutionResult, variables: RawVariables, context: PlanContext): ExecutionResult => {
    const { shortfalls } = context;
    if (result.errors === undefined && authorized.denied.length === 0 && shortfalls.length === 0) return result;
    const met = collapseRepeated([...(result.errors ?? []), ...shortfalls]);
    const errors = authorized.errors(variables, context.reached, met);
    const { errors: _, ...rest } = result;
    return errors.length === 0 ? rest : { ...rest, errors };
  };

  return {
    kind: asked.definition.operation,
    operationName: asked.definition.name?.value ?? null,
    operation: allowed,
    selects: selectsOf(schema, allowed, needs, authorized.mayRead),
    get engine() {
      return engine.name;
    },
    checkVariables: (variables) => {
      const mistakes = checkValues(variables);
      if (mistakes.length === 0) checkCost(variables);
      return mistakes;
    },
    execute: (variables, context) => {
      const inputs = authorized.checkInputs(variables);
      if (context.checkArranged !== undefined) checkArrangements(inputs, context.checkArranged);
      const result = engine.execute(inputs, context);
      return result instanceof Promise
        ? result.then((settled) => answer(settled, inputs, context))
        : answer(result, inputs, context);
    },
  };
}
