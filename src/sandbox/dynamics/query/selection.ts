// $select and $expand: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables
import type { Catalog } from "../catalog.ts";
import { badQuery, unknownProperty } from "../errors.ts";
import { splitList } from "../odata/split-list.ts";
import type { Column, ManyNavigation, SingleNavigation, Table } from "../table.ts";

export interface Selection {
  readonly table: Table;
  /** Null for all. */
  readonly columns: readonly Column[] | null;
  readonly expands: readonly Expand[];
}

export type Expand = {
  readonly selection: Selection;
  /** The options between the parentheses, as they came. */
  readonly options: string;
} & (
  | { readonly kind: "single"; readonly navigation: SingleNavigation }
  | {
      readonly kind: "many";
      readonly navigation: ManyNavigation;
      readonly filter: string | undefined;
      readonly orderBy: string | undefined;
      readonly top: string | undefined;
    }
);

const maxExpands = 15;

/** Throws DataverseError 400 for what is not there or can't be asked for. */
export function readSelection(
  catalog: Catalog,
  table: Table,
  select: string | undefined,
  expand: string | undefined,
): Selection {
  const selection = {
    table,
    columns: select === undefined || select === "" || select === "*" ? null : columnsIn(table, select),
    expands: splitList(expand ?? "", ",").map((item) => readExpand(catalog, table, item)),
  };
  if (countExpands(selection) > maxExpands) {
    throw badQuery(`The number of $expand options exceeds the limit of ${maxExpands}.`);
  }
  return selection;
}

function columnsIn(table: Table, select: string): readonly Column[] {
  return splitList(select, ",").map((name) => {
    const column = table.properties.get(name);
    if (column === undefined) throw unknownProperty(name, table.name);
    return column;
  });
}

function readExpand(catalog: Catalog, table: Table, item: string): Expand {
  const [, name = "", inside = ""] = /^([\w.]+)(?:\(([^]*)\))?$/.exec(item) ?? [];
  if (name === "") throw badQuery(`The $expand option '${item}' is not understood.`);
  const options = new Map(
    splitList(inside, ";").map((option): [string, string] => {
      const equals = option.indexOf("=");
      return [option.slice(0, equals).trim(), option.slice(equals + 1).trim()];
    }),
  );
  for (const option of options.keys()) {
    if (!["$select", "$expand", "$filter", "$orderby", "$top"].includes(option)) {
      throw badQuery(`The query option '${option}' is not supported in $expand.`);
    }
  }
  const inner = (target: Table["name"]): Selection =>
    readSelection(catalog, catalog.table(target), options.get("$select"), options.get("$expand"));

  const single = table.singles.get(name);
  if (single !== undefined) {
    if (options.has("$filter") || options.has("$orderby") || options.has("$top")) throw onlySelectAndFilter();
    return { kind: "single", navigation: single, selection: inner(single.target), options: inside };
  }
  const many = table.manys.get(name);
  if (many === undefined) throw unknownProperty(name, table.name);
  if (options.has("$expand") && (options.has("$orderby") || options.has("$top"))) throw onlySelectAndFilter();
  return {
    kind: "many",
    navigation: many,
    selection: inner(many.target),
    options: inside,
    filter: options.get("$filter"),
    orderBy: options.get("$orderby"),
    top: options.get("$top"),
  };
}

function onlySelectAndFilter() {
  return badQuery(
    "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested one-to-many relationship.",
  );
}

function countExpands({ expands }: Selection): number {
  return expands.reduce((sum, expand) => sum + 1 + countExpands(expand.selection), 0);
}

/** What `@odata.context` says of it: `(fullname,parentcustomerid_account(name))`, or nothing when all was asked for. */
export function contextOf(selection: Selection): string {
  const columns = selection.columns?.map((column) => column.property) ?? [];
  const expands = selection.expands.map((expand) => `${expand.navigation.name}${contextOf(expand.selection) || "()"}`);
  const parts = [...columns, ...expands];
  return parts.length === 0 ? "" : `(${parts.join(",")})`;
}
