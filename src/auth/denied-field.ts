import { GraphQLError } from "graphql";
import type { ASTNode } from "graphql";
import { RequestError } from "../errors.ts";

/** A Boolean variable that must have this value: of `@include` and `@skip`, or a guard of `checkInputs`. */
export interface Condition {
  readonly variable: string;
  readonly value: boolean;
}

/** A place in the answer where a document asks for what its caller may not have. */
export interface DeniedField {
  /** `Customer.phone`; `Payment` where the whole type is denied, and what is null is the object. */
  readonly coordinate: string;
  /** "Customer.phone needs one of SALES, SUPPORT" */
  readonly message: string;
  /** Response keys down to the denied field, or to the first list on the way. */
  readonly path: readonly string[];
  /** The whole way, a list as `*`: `customers.nodes.*.phone`. */
  readonly pattern: string;
  /** The place is in the answer where all conditions of one of these lists hold. */
  readonly when: readonly (readonly Condition[])[];
  /** False where only the data tells whether the place is there: behind an interface or a union. Execution says so then. */
  readonly isCertain: boolean;
  /** Where the document asks. */
  readonly node: ASTNode | undefined;
}

/** Values of variables by name, the guards' among them. */
export type VariableValues = Readonly<Record<string, unknown>>;

/** Is the place in the answer, as far as variables decide? */
export function isAskedFor(field: DeniedField, variables: VariableValues): boolean {
  return field.when.some((conditions) => {
    return conditions.every(({ variable, value }) => (variables[variable] === true) === value);
  });
}

/** One error for each denied field and path, however many rows and places it stands for: they are in `extensions.fields`. */
export function forbiddenErrors(fields: readonly DeniedField[]): readonly GraphQLError[] {
  const groups = new Map<string, [DeniedField, ...DeniedField[]]>();
  for (const field of fields) {
    const key = JSON.stringify([field.message, field.path]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [field]);
    else group.push(field);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const cause = new RequestError("FORBIDDEN", first.message, { fields: group.map((field) => field.pattern) });
    return new GraphQLError(first.message, {
      originalError: cause,
      extensions: { code: cause.code, ...cause.extensions },
      nodes: group.flatMap((field) => field.node ?? []),
      ...(first.path.length === 0 ? {} : { path: first.path }),
    });
  });
}
