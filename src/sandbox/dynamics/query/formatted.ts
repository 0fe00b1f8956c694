import { isReference } from "../cell.ts";
import type { Cell } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import type { Column, DataRecord } from "../table.ts";
import { formatMoney } from "../tables/currencies.ts";
import { nameOf } from "./order.ts";

/** How a value looks to a user in English and UTC; null for the types whose value is its own text. */
export function formattedValue(catalog: Catalog, record: DataRecord, column: Column, cell: Cell): string | null {
  if (cell === null) return null;
  if (isReference(cell)) return nameOf(catalog, cell);
  if (column.type === "money" && typeof cell === "number") return formatMoney(cell, currencyOf(column, record));
  return formattedScalar(column, cell);
}

function formattedScalar(column: Column, cell: string | number | boolean): string | null {
  if (typeof cell === "boolean") return cell ? "Yes" : "No";
  if (typeof cell === "string") return column.type === "date" ? usDate(Date.parse(`${cell}T00:00:00Z`)) : null;
  switch (column.type) {
    case "choice":
    case "state":
    case "status":
      return column.choices.find((choice) => choice.value === cell)?.label ?? null;
    case "datetime":
      return `${usDate(cell)} ${usTime(cell)}`;
    default:
      return cell.toLocaleString("en-US", { maximumFractionDigits: 10 });
  }
}

/** The `_base` columns are in the base currency, which is the first. */
function currencyOf(column: Column, record: DataRecord): number {
  const currency = record.get("transactioncurrencyid");
  return column.name.endsWith("_base") || !isReference(currency) ? 0 : currency.serial;
}

function usDate(at: number): string {
  return new Date(at).toLocaleDateString("en-US", { timeZone: "UTC" });
}

function usTime(at: number): string {
  const time = new Date(at).toLocaleTimeString("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  return time.replaceAll("\u202f", " ");
}
