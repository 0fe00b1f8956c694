import { getOperationAST, Kind } from "graphql";
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import { RequestError } from "../errors.ts";
import { documentOf, fragmentsOf } from "./authorized-document.ts";
import { createDenialLedger } from "./denial-ledger.ts";
import { forbiddenErrors, isAskedFor } from "./denied-field.ts";
import type { DeniedField, VariableValues } from "./denied-field.ts";
import { isDeniedTypeError } from "./execution-schema.ts";
import { createInputGuards } from "./input-guards.ts";
import { createInputCheck } from "./input-use.ts";
import { ROOT } from "./place.ts";
import { createRewriter } from "./rewrite.ts";
import { describeRule, isAllowed } from "./rule.ts";
import type { AuthScope } from "./rule.ts";
import type { Rules } from "./rules.ts";

/** A document as one access scope may run it. */
export interface Authorized {
  /**
   * To be executed on `executionSchema`. It is the very document that was given where nothing in it is denied.
   * Before graphql-jit compiles it, its `@include` and `@skip` must be decided: a guarded field and its stand-in have one
   * response key, and graphql-jit takes them for one field.
   */
  readonly document: DocumentNode;
  /** What was denied; the index is the number that execution reports. Some may turn out not to be asked for. */
  readonly denied: readonly DeniedField[];
  /**
   * The variables to execute with: the caller's, as they came in JSON, and guards, which say whether these name a denied
   * input. Without this call, every field whose inputs only variables decide is denied.
   */
  checkInputs(variables: VariableValues): VariableValues;
  /**
   * The errors to answer with: those of the execution, and one FORBIDDEN for each denied field that was asked for.
   * @param variables what `checkInputs` gave
   * @param reached the numbers that stand-ins reported to the request's context
   */
  errors(
    variables: VariableValues,
    reached: ReadonlySet<number>,
    executionErrors?: readonly GraphQLError[],
  ): readonly GraphQLError[];
  /** May the scope read this field of the schema: `Customer.phone`? */
  mayRead(coordinate: string): boolean;
  /** The errors of denied root fields, for a subscription: with any of these it must not start. */
  rootErrors(variables: VariableValues): readonly GraphQLError[];
}

const REMEMBERED_ERRORS = 16;

/**
 * What of a valid document a scope may have: denied fields become stand-ins that are null, decided once and not per row.
 * Why so, and when a denied field is reported: docs/decisions/03-authorization-at-planning.md.
 * @throws RequestError QUERY_TOO_COMPLEX where fragments blow the document up, BAD_USER_INPUT where no operation is chosen.
 */
export function authorize(
  document: DocumentNode,
  schema: GraphQLSchema,
  rules: Rules,
  scope: AuthScope,
  operationName?: string | null,
): Authorized {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new RequestError("BAD_USER_INPUT", "the document does not tell which operation to run");
  const root = schema.getRootType(operation.operation);
  if (!root) throw new RequestError("BAD_USER_INPUT", `the schema has no ${operation.operation}`);

  const fragments = fragmentsOf(document);
  const ledger = createDenialLedger();
  const inputs = createInputCheck(rules, scope);
  const guards = createInputGuards(operation, inputs);
  const guardAt = new Map<number, string>();
  const onGuarded = (at: number, guard: string): void => void guardAt.set(at, guard);
  const rewrite = createRewriter({ schema, rules, scope, fragments, ledger, inputs, guards, onGuarded });
  const selectionSet = rewrite(root, operation.selectionSet, ROOT);
  const variableDefinitions = [...(operation.variableDefinitions ?? []), ...guards.definitions()];
  const denied = ledger.fields();
  const defaults = booleanDefaults(operation);

  // Making an error takes longer than the rest of this: it counts lines and keeps a stack. The same places, the same errors.
  const made = new LRUCache<string, readonly GraphQLError[]>({ max: REMEMBERED_ERRORS });

  function errorsOf(
    isMeant: (field: DeniedField, at: number) => boolean,
    variables: VariableValues,
  ): readonly GraphQLError[] {
    const values = { ...defaults, ...variables };
    const shown = denied.flatMap((field, at) => {
      if (!isMeant(field, at) || !isAskedFor(field, values)) return [];
      const guard = guardAt.get(at);
      const denial = guard === undefined ? undefined : guards.denialOf(guard, variables);
      return denial === undefined ? [field] : [{ ...field, message: `${field.coordinate}: ${denial}` }];
    });
    const key = shown.map(({ message, pattern }) => `${message} @ ${pattern}`).join("\n");
    const errors = made.get(key) ?? forbiddenErrors(shown);
    made.set(key, errors);
    return errors;
  }

  return {
    document:
      denied.length === 0 ? document : documentOf({ ...operation, variableDefinitions, selectionSet }, fragments),
    denied,
    checkInputs: guards.bind,
    errors(variables, reached, executionErrors = []) {
      if (denied.length === 0) return executionErrors;
      const others = executionErrors.filter((error) => !isDeniedTypeError(error));
      return [...others, ...errorsOf((field, at) => field.isCertain || reached.has(at), variables)];
    },
    mayRead: (coordinate) => mayRead(rules, scope, coordinate),
    rootErrors: (variables) => errorsOf((field) => field.isCertain && !field.pattern.includes("."), variables),
  };
}

/** May this scope read objects of this type? For `node(id)` and the like, before anything is asked of a source. */
export function canReadType(rules: Rules, scope: AuthScope, typeName: string): boolean {
  return isAllowed(rules.ofType(typeName), scope);
}

/** May this scope read this field: `Customer.phone`? */
export function mayRead(rules: Rules, scope: AuthScope, coordinate: string): boolean {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  return isAllowed(rules.ofType(typeName), scope) && isAllowed(rules.ofField(typeName, fieldName), scope);
}

/** The error for an object whose type the caller may not read. */
export function typeForbidden(rules: Rules, typeName: string): RequestError {
  return new RequestError("FORBIDDEN", `${typeName} needs ${describeRule(rules.ofType(typeName))}`);
}

/** The Boolean variables that are true or false where the caller gives them no value. */
function booleanDefaults({ variableDefinitions = [] }: OperationDefinitionNode): VariableValues {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value]] : [],
    ),
  );
}
