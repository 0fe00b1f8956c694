// A table of Dataverse's, as every type of ours is read from one.
import { pathsOf, type Select } from "../../mapping/field-map.ts";
import type { CallHeaders, Http, Query } from "../../upstream/http.ts";
import { columnName, type Condition } from "./odata-filter.ts";

export const API = "/api/data/v9.2";

export interface Table {
  /** The entity set, as it stands in paths: "contacts". */
  readonly set: string;
  /** The column of its primary key. */
  readonly key: string;
  readonly fields: object;
  /** The columns behind the fields of ours that lists filter and order by. */
  readonly columns: Readonly<Record<string, string>>;
  /** How "one of these" is said of a field that has no column of its own. */
  readonly oneOf?: Readonly<Record<string, (values: readonly string[]) => Condition>>;
  /** Holds for all rows of lists and look-ups. */
  readonly always?: Condition;
}

/** Ids a call: as GUIDs in quotation marks they take 9,000 characters of an address, which may have 32,768. */
export const BATCH_SIZE = 200;

export interface Selection {
  readonly query: Query;
  /** Annotations that the fields are read from, beside the columns. */
  readonly annotations: readonly string[];
}

/**
 * The columns of the selected fields, and no others. A field's path is a column, "lookup.column" of the row that a lookup
 * leads to, or "column@annotation".
 * @param also columns by their names in replies
 */
export function selectionOf(
  { key, fields }: Pick<Table, "key" | "fields">,
  http: Pick<Http, "externalIdFields">,
  select: Select,
  also: readonly string[] = [],
): Selection {
  const columns = new Set([key]);
  const annotations = new Set<string>();
  const expanded = new Map<string, Set<string>>();
  const external = select.includes("externalIds") ? http.externalIdFields : [];
  for (const path of [...pathsOf(fields, select), ...external, ...also]) {
    const [column = "", annotation] = path.split("@");
    const [first = "", inner] = annotation === undefined ? column.split(".") : [column];
    if (annotation !== undefined) annotations.add(annotation);
    else if (inner === undefined) columns.add(columnName(first));
    else expanded.set(columnName(first), (expanded.get(first) ?? new Set()).add(columnName(inner)));
  }
  const expands = [...expanded].map(([lookup, inner]) => `${lookup}($select=${[...inner].join(",")})`);
  return {
    query: { $select: [...columns].join(","), $expand: expands.length === 0 ? undefined : expands.join(",") },
    annotations: [...annotations],
  };
}

/** What a call asks for by `Prefer`; undefined for nothing. */
export function preferring(annotations: readonly string[], pageSize?: number): CallHeaders | undefined {
  const preferences = [
    ...(pageSize === undefined ? [] : [`odata.maxpagesize=${pageSize}`]),
    ...(annotations.length === 0 ? [] : [`odata.include-annotations="${annotations.join(",")}"`]),
  ];
  return preferences.length === 0 ? undefined : { prefer: preferences.join(",") };
}
