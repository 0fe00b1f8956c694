// Writes SOQL: the only place where a value becomes a part of a query.
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm
import { epochMillisOf } from "../../mapping/instants.ts";

export interface Statement {
  readonly select: readonly string[];
  readonly from: string;
  /** All must hold. */
  readonly where?: readonly Condition[];
  readonly orderBy?: readonly { readonly field: string; readonly direction: "ASC" | "DESC" }[];
  readonly limit?: number;
  readonly offset?: number;
}

/** A condition that this file wrote. */
export type Condition = { readonly soql: string };

/** A value that this file wrote. */
export type Literal = { readonly literal: string };

export type Comparison = "=" | "<" | "<=" | ">" | ">=";

export function writeStatement({ select, from, where = [], orderBy = [], limit, offset }: Statement): string {
  return [
    `SELECT ${select.map(fieldName).join(",")} FROM ${fieldName(from)}`,
    ...whereClause(where),
    ...(orderBy.length === 0
      ? []
      : [`ORDER BY ${orderBy.map(({ field, direction }) => `${fieldName(field)} ${direction}`).join(",")}`]),
    ...(limit === undefined ? [] : [`LIMIT ${wholeNumber(limit)}`]),
    ...(offset === undefined ? [] : [`OFFSET ${wholeNumber(offset)}`]),
  ].join(" ");
}

/** A query that gives no records, only their number. */
export function writeCount(from: string, where: readonly Condition[]): string {
  return [`SELECT COUNT() FROM ${fieldName(from)}`, ...whereClause(where)].join(" ");
}

export interface Grouping {
  readonly from: string;
  readonly where: readonly Condition[];
  readonly fields: readonly string[];
  /** A date or an instant: its months, in UTC, are told apart. */
  readonly month: string | null;
  /** A number that is added up. */
  readonly sum: string | null;
  /** More groups than this are cut off. */
  readonly limit: number;
}

/**
 * A query that gives groups in place of records: `records`, how many there are, `valued`, how many have the number, and
 * `total`, what these add up to; `inYear` and `inMonth`, numbers.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_groupby.htm
 */
export function writeGroups({ from, where, fields, month, sum, limit }: Grouping): string {
  const names = fields.map(fieldName);
  const date = month === null ? null : fieldName(month);
  const dates = date === null ? [] : [`CALENDAR_YEAR(${date})`, `CALENDAR_MONTH(${date})`];
  const [year, inMonth] = dates;
  const number = sum === null ? null : fieldName(sum);
  const select = [
    ...names,
    ...(year === undefined || inMonth === undefined ? [] : [`${year} inYear`, `${inMonth} inMonth`]),
    "COUNT(Id) records",
    ...(number === null ? [] : [`COUNT(${number}) valued`, `SUM(${number}) total`]),
  ];
  const groupBy = [...names, ...dates];
  return [
    `SELECT ${select.join(",")} FROM ${fieldName(from)}`,
    ...whereClause(where),
    // Without a group there is one row, and LIMIT is refused.
    ...(groupBy.length === 0 ? [] : [`GROUP BY ${groupBy.join(",")} LIMIT ${wholeNumber(limit)}`]),
  ].join(" ");
}

function whereClause(where: readonly Condition[]): string[] {
  return where.length === 0 ? [] : [`WHERE ${where.map(({ soql }) => soql).join(" AND ")}`];
}

export function isOneOf(field: string, values: readonly string[], operator: "IN" | "NOT IN" = "IN"): Condition {
  return { soql: `${fieldName(field)} ${operator} (${values.map((value) => text(value).literal).join(",")})` };
}

export function isNull(field: string, isSo: boolean): Condition {
  return { soql: `${fieldName(field)} ${isSo ? "=" : "!="} null` };
}

/** The text stands in the field, in any case: a percent sign and an underscore of its own are no wildcards. */
export function like(field: string, value: string, place: "start" | "anywhere"): Condition {
  const escaped = text(value)
    .literal.slice(1, -1)
    .replaceAll(/[%_]/g, String.raw`\$&`);
  return { soql: `${fieldName(field)} LIKE '${place === "anywhere" ? "%" : ""}${escaped}%'` };
}

export function compared(field: string, comparison: Comparison, { literal }: Literal): Condition {
  return { soql: `${fieldName(field)} ${comparison} ${literal}` };
}

export function isFalse(field: string): Condition {
  return { soql: `${fieldName(field)} = FALSE` };
}

/** Any of them holds. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return { soql: `(${conditions.map(({ soql }) => soql).join(" OR ")})` };
}

/** All of them hold. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return { soql: `(${conditions.map(({ soql }) => soql).join(" AND ")})` };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\b": "\\b",
  "\f": "\\f",
};

/**
 * A text, quoted. What is no plain character goes by its number, a half of a surrogate pair as U+FFFD.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function text(value: string): Literal {
  const escaped = value
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\\'"\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
      return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
  return { literal: `'${escaped}'` };
}

// What Salesforce can hold; nothing lies before or after.
const EARLIEST_MS = Date.UTC(1700, 0, 1);
const LATEST_MS = Date.UTC(4000, 11, 31);

/** An instant, built anew: in whole seconds where it is one. Throws RequestError BAD_USER_INPUT. */
export function instant(value: string): Literal {
  const millis = Math.min(Math.max(epochMillisOf(value), EARLIEST_MS), LATEST_MS);
  return { literal: new Date(millis).toISOString().replace(".000Z", "Z") };
}

/** The calendar date of an instant in UTC, or a date. Throws RequestError BAD_USER_INPUT. */
export function date(value: string): Literal {
  return { literal: instant(value).literal.slice(0, 10) };
}

/** A decimal number with its point: without one, SOQL takes no number past 32 bits. */
export function decimal(digits: string): Literal {
  if (/^-?\d+\.\d+$/.test(digits)) return { literal: digits };
  throw new TypeError(`Should be a decimal number such as 12.5, instead got ${digits}`);
}

// Names are the connector's own or the configuration's, never a caller's: a wrong one is a mistake to mend.
const NAME = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/;

export function fieldName(name: string): string {
  if (NAME.test(name)) return name;
  throw new TypeError(`${JSON.stringify(name)} should be the API name of a Salesforce field, such as Segment__c`);
}

export function wholeNumber(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw new TypeError(`Should be a whole number, instead got ${value}`);
}
