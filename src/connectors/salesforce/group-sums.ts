// Sums by GROUP BY: one call, up to 2,000 groups.
import { numberAt } from "../../mapping/reply.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import type { RecordGroup, Sums } from "../contract.ts";
import { flagOption } from "../options.ts";
import { conditionsOf, type Filterable } from "./conditions.ts";
import { readQuery } from "./query.ts";
import { writeGroups } from "./soql.ts";

export interface Groupable extends Filterable {
  /** The vendor's fields behind those of ours that records can be grouped by. */
  readonly groupFields: Readonly<Record<string, string>>;
  /** The vendor's field behind each of ours whose months can be told apart. */
  readonly monthFields: Readonly<Record<string, string>>;
  /** The vendor's field of an amount. */
  readonly amountField?: string;
}

/** Such a query has no second page. */
const MAX_GROUPS = 2_000;
/** Whoever reads a list to the end gets as many records as a reply has; one more is asked for, to see whether there is one. */
const PAGE_SIZE = 1_999;
/** A sum comes as a floating-point number: with three decimals, this many digits before the point are exact. */
const EXACT_BELOW = 1e12;

export function sumsOf(object: Groupable): Sums {
  const { groupFields, monthFields, amountField } = object;
  return {
    pageSize: PAGE_SIZE,
    async compute(http, { by, monthOf, amount, filter }) {
      const fields = by.map((field) => (Object.hasOwn(groupFields, field) ? groupFields[field] : undefined));
      const month = monthOf === null ? null : monthFields[monthOf];
      const isSum = amount !== null;
      // Sums of an organization with several currencies come converted into its own:
      // https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_querying_currency_fields.htm
      if (isSum && (amountField === undefined || flagOption(http, "multiCurrency"))) return null;
      if (month === undefined || fields.includes(undefined)) return null;
      const where = conditionsOf(object, http, filter);
      if (where === null) return { groups: [] };
      const { records: rows } = await readQuery(
        http,
        writeGroups({
          from: object.object.name,
          where,
          fields: fields.filter((field) => field !== undefined),
          month,
          sum: isSum ? (amountField ?? null) : null,
          limit: MAX_GROUPS,
        }),
      );
      if (rows.length >= MAX_GROUPS) return null;
      if (isSum && rows.some((row) => Math.abs(totalOf(row)) >= EXACT_BELOW)) return null;
      return { groups: rows.flatMap((row) => groupsOf(row, month, isSum ? (amountField ?? null) : null)) };
    },
  };
}

const totalOf = (row: unknown): number => Number(valueAtPath(row, ["total"]) ?? 0);

/** As records of the object: those with an amount, and those without. */
function groupsOf(row: unknown, month: string | null, amountField: string | null): RecordGroup[] {
  const record = { ...(row as object), ...(month !== null && { [month]: monthIn(row) }) };
  const count = numberAt(row, "records");
  if (amountField === null) return [{ record, count }];
  const valued = numberAt(row, "valued");
  return [
    { record: { ...record, [amountField]: valueAtPath(row, ["total"]) }, count: valued },
    { record, count: count - valued },
  ];
}

/** The first of the month; null for records without a date. */
function monthIn(row: unknown): string | null {
  const [year, month] = [valueAtPath(row, ["inYear"]), valueAtPath(row, ["inMonth"])];
  if (typeof year !== "number" || typeof month !== "number") return null;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
