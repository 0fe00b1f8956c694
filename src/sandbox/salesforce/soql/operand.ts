import type { FieldShape, FieldType } from "../schema/field.ts";
import { toCorporate } from "../schema/money.ts";
import type { SObjectRecord } from "../schema/sobject.ts";
import { apiDate, parseApiTime } from "../wire-time.ts";
import { queryError } from "./query-error.ts";
import { resolvePath } from "./resolve.ts";
import type { ResolvedPath, Scope } from "./resolve.ts";
import type { Scalar } from "./scalar.ts";
import type { DateFunction, DatePart, Path } from "./syntax.ts";

/** What a condition or an order reads of a source: of a record, or of a group of them. */
export interface BoundOperand<Source> {
  readonly type: FieldType;
  /** As error messages name it. */
  readonly name: string;
  /** The field of the query's own object that this is, for indexes; null for anything else. */
  readonly ownField: string | null;
  /** The field that is read; null for an aggregate. */
  readonly field: FieldShape | null;
  read(source: Source): Scalar;
  /** Of an amount, in the org's corporate currency; of anything else, the same as `read`. */
  readCorporate(source: Source): Scalar;
}

/** A field, or a part of its date, of a record. */
export function bindOperand(scope: Scope, operand: Path | DatePart): BoundOperand<SObjectRecord> {
  return operand.kind === "path" ? bindPath(scope, operand) : bindDatePart(scope, operand);
}

function bindPath(scope: Scope, path: Path): BoundOperand<SObjectRecord> {
  const resolved = resolvePath(scope, path);
  const { field, steps } = resolved;
  const read = (record: SObjectRecord): Scalar => scalarOf(resolved, record);
  return {
    type: field.type,
    name: field.name,
    ownField: steps.length === 0 ? field.name : null,
    field,
    read,
    readCorporate: field.type === "currency" ? (record) => corporateAmount(resolved, record) : read,
  };
}

function scalarOf(path: ResolvedPath, record: SObjectRecord): Scalar {
  const value = path.read(record);
  return typeof value === "object" ? null : value;
}

function corporateAmount(path: ResolvedPath, record: SObjectRecord): Scalar {
  const amount = path.read(record);
  const currency = path.target(record)?.value("CurrencyIsoCode");
  return typeof amount === "number" && typeof currency === "string" ? toCorporate(amount, currency) : null;
}

function bindDatePart(scope: Scope, part: DatePart): BoundOperand<SObjectRecord> {
  const { field, read } = resolvePath(scope, part.path);
  if (field.type !== "date" && field.type !== "datetime") {
    const message = `invalid argument type: field '${field.name}' in ${part.name} must be a date or a dateTime`;
    throw queryError("MALFORMED_QUERY", scope.text, part.place, message);
  }
  const readPart = (record: SObjectRecord): Scalar => {
    const value = read(record);
    return typeof value === "string" ? partOf(part.name, parseApiTime(value)) : null;
  };
  return {
    type: part.name === "DAY_ONLY" ? "date" : "int",
    name: `${part.name}(${field.name})`,
    ownField: null,
    field,
    read: readPart,
    readCorporate: readPart,
  };
}

function partOf(name: DateFunction, ms: number): Scalar {
  const date = new Date(ms);
  switch (name) {
    case "CALENDAR_YEAR":
      return date.getUTCFullYear();
    case "CALENDAR_QUARTER":
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case "CALENDAR_MONTH":
      return date.getUTCMonth() + 1;
    case "DAY_IN_MONTH":
      return date.getUTCDate();
    case "DAY_IN_WEEK":
      return date.getUTCDay() + 1;
    case "DAY_IN_YEAR":
      return Math.floor((ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;
    case "DAY_ONLY":
      return apiDate(ms);
    case "HOUR_IN_DAY":
      return date.getUTCHours();
  }
}
