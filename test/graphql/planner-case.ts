// A planner over the real schema, with resolvers that answer from memory.
import { parse, validate, type GraphQLError } from "graphql";
import { authorize } from "../../src/auth/authorize.ts";
import { executionSchema } from "../../src/auth/execution-schema.ts";
import type { AuthScope } from "../../src/auth/rule.ts";
import { readRules } from "../../src/auth/rules.ts";
import { visibleSchema } from "../../src/auth/visible-schema.ts";
import { UpstreamError } from "../../src/errors.ts";
import type { PlanContext } from "../../src/graphql/data-plan.ts";
import { createPlanner, type Planner, type PlannerOptions, type PlanRequest } from "../../src/graphql/plan.ts";
import { costs } from "../../src/graphql/resolvers/costs.ts";
import { needs } from "../../src/graphql/resolvers/index.ts";
import { createSchema } from "../../src/graphql/schema.ts";

export interface CaseContext extends PlanContext {
  readonly reached: Set<number>;
  readonly shortfalls: GraphQLError[];
  /** Names of the resolvers that ran. */
  readonly ran: string[];
}

export const caseContext = (): CaseContext => ({ reached: new Set(), shortfalls: [], ran: [] });

type Row = Readonly<Record<string, unknown>>;

const page = (nodes: readonly Row[]): Row => ({
  nodes,
  edges: nodes.map((node) => ({ node, cursor: `after ${String(node.id)}` })),
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: null,
});

const customers: readonly Row[] = [1, 2, 3].map((id) => ({
  type: "Contact",
  id: `c${id}`,
  displayName: `Customer ${id}`,
  email: "a@example.com",
  phone: "+4930123456",
}));

function noted(name: string, answer: () => unknown) {
  return (_: unknown, __: unknown, { ran }: CaseContext) => {
    ran.push(name);
    return answer();
  };
}

const resolvers = {
  Node: { __resolveType: ({ type }: Row) => (type === "Contact" ? "Customer" : type) },
  Query: {
    viewer: () => ({ subject: "someone", roles: ["SALES"], brands: [] }),
    customers: noted("customers", () => Promise.resolve(page(customers))),
    customer: noted("customer", () => Promise.resolve(customers[0])),
    node: noted("node", () => ({ type: "Payment", id: "p1", description: "a secret" })),
    deals: noted("deals", () => page([{ type: "Deal", id: "d1", name: "One" }])),
    tickets: noted("tickets", () => {
      throw new Error("connect ECONNREFUSED 10.0.0.1: a detail of ours");
    }),
  },
  Customer: {
    company: () => Promise.resolve({ type: "Company", id: "k1", name: "ACME" }),
    deals: noted("Customer.deals", () => page([{ type: "Deal", id: "d1", name: "One" }])),
    tickets: noted("Customer.tickets", () =>
      Promise.reject(new UpstreamError("zendesk", "timeout", { detail: "vendor text" })),
    ),
    payments: noted("Customer.payments", () => page([])),
  },
};

export const schema = createSchema<CaseContext>(resolvers);
const rules = readRules(schema);

export function plannerCase(options: Partial<PlannerOptions> = {}): Planner {
  return createPlanner({
    schema,
    executionSchema: executionSchema<CaseContext>(schema, ({ reached }) => reached),
    authorize: (document, principal, name) => authorize(document, schema, rules, principal, name),
    visibleSchema: (principal) => visibleSchema(schema, rules, principal),
    needs,
    costs,
    log: { warn: () => undefined },
    ...options,
  });
}

export const withRoles = (...roles: AuthScope["roles"]): AuthScope => ({ roles, hasSecondFactor: false });
export const ADMIN = withRoles("ADMIN");

export function request(text: string, over: Partial<PlanRequest> = {}): PlanRequest {
  const document = parse(text);
  const problems = validate(schema, document);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return { document, queryHash: text, operationName: null, variables: {}, principal: ADMIN, ...over };
}

export function errorFrom(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("It should have thrown, and did not");
}
