// Two mends to the code that graphql-jit's compiled operations call.
//
// - It expects that nothing throws between two resolvers. A getter or a type resolver that throws behind a promise left
//   the request without an answer, and the process with an unhandled rejection, which ends it. Now it is the error of the
//   nearest field that has a resolver.
// - A promise in a list that is rejected added an item to the list. Now its own item is null.
//
// The runtime is one object that every compiled operation shares, and it can't be given another: so it is changed, for
// the whole process. graphql-jit's version is pinned; test/graphql/jit-runtime.test.ts fails if this stops working.
import { createRequire } from "node:module";

/** The part of graphql-jit's state of one execution that counts what is not settled yet. */
interface Execution {
  promiseCounter: number;
  resolve?: (execution: Execution) => void;
}

type OnValue = (value: unknown) => void;

interface Runtime {
  handleResolverResult(execution: Execution, value: unknown, onValue: OnValue, onProblem: OnValue): void;
  handleListItemResult(execution: Execution, item: unknown, onValue: OnValue, onProblem: OnValue): void;
}

// The CommonJS build is the one that graphql-jit's own modules load, whichever way it is imported.
const { jitRuntime } = createRequire(import.meta.url)("graphql-jit/dist/runtime") as { readonly jitRuntime: Runtime };

/** Mends graphql-jit's runtime. Throws when it is not the runtime that this was written for. */
export function mendJitRuntime(): void {
  for (const name of ["handleResolverResult", "handleListItemResult"] as const) {
    if (typeof jitRuntime[name] !== "function") throw new Error(`This graphql-jit has no ${name}: see jit-runtime.ts`);
  }
  jitRuntime.handleResolverResult = settle;
  jitRuntime.handleListItemResult = (execution, item, onValue) =>
    settle(execution, item, onValue, (problem) => onValue(errorOf(problem)));
}

function settle(execution: Execution, value: unknown, onValue: OnValue, onProblem: OnValue): void {
  if (!isThenable(value)) {
    attempt(value, onValue, onProblem);
    return;
  }
  execution.promiseCounter += 1;
  const onSettled = (settled: unknown): void => {
    attempt(settled, onValue, onProblem);
    countDown(execution);
  };
  const onRejected = (problem: unknown): void => {
    onProblem(problem);
    countDown(execution);
  };
  value.then(onSettled, onRejected);
}

function countDown(execution: Execution): void {
  execution.promiseCounter -= 1;
  if (execution.promiseCounter === 0) execution.resolve?.(execution);
}

function attempt(value: unknown, onValue: OnValue, onProblem: OnValue): void {
  try {
    onValue(value);
  } catch (problem) {
    onProblem(problem);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** What was thrown, as an Error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`Something other than an Error was thrown: ${String(thrown)}`);
}
