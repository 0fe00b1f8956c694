import { badRequest } from "../errors.ts";
import { canonicalId } from "../../salesforce-id.ts";
import type { FieldType } from "../schema/field.ts";
import { apiDate, apiDateTime } from "../wire-time.ts";
import type { BoundOperand } from "./operand.ts";
import { queryError } from "./query-error.ts";
import { comparable, isText } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";
import { valueOfLiteral } from "./string-literal.ts";
import type { Literal } from "./syntax.ts";

/**
 * A literal in the form in which the operand's values are compared; an empty text is null, as Salesforce has it. Periods and
 * amounts with a currency are not for this. Throws INVALID_FIELD for a literal of another type.
 */
export function valueOf(operand: BoundOperand<never>, literal: Literal, text: string): Scalar {
  const { type } = operand;
  switch (literal.kind) {
    case "null":
      return null;
    case "string":
      if (type === "id" || type === "reference") return idOf(valueOfLiteral(literal.raw));
      if (isText(type)) return comparable(type, valueOfLiteral(literal.raw)) || null;
      break;
    case "number":
      if (isNumber(type)) return literal.value;
      break;
    case "boolean":
      if (type === "boolean") return literal.value;
      break;
    case "date":
      if (type === "date") return literal.text;
      break;
    case "datetime":
      if (type === "datetime") return apiDateTime(Date.parse(literal.text));
      break;
    case "currency":
    case "period":
      break;
  }
  throw wrongType(operand, literal, text);
}

/** An INVALID_FIELD that says what the literal should have been. */
export function wrongType(operand: BoundOperand<never>, literal: Literal, text: string): Error {
  const { type, name } = operand;
  const isQuoted = isText(type) || type === "id" || type === "reference";
  const message =
    `value of filter criterion for field '${name}' must be of type ${soapName(type)} and ` +
    `should ${isQuoted ? "" : "not "}be enclosed in quotes`;
  return queryError("INVALID_FIELD", text, literal.place, message);
}

/** A moment as the operand's type writes it. */
export function momentIn(type: FieldType, ms: number): string {
  return type === "date" ? apiDate(ms) : apiDateTime(ms);
}

export function isNumber(type: FieldType): boolean {
  return type === "int" || type === "double" || type === "currency" || type === "percent";
}

function idOf(text: string): string | null {
  if (text === "") return null;
  const id = canonicalId(text);
  if (id === null) throw badRequest("INVALID_QUERY_FILTER_OPERATOR", `invalid ID field: ${text}`);
  return id;
}

function soapName(type: FieldType): string {
  switch (type) {
    case "datetime":
      return "dateTime";
    case "date":
    case "boolean":
    case "int":
      return type;
    case "double":
    case "currency":
    case "percent":
      return "double";
    default:
      return "string";
  }
}
