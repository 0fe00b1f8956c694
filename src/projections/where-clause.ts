// Filters as conditions of SQL. Every value is bound; names of fields are the mapping's own, and bound as well.
import type { Bound, Clause, Filter } from "../connectors/contract.ts";
import { comparable, compileFilter } from "../filters/filter.ts";
import { keyOf } from "./keys.ts";
import type { Indexed } from "./record-table.ts";
import type { Values } from "./values.ts";

/** A condition on a row of projected_records that is true or false, never null. */
export function whereClause(filter: Filter, indexed: Indexed, values: Values): string {
  return compileFilter(filter, {
    clause: (clause) => conditionOn(clause, indexed, values),
    and: (parts) => (parts.length === 0 ? "true" : `(${parts.join(" and ")})`),
    or: (parts) => (parts.length === 0 ? "false" : `(${parts.join(" or ")})`),
  });
}

function conditionOn(clause: Clause, indexed: Indexed, values: Values): string {
  const { field } = clause;
  switch (clause.operator) {
    case "in":
      return isAmong(field, clause.value.map(String), indexed, values);
    case "notIn":
      return `(not ${isAmong(field, clause.value.map(String), indexed, values)} and ${isReadable(field, values)})`;
    case "gte":
      return compared(field, ">=", clause.value, indexed, values);
    case "lt":
      return compared(field, "<", clause.value, indexed, values);
    case "contains":
      return `coalesce(strpos(${textOf(field, values)}, ${values.add(comparable(field, clause.value))}) > 0, false)`;
    case "startsWith":
      return `coalesce(starts_with(${textOf(field, values)}, ${values.add(comparable(field, clause.value))}), false)`;
    case "isNull":
      return `(${clause.value ? "not " : ""}jsonb_exists(field_values, ${values.add(field)}) and ${isReadable(field, values)})`;
  }
}

const textOf = (field: string, values: Values): string => `(field_values ->> ${values.add(field)}::text)`;

/** A bad value is kept as null, and meets no condition. */
const isReadable = (field: string, values: Values): string =>
  `coalesce(jsonb_typeof(field_values -> ${values.add(field)}::text) <> 'null', true)`;

function isAmong(field: string, wanted: readonly string[], { keyed }: Indexed, values: Values): string {
  const words = wanted.map((word) => comparable(field, word));
  if (keyed.includes(field)) return `keys && ${values.add(words.map((word) => keyOf(field, word)))}::text[]`;
  const own = `field_values -> ${values.add(field)}::text`;
  return `coalesce(case jsonb_typeof(${own}) when 'array' then jsonb_exists_any(${own}, ${values.add(words)}::text[])
    else ${textOf(field, values)} = any(${values.add(words)}::text[]) end, false)`;
}

function compared(field: string, operator: ">=" | "<", bound: Bound, { orderBy }: Indexed, values: Values): string {
  const own = (): string => `(field_values -> ${values.add(field)}::text)`;
  const number = (value: number): string => `${values.add(String(value))}::numeric`;
  if (typeof bound === "object") {
    const isSame = `${own()} ->> 'currency' = ${values.add(bound.currency)}`;
    const minorUnits = `(${own()} ->> 'minorUnits')::numeric`;
    return `coalesce(${isSame} and ${minorUnits} ${operator} ${number(bound.minorUnits)}, false)`;
  }
  if (typeof bound === "number") {
    const asNumber = `case jsonb_typeof(${own()}) when 'number' then ${textOf(field, values)}::numeric end`;
    return `coalesce(${asNumber} ${operator} ${number(bound)}, false)`;
  }
  if (field === orderBy) return `coalesce(order_key ${operator} ${values.add(bound)}, false)`;
  const text = `${textOf(field, values)} collate "C"`;
  return `coalesce(${text} ${operator} ${values.add(comparable(field, bound))}, false)`;
}
