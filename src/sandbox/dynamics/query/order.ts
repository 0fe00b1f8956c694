import { isLookup, isReference } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import { badQuery } from "../errors.ts";
import type { Aliases } from "../odata/parse-filter.ts";
import { splitList } from "../odata/split-list.ts";
import type { Column, DataRecord, Table } from "../table.ts";
import { comparableOf } from "./comparable.ts";
import type { Comparable } from "./comparable.ts";
import { bindProperty } from "./property.ts";

export interface OrderItem {
  readonly column: Column;
  readonly isDescending: boolean;
  /** What records are ordered by: of a lookup the name of what it points at. */
  key(record: DataRecord): Comparable;
}

/** Reads $orderby; an empty list for none. Throws DataverseError 400. */
export function readOrder(
  catalog: Catalog,
  table: Table,
  text: string | undefined,
  aliases: Aliases = new Map(),
): readonly OrderItem[] {
  return splitList(text ?? "", ",").map((item) => {
    const [, written = "", direction = "asc"] = /^(\S+)(?:\s+(asc|desc))?$/.exec(item) ?? [];
    const name = written.startsWith("@") ? (aliases.get(written) ?? "") : written;
    if (name === "") throw badQuery(`Syntax error in the $orderby option '${item}'.`);
    if (name.includes("/")) throw badQuery("Ordering by a property of a related record is not supported.");
    const { column, read } = bindProperty(catalog, table, [name]);
    return {
      column,
      isDescending: direction === "desc",
      key(record) {
        const cell = read(record);
        if (!isLookup(column.type) || !isReference(cell)) return comparableOf(catalog, column, cell);
        const name = nameOf(catalog, cell);
        return name === null ? null : name.toLowerCase();
      },
    };
  });
}

/** Sorts serials; what is empty comes first, as in SQL Server, and what is equal in the order of the key. */
export function sortSerials(table: Table, serials: readonly number[], order: readonly OrderItem[]): readonly number[] {
  const keyed = serials.map((serial) => {
    const record = table.at(serial);
    return { serial, keys: record === null ? [] : order.map((item) => item.key(record)) };
  });
  keyed.sort((a, b) => {
    for (const [place, { isDescending }] of order.entries()) {
      const compared = compareKeys(a.keys[place] ?? null, b.keys[place] ?? null);
      if (compared !== 0) return isDescending ? -compared : compared;
    }
    return a.serial - b.serial;
  });
  return keyed.map(({ serial }) => serial);
}

/** The name of the record that a reference points at. */
export function nameOf(
  catalog: Catalog,
  reference: { readonly table: Table["name"]; readonly serial: number },
): string | null {
  const record = catalog.find(reference);
  const name = record?.get(record.table.primaryName) ?? null;
  return typeof name === "string" ? name : null;
}

function compareKeys(a: Comparable, b: Comparable): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  return a < b ? -1 : 1;
}
