// The one place where values become OData:
// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows
import { wholeSecondOf } from "../../mapping/instants.ts";

/** What rows must be. Columns go by their logical names, lookups too: `parentcontactid`. */
export type Condition =
  /** One of the columns holds one of the values. */
  | { readonly kind: "in"; readonly columns: readonly string[]; readonly values: readonly string[] }
  | { readonly kind: "equals" | "differs"; readonly column: string; readonly value: number | string | null }
  /** This RFC 3339 instant or later; before it. */
  | { readonly kind: "from" | "before"; readonly column: string; readonly instant: string }
  | { readonly kind: "all" | "any"; readonly of: readonly Condition[] };

/** `$filter`, and under `@p1` and so on the values that it names, where there are any conditions. Throws RequestError. */
export type FilterQuery = Readonly<Record<string, string>>;

/** Can no row be so? OData has no words for a value out of none. */
export function isNever(condition: Condition): boolean {
  switch (condition.kind) {
    case "in":
      return condition.values.length === 0;
    case "all":
      return condition.of.some(isNever);
    case "any":
      return condition.of.every(isNever);
    default:
      return false;
  }
}

/** The query of a condition that rows can meet. Throws RequestError for a text that is no instant. */
export function filterQuery(condition: Condition): FilterQuery {
  const parameters: Record<string, string> = {};
  const $filter = write(condition, (value) => {
    const name = `@p${Object.keys(parameters).length + 1}`;
    parameters[name] = value;
    return name;
  });
  return $filter === "" ? {} : { $filter, ...parameters };
}

function write(condition: Condition, parameter: (value: string) => string): string {
  switch (condition.kind) {
    case "in": {
      const names = condition.columns.map((column) => parameter(`'${columnName(column)}'`));
      const values = parameter(textList(condition.values));
      // It takes logical names only, and says 400 to `_parentcontactid_value`.
      return either(names.map((name) => `Microsoft.Dynamics.CRM.In(PropertyName=${name},PropertyValues=${values})`));
    }
    case "equals":
      return `${columnName(condition.column)} eq ${literal(condition.value)}`;
    case "differs":
      return `${columnName(condition.column)} ne ${literal(condition.value)}`;
    // Columns hold whole seconds.
    case "from":
      return `${columnName(condition.column)} ge ${wholeSecondOf(condition.instant)}`;
    case "before":
      return `${columnName(condition.column)} lt ${wholeSecondOf(condition.instant)}`;
    // What holds always has no words: it is nothing beside other conditions, and all of a choice.
    case "all":
      return condition.of
        .map((each) => write(each, parameter))
        .filter((clause) => clause !== "")
        .join(" and ");
    case "any": {
      const clauses = condition.of.filter((each) => !isNever(each)).map((each) => write(each, parameter));
      return clauses.includes("") ? "" : either(clauses);
    }
  }
}

function either(clauses: readonly string[]): string {
  return clauses.length === 1 ? (clauses[0] ?? "") : `(${clauses.map((clause) => `(${clause})`).join(" or ")})`;
}

function literal(value: number | string | null): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/**
 * A list of texts as JSON, which OData takes in a parameter. All but the plainest characters are escaped by number:
 * OData's own reader looks for quotation marks and brackets inside texts, too.
 */
export function textList(values: readonly string[]): string {
  return `[${values.map((value) => `"${value.replaceAll(/[^\w .@+-]/g, byNumber)}"`).join(",")}]`;
}

function byNumber(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A column's logical name as it is. Throws TypeError for what is none: only a setting can be wrong. */
export function columnName(name: string): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name)) return name;
  throw new TypeError(`A column should go by its logical name (emailaddress1), instead got ${JSON.stringify(name)}`);
}

/** Is it a GUID? What is none would be refused, and all that stands beside it. */
export function isGuid(id: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}
