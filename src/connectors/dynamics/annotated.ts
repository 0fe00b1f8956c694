// Values that Dataverse explains by annotations beside them, which a call has to ask for:
// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/select-columns
import { id, text } from "../../mapping/converters.ts";
import { at, valueAtPath, type Field } from "../../mapping/field-map.ts";

const LABEL = "OData.Community.Display.V1.FormattedValue";
const TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === "";

/** The id that a lookup holds. */
export function lookup(column: string): Field<string | null> {
  return at(`_${column}_value`, id);
}

/** The id that a lookup holds where it leads to `table`, else null: a customer may be an account or a contact. */
export function lookupTo(table: string, column: string): Field<string | null> {
  const path = `_${column}_value`;
  const annotation = `${path}@${TABLE}`;
  return {
    paths: [path, annotation],
    read: (record, context) => {
      const value = valueAtPath(record, [path]);
      if (isMissing(value)) return null;
      const found = id(value, context, path);
      return text(valueAtPath(record, [annotation]), context, annotation) === table ? found : null;
    },
  };
}

/** The account's own name of a choice. */
export function choiceLabel(column: string): Field<string | null> {
  const annotation = `${column}@${LABEL}`;
  return {
    paths: [column, annotation],
    read: (record, context) => {
      const value = valueAtPath(record, [column]);
      if (isMissing(value)) return null;
      if (typeof value !== "number") throw new Error(`should be a choice, instead got a ${typeof value}`);
      return text(valueAtPath(record, [annotation]), context, annotation);
    },
  };
}
