// Values in the form in which they compare: texts in lower case, since Dataverse's collation minds no case; lookups as GUIDs.
import { edmTypeOf, isReference } from "../cell.ts";
import type { Cell } from "../cell.ts";
import type { Catalog } from "../catalog.ts";
import { badQuery } from "../errors.ts";
import type { Literal } from "../odata/tokens.ts";
import type { Column } from "../table.ts";

export type Comparable = string | number | boolean | null;

export function comparableOf(catalog: Catalog, column: Column, cell: Cell): Comparable {
  if (isReference(cell)) return catalog.table(cell.table).guids.idOf(cell.serial);
  return typeof cell === "string" && edmTypeOf(column.type) === "Edm.String" ? cell.toLowerCase() : cell;
}

/** OData's type of a literal, for messages. */
export function edmTypeOfLiteral(literal: Literal): string {
  switch (literal.type) {
    case "string":
      return "Edm.String";
    case "number":
      return Number.isInteger(literal.value) ? "Edm.Int32" : "Edm.Decimal";
    case "boolean":
      return "Edm.Boolean";
    case "guid":
      return "Edm.Guid";
    case "datetime":
      return "Edm.DateTimeOffset";
    case "date":
      return "Edm.Date";
    case "null":
      return "Edm.Null";
  }
}

const numeric: ReadonlySet<string> = new Set(["Edm.Int32", "Edm.Int64", "Edm.Decimal", "Edm.Double"]);

/** What a column of the type compares with; undefined when OData does not let the two be compared. */
export function comparableOfLiteral(type: Column["type"], literal: Literal): Comparable | undefined {
  const wanted = edmTypeOf(type);
  switch (literal.type) {
    case "null":
      return null;
    case "string":
      return wanted === "Edm.String" ? literal.value.toLowerCase() : undefined;
    case "number":
      return numeric.has(wanted) ? literal.value : undefined;
    case "boolean":
      return wanted === "Edm.Boolean" ? literal.value : undefined;
    case "guid":
      return wanted === "Edm.Guid" ? literal.value : undefined;
    case "datetime":
      return wanted === "Edm.DateTimeOffset" ? literal.value : undefined;
    case "date":
      if (wanted === "Edm.Date") return literal.value;
      return wanted === "Edm.DateTimeOffset" ? Date.parse(`${literal.value}T00:00:00Z`) : undefined;
  }
}

/** The same from the texts that Dataverse's functions take. Throws DataverseError 400 for a text that is no such value. */
export function comparableOfText(column: Column, text: string): Comparable {
  const wanted = edmTypeOf(column.type);
  const refused = () => badQuery(`The value '${text}' of attribute '${column.name}' is not of type '${wanted}'.`);
  if (numeric.has(wanted)) {
    if (text.trim() === "" || Number.isNaN(Number(text))) throw refused();
    return Number(text);
  }
  if (wanted === "Edm.Guid") {
    const [, guid] = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(text) ?? [];
    if (guid === undefined) throw refused();
    return guid.toLowerCase();
  }
  if (wanted === "Edm.Boolean") {
    if (!/^(?:true|false|0|1)$/i.test(text)) throw refused();
    return /^(?:true|1)$/i.test(text);
  }
  if (wanted === "Edm.DateTimeOffset" || wanted === "Edm.Date") {
    const at = instantOf(text);
    if (Number.isNaN(at)) throw refused();
    return wanted === "Edm.Date" ? new Date(at).toISOString().slice(0, 10) : at;
  }
  return text.toLowerCase();
}

// A text without a zone is in UTC, whatever the machine's own is.
function instantOf(text: string): number {
  return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.test(text) && text.includes("T")
    ? Date.parse(`${text}Z`)
    : Date.parse(text);
}
