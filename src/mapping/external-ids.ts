// A person's record may name records of other sources: which of its fields do is a setting of the source.
import { id } from "./converters.ts";
import type { ExternalId } from "./entities.ts";
import { valueAtPath, type Field } from "./field-map.ts";

/**
 * The records of other sources that a record names, by the source's `externalIds` setting.
 * @param locate where the record has a field, key by key. `paths` is empty, as only the settings know: what a request
 *   must name is `Http.externalIdFields`.
 */
export function externalIdsField(locate: (field: string) => readonly string[]): Field<readonly ExternalId[]> {
  return {
    paths: [],
    read: (record, context) =>
      context.externalIds.flatMap(({ field, source }) => {
        const path = locate(field);
        const value = valueAtPath(record, path);
        const isMissing = value === undefined || value === null || value === "";
        return isMissing ? [] : [{ source, id: id(value, context, path.join(".")) }];
      }),
  };
}
