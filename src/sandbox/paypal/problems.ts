// What is wrong with a request, and how each of PayPal's APIs words it: their contracts name different issues.
import { invalidRequest } from "./fault.ts";
import type { FaultDetail, PaypalFault } from "./fault.ts";

export type ProblemKind = "missing" | "syntax" | "value" | "length" | "tooSmall" | "tooLarge" | "unknown";

export interface Problem {
  readonly kind: ProblemKind;
  readonly field: string;
  readonly value: string | undefined;
  readonly location: "body" | "query";
  /** In place of the wording's. */
  readonly issue?: string;
}

type Text = readonly [issue: string, description: string];
/** A kind without a text is refused without a detail: the contract has no issue for it. */
export type Wording = Partial<Readonly<Record<ProblemKind, Text>>>;

const syntax: Text = ["INVALID_PARAMETER_SYNTAX", "The value of a field does not conform to the expected format."];
const value: Text = ["INVALID_PARAMETER_VALUE", "The value of a field is invalid."];
const missing: Text = ["MISSING_REQUIRED_PARAMETER", "A required field is missing."];
const length: Text = ["INVALID_STRING_LENGTH", "The value of a field is either too short or too long."];
const tooSmall: Text = ["INVALID_INTEGER_MIN_VALUE", "Value less than minimum value."];
const tooLarge: Text = ["INVALID_INTEGER_MAX_VALUE", "Value exceeds max value."];
const lower = ([issue, description]: Text): Text => [issue, description[0]?.toLowerCase() + description.slice(1)];

/** Reporting, payments and orders. */
export const generalWording: Wording = {
  missing,
  syntax,
  value,
  length,
  tooSmall: value,
  tooLarge: value,
  unknown: syntax,
};
export const subscriptionsWording: Wording = { missing, syntax, value, length: value, unknown: syntax };
export const plansWording: Wording = {
  missing: value,
  syntax: value,
  value,
  length: value,
  tooSmall: value,
  tooLarge: value,
  unknown: value,
};
export const invoiceListWording: Wording = { tooSmall, tooLarge };
export const invoiceSearchWording: Wording = {
  tooSmall,
  tooLarge,
  missing: lower(syntax),
  syntax: lower(syntax),
  value: lower(syntax),
  unknown: lower(syntax),
  length: lower(length),
};

/** The 400 for problems, of which there is at least one. */
export function refusal(problems: readonly Problem[], wording: Wording): PaypalFault {
  return invalidRequest(
    problems.flatMap(({ kind, field, value: given, location, issue }): FaultDetail[] => {
      const text = wording[kind];
      if (text === undefined) return [];
      return [
        {
          field,
          ...(given !== undefined && { value: given }),
          location,
          issue: issue ?? text[0],
          description: text[1],
        },
      ];
    }),
  );
}
