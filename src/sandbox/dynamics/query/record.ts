import { isReference, isoSecondsOf } from "../cell.ts";
import type { Cell } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import type { Preferences } from "../odata/prefer.ts";
import type { Column, DataRecord } from "../table.ts";
import { formattedValue } from "./formatted.ts";
import type { Selection } from "./selection.ts";

export const formattedName = "OData.Community.Display.V1.FormattedValue";
const lookupName = "Microsoft.Dynamics.CRM.lookuplogicalname";
const navigationName = "Microsoft.Dynamics.CRM.associatednavigationproperty";

export type WireObject = Record<string, unknown>;

/** The columns of a record as Dataverse sends them, with the annotations asked for; expands are the caller's to add. */
export function toWire(
  catalog: Catalog,
  record: DataRecord,
  { columns }: Selection,
  preferences: Preferences,
  hasEtag = true,
): WireObject {
  const wire: WireObject = hasEtag ? { "@odata.etag": etagOf(record) } : {};
  const { table } = record;
  for (const column of sentColumns(record, columns)) {
    const cell = record.get(column.name);
    if (cell !== null) {
      if (preferences.wants(formattedName)) {
        const formatted = formattedValue(catalog, record, column, cell);
        if (formatted !== null) wire[`${column.property}@${formattedName}`] = formatted;
      }
      if (isReference(cell)) {
        const navigation = [...table.singles.values()].find(
          (single) => single.column === column.name && single.target === cell.table,
        );
        if (navigation !== undefined && preferences.wants(navigationName)) {
          wire[`${column.property}@${navigationName}`] = navigation.name;
        }
        if (preferences.wants(lookupName)) wire[`${column.property}@${lookupName}`] = cell.table;
      }
    }
    wire[column.property] = wireValue(catalog, column, cell);
  }
  return wire;
}

export function etagOf(record: DataRecord): string {
  return `W/"${record.version}"`;
}

export function wireValue(catalog: Catalog, column: Column, cell: Cell): string | number | boolean | null {
  if (isReference(cell)) return catalog.table(cell.table).guids.idOf(cell.serial);
  return column.type === "datetime" && typeof cell === "number" ? isoSecondsOf(cell) : cell;
}

// The key comes always, and the currency wherever there is money.
function sentColumns(record: DataRecord, selected: readonly Column[] | null): Iterable<Column> {
  const { columns, key } = record.table;
  if (selected === null) return columns.values();
  const hasMoney = selected.some((column) => column.type === "money" && record.get(column.name) !== null);
  const added = [hasMoney ? columns.get("transactioncurrencyid") : undefined, columns.get(key)];
  return new Set([...selected, ...added.filter((column) => column !== undefined)]);
}
