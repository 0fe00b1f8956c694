// An operation is planned once and run many times: limits, authorization, projection and compilation are done here.
import type { DocumentNode, GraphQLSchema } from "graphql";
import { LRUCache } from "lru-cache";
import type { Authorized } from "../auth/authorize.ts";
import type { AuthScope } from "../auth/rule.ts";
import type { Logger } from "../runtime/logger.ts";
import type { Costs } from "./cost.ts";
import { dataPlanOf, type DataPlanParts, type Plan } from "./data-plan.ts";
import { createIntrospection, isIntrospection } from "./introspection.ts";
import { checkSize, DEFAULT_LIMITS, type Limits } from "./limits.ts";
import {
  applyConditions,
  conditionValues,
  conditionVariables,
  operationOf,
  type Operation,
  type RawVariables,
} from "./operation.ts";
import { checkNeeds } from "./projection.ts";
import type { Needs } from "./resolvers/needs.ts";
import { variablesCheckOf } from "./variables.ts";

export interface PlannerOptions {
  /** The schema that documents are validated against. */
  readonly schema: GraphQLSchema;
  /** The same with the fields that stand in for what is denied. */
  readonly executionSchema: GraphQLSchema;
  /** What of an operation a caller may have: by roles and second factor only, as plans are shared between brands. */
  readonly authorize: (document: DocumentNode, principal: AuthScope, operationName: string | null) => Authorized;
  /** The schema without what a caller may not read. */
  readonly visibleSchema: (principal: AuthScope) => GraphQLSchema;
  readonly needs: Needs;
  readonly costs: Costs;
  readonly limits?: Partial<Limits>;
  /** Bytes that plans may take, by estimate. */
  readonly maxBytes?: number;
  readonly log: Pick<Logger, "warn">;
}

export interface PlanRequest {
  /** Parsed and validated. */
  readonly document: DocumentNode;
  /** Equal for equal documents and no others. */
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly variables: RawVariables;
  readonly principal: AuthScope;
}

export interface Planner {
  readonly schema: GraphQLSchema;
  readonly limits: Limits;
  /** Throws RequestError when the operation can't be run. */
  plan(request: PlanRequest): Plan;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;
const BYTES_PER_PLAN = 10_000;
// Measured: 86 KB for 570 characters, the document included, which the plan holds on to.
const BYTES_PER_CHARACTER = 140;

/** What is kept for a document and what its caller may see: the plan, or what chooses between its plans. */
type Known = { readonly plan: Plan } | Undecided;

interface Undecided {
  readonly asked: Operation;
  readonly authorized: Authorized;
  readonly allowed: Operation;
  /** The variables that @skip and @include ask. */
  readonly conditions: readonly string[];
}

/** Plans operations, and keeps the plans. Throws when the tables do not fit the schema. */
export function createPlanner(options: PlannerOptions): Planner {
  const { schema, executionSchema, authorize, needs, costs, log, maxBytes = DEFAULT_MAX_BYTES } = options;
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  checkNeeds(schema, needs);
  const parts: DataPlanParts = { schema, executionSchema, needs, costs, limits, log };
  const introspection = createIntrospection(options.visibleSchema);
  const cache = new LRUCache<string, Known>({ maxSize: maxBytes, sizeCalculation: bytesOf });

  const introspectionPlan = (operation: Operation, key: string, viewKey: string, principal: AuthScope): Plan => ({
    kind: "introspection",
    operationName: nameOf(operation),
    operation,
    selects: new Map(),
    engine: "graphql-js",
    checkVariables: variablesCheckOf(schema, operation),
    execute: (variables) =>
      introspection.answer({ caller: principal, viewKey, operationKey: key, operation, variables }),
  });

  /** The first request with a document: all that does not depend on its variables. */
  const meet = ({ document, operationName, principal }: PlanRequest, key: string, viewKey: string): Known => {
    const asked = operationOf(document, operationName);
    const isAboutSchema = isIntrospection(asked);
    // GraphiQL's own question is 15 fields deep. How deep these may go is a rule of graphql's validation.
    checkSize(asked, isAboutSchema ? { ...limits, depth: Infinity } : limits);
    if (isAboutSchema) return { plan: introspectionPlan(asked, key, viewKey, principal) };
    const authorized = authorize(asked.document, principal, nameOf(asked));
    const allowed = operationOf(authorized.document, nameOf(asked));
    const conditions = conditionVariables(allowed.document);
    if (conditions !== null) return { asked, authorized, allowed, conditions };
    return { plan: dataPlanOf(parts, asked, authorized, allowed) };
  };

  return {
    schema,
    limits,
    plan(request) {
      const { queryHash, operationName, variables, principal } = request;
      const viewKey = planScopeOf(principal);
      const key = planKey(viewKey, queryHash, "", operationName);
      let known = cache.get(key);
      if (known === undefined) cache.set(key, (known = meet(request, key, viewKey)));
      if ("plan" in known) return known.plan;

      // Each combination of what @skip and @include leave out is an operation of its own. Authorization adds conditions,
      // for inputs that only the variables show to be denied.
      const { asked, authorized, allowed, conditions } = known;
      const values = conditionValues(allowed, conditions, authorized.checkInputs(variables));
      const decision = `${[...values.values()].map(Number).join("")};`;
      const decisionKey = planKey(viewKey, queryHash, decision, operationName);
      const decided = cache.get(decisionKey);
      if (decided !== undefined && "plan" in decided) return decided.plan;
      const plan = dataPlanOf(parts, asked, authorized, applyConditions(allowed, values));
      cache.set(decisionKey, { plan });
      return plan;
    },
  };
}

const nameOf = ({ definition }: Operation): string | null => definition.name?.value ?? null;

// Brands are left out of the access scope here: they decide about rows, and a plan knows none.
function planScopeOf({ roles, hasSecondFactor }: AuthScope): string {
  return `${[...new Set(roles)].sort().join(",")}${hasSecondFactor ? "+mfa" : ""}`;
}

// Only the last part is the client's to choose, so no two plans can share a key.
function planKey(viewKey: string, queryHash: string, decision: string, operationName: string | null): string {
  return `${viewKey}\n${queryHash}\n${decision}\n${operationName === null ? "" : `=${operationName}`}`;
}

// What a plan weighs is its compiled code, which grows with its text.
function bytesOf(known: Known, key: string): number {
  const { document } = "plan" in known ? known.plan.operation : known.asked;
  const length = document.definitions.reduce((sum, { loc }) => sum + (loc === undefined ? 0 : loc.end - loc.start), 0);
  return BYTES_PER_PLAN + BYTES_PER_CHARACTER * length + 2 * key.length;
}
