import { isoOf } from "./crm-object.ts";
import type { CrmObject, CrmRecord } from "./crm-object.ts";

export interface PropertySelection {
  readonly properties: readonly string[];
  readonly propertiesWithHistory: readonly string[];
}

/** A record as HubSpot sends it: only what was asked for, or the defaults when nothing was; unknown names are ignored. */
export function toWire(object: CrmObject, record: CrmRecord, selection: PropertySelection) {
  const { properties, propertiesWithHistory } = selection;
  const isDefault = properties.length === 0 && propertiesWithHistory.length === 0;
  const asked = isDefault ? object.defaultProperties : [...properties, ...propertiesWithHistory];
  const names = [...new Set(asked)].filter((name) => object.properties.has(name));
  return {
    id: record.id,
    properties: Object.fromEntries(names.map((name) => [name, record.value(name)])),
    ...(propertiesWithHistory.length > 0 && {
      propertiesWithHistory: historyOf(object, record, propertiesWithHistory),
    }),
    createdAt: isoOf(record.createdAt),
    updatedAt: isoOf(record.updatedAt),
    archived: false,
  };
}

// Nothing in the data set was ever changed: each value has been there from the start.
function historyOf(object: CrmObject, record: CrmRecord, names: readonly string[]) {
  return Object.fromEntries(
    names
      .filter((name) => object.properties.has(name))
      .map((name) => {
        const value = record.value(name);
        const entry = { value, timestamp: isoOf(record.createdAt), sourceType: "INTEGRATION" };
        return [name, value === null ? [] : [entry]];
      }),
  );
}
