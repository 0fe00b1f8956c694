import type { Catalog } from "../catalog.ts";
import { isReference } from "../cell.ts";
import type { Cell } from "../cell.ts";
import { unknownProperty } from "../errors.ts";
import type { Column, DataRecord, Table } from "../table.ts";

/** A property of a record, or of one that it points at. */
export interface BoundProperty {
  readonly column: Column;
  /** The table that the column is of. */
  readonly table: Table;
  /** True when the path leads to another record. */
  readonly isRelated: boolean;
  read(record: DataRecord): Cell;
}

/** Binds a path such as `["parentcustomerid_account", "name"]`. Throws DataverseError 400 for what is not there. */
export function bindProperty(catalog: Catalog, table: Table, path: readonly string[]): BoundProperty {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    const column = table.properties.get(name);
    if (column === undefined) throw unknownProperty(name, table.name);
    return { column, table, isRelated: false, read: (record) => record.get(column.name) };
  }
  const navigation = table.singles.get(name);
  if (navigation === undefined) throw unknownProperty(name, table.name);
  const inner = bindProperty(catalog, catalog.table(navigation.target), rest);
  return {
    column: inner.column,
    table: inner.table,
    isRelated: true,
    read(record) {
      const related = relatedRecord(catalog, record.get(navigation.column), navigation.target);
      return related === null ? null : inner.read(related);
    },
  };
}

/** The record that a lookup points at, when that is in this table. */
export function relatedRecord(catalog: Catalog, cell: Cell, target: Table["name"]): DataRecord | null {
  return isReference(cell) && cell.table === target ? catalog.find(cell) : null;
}
