// Filters by fields that the configuration adds, in the vendor's own names and words.
import type { Abilities, Clause, Filter, Operator } from "../connectors/contract.ts";
import { RequestError } from "../errors.ts";
import { allOf, anyOf } from "../filters/filter.ts";
import { ownFieldName, type OwnKind } from "../filters/own-field.ts";
import type { CustomLine, CustomSource } from "../mapping/custom-field.ts";

/** A field of one source with the line that reads it. */
export interface CustomFieldLine {
  readonly source: CustomSource;
  readonly line: CustomLine;
}

/** By our name. */
export type CustomLines = Readonly<Record<string, CustomFieldLine>>;

/** The list's filters, and those by fields of `lines` that its vendor can carry. */
export function withOwnFilters({ filters, ownFilters = {} }: Abilities, lines: CustomLines): Abilities["filters"] {
  const own = Object.entries(lines).map(([name, { source, line }]): [string, readonly Operator[]] => {
    const kind = kindOf(source);
    const can = (kind === null ? undefined : ownFilters[kind]) ?? [];
    const isExact = typeof source.type !== "string" || source.type !== "Boolean";
    // Of words for true and false, what is neither is a bad value, and meets no condition.
    return [name, line.asks.length === 1 ? can.filter((operator) => isExact || operator === "in") : []];
  });
  return { ...filters, ...Object.fromEntries(own.filter(([, operators]) => operators.length > 0)) };
}

/** The filter as the connector understands it. Throws RequestError for UNKNOWN, which is every word that we have none for. */
export function inOwnNames(filter: Filter, lines: CustomLines): Filter {
  if ("and" in filter) return allOf(...filter.and.map((part) => inOwnNames(part, lines)));
  if ("or" in filter) return anyOf(...filter.or.map((part) => inOwnNames(part, lines)));
  const found = Object.hasOwn(lines, filter.field) ? lines[filter.field] : undefined;
  const kind = found === undefined ? null : kindOf(found.source);
  const [path] = found?.line.asks ?? [];
  if (found === undefined || kind === null || path === undefined) return filter;
  return { ...inOwnWords(filter, found), field: ownFieldName({ kind, path }) };
}

function inOwnWords(clause: Clause, { source, line }: CustomFieldLine): Clause {
  if (clause.operator !== "in" && clause.operator !== "notIn") return clause;
  const { trueWords = [], falseWords = [] } = source;
  if (source.type === "Boolean") {
    return { ...clause, value: clause.value.flatMap((value) => (value === true ? trueWords : falseWords)) };
  }
  if (typeof source.type === "string") return clause;
  if (clause.value.includes("UNKNOWN")) {
    throw new RequestError("UNSUPPORTED_BY_SOURCE", `No source can filter by ${clause.field} UNKNOWN: leave it out`);
  }
  return { ...clause, value: clause.value.flatMap((value) => line.vendorValues?.(String(value)) ?? []) };
}

/** How the vendor keeps the field, as far as the configuration tells; null where nothing can be said of it in a filter. */
function kindOf({ name, type, format, trueWords }: CustomSource): OwnKind | null {
  if (typeof type !== "string") return "word";
  switch (type) {
    case "String":
      // Ids compare exactly (`comparable`), and vendors' texts do not.
      return format === "html" || /Ids?$/.test(name) ? null : "text";
    case "Boolean":
      return trueWords === undefined ? null : "word";
    case "Int":
    case "SafeInt":
    case "Float":
      return "number";
    case "Date":
      return format === undefined ? "date" : null;
    case "DateTime":
      return format === undefined ? "instant" : null;
    case "[String]":
      return null;
  }
}
