// What resolvers have: the caller, the data loaders, and who is who. Made per operation.
import type { GraphQLError } from "graphql";
import type { AccessScope, Principal } from "../auth/principal.ts";
import type { Customers } from "../identity/customers.ts";
import type { Deciding } from "../identity/deciding.ts";
import type { Survivors } from "../identity/survivors.ts";
import type { Loaders } from "../loaders/create-loaders.ts";
import type { SumsOf } from "../sums/load-sums.ts";
import type { Ids } from "../runtime/opaque.ts";
import type { ArrangedFieldCheck } from "./arranged-fields.ts";
import type { Observation } from "./observation.ts";

/** When a caller stops waiting, by the clock: no later than the answer is due. */
export interface CallerDeadlines {
  /** For all sources; Infinity where the caller says nothing of it. */
  readonly wholeMs: number;
  /** By a source's name. */
  readonly bySource: ReadonlyMap<string, number>;
}

/** What is known of a request before its operation is planned. */
export interface RequestContext {
  readonly principal: Principal;
  readonly scope: AccessScope;
  readonly requestId: string;
  /** The clock's time by which the answer must be there. */
  readonly deadlineMs: number;
  /** Where the caller would rather go without than wait until then. */
  readonly deadlines?: CallerDeadlines | undefined;
  /** Told how the operation went, when it has run. */
  readonly onRun?: (run: OperationRun) => void;
}

/** One run of a planned operation, as whoever answers and logs it wants to know it. */
export interface OperationRun {
  readonly kind: "query" | "mutation" | "subscription" | "introspection";
  readonly operationName: string | null;
  readonly observation: Observation;
  readonly hasErrors: boolean;
}

/** What resolvers use, and nothing else. */
export interface GraphqlContext extends RequestContext {
  readonly ids: Ids;
  readonly loaders: Loaders;
  readonly customers: Customers;
  readonly sums: SumsOf;
  readonly survivors: Survivors;
  readonly deciding: Deciding;
  readonly observation: Observation;
  /** Numbers of the denied fields that this run has reached, where only the data tells. */
  readonly reached: Set<number>;
  /** Told of what a source can't give, where others give their part of a field. */
  readonly shortfalls: GraphQLError[];
  /** Throws RequestError where the sources of a list can't be asked for it so. */
  readonly checkArranged: ArrangedFieldCheck;
  /** Throws RequestError FORBIDDEN, naming the roles that would do, when the caller may not read a type of the schema at all. */
  checkType(typeName: string): void;
  /** May the caller read this field: `Customer.phone`? */
  mayRead(coordinate: string): boolean;
  /** The same sources and people, of which nothing is waited for longer than this. */
  within(milliseconds: number): Pick<GraphqlContext, "loaders" | "customers">;
  /** How long a search waits for a source. */
  readonly searchDeadlineMs: number;
}
