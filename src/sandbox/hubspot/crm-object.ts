import type { IdScheme } from "./ids.ts";

export type PropertyType = "string" | "number" | "datetime" | "enumeration" | "bool";

export interface PropertyOption {
  readonly label: string;
  readonly value: string;
}

/** One property of an object, with how to read it from a row of the data set. */
export interface Property<Row> {
  readonly label: string;
  readonly type: PropertyType;
  readonly options?: readonly PropertyOption[];
  /** Several of the options may be chosen. */
  readonly isMultiple?: boolean;
  /** The account has defined it, not HubSpot. */
  readonly isCustom?: boolean;
  /** What HubSpot fills in itself; those whose names begin with `hs_` when left out. */
  readonly isReadOnly?: boolean;
  read(row: Row): string | null;
}

export interface PropertyFacts {
  readonly name: string;
  readonly label: string;
  readonly type: PropertyType;
  readonly options: readonly PropertyOption[];
  readonly isReadOnly: boolean;
  readonly isMultiple: boolean;
  readonly isCustom: boolean;
}

/** A record, its values made when read. */
export interface CrmRecord {
  readonly serial: number;
  readonly id: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null for a property without a value and for one that does not exist. */
  value(property: string): string | null;
}

export type EngagementName = "notes" | "tasks" | "calls" | "meetings" | "emails";
export type ObjectName = "contacts" | "companies" | "deals" | EngagementName;

/** An object type of the CRM, whatever its rows are. */
export interface CrmObject {
  readonly name: ObjectName;
  readonly singular: string;
  /** HubSpot's number of the type, usable in place of the name. */
  readonly typeId: string;
  readonly ids: IdScheme;
  readonly size: number;
  readonly properties: ReadonlyMap<string, PropertyFacts>;
  /** What a caller gets who names no properties. */
  readonly defaultProperties: readonly string[];
  /** What free-text search looks at. */
  readonly searchedProperties: readonly string[];
  /** Serials of the records with this value, for the properties that identify a record besides its id. */
  readonly lookups: Readonly<Record<string, (value: string) => readonly number[]>>;
  at(serial: number): CrmRecord;
}

interface Stamped {
  readonly serial: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ObjectPlan<Row extends Stamped> extends Omit<CrmObject, "size" | "properties" | "at"> {
  readonly rows: { readonly size: number; at(serial: number): Row };
  readonly properties: Readonly<Record<string, Property<Row>>>;
}

/** Makes an object type from rows and a table of properties. */
export function defineObject<Row extends Stamped>(plan: ObjectPlan<Row>): CrmObject {
  const { rows, properties, ...rest } = plan;
  const table = new Map(Object.entries(properties));
  const facts = [...table].map(([name, property]) => {
    const { label, type, options = [], isMultiple = false, isCustom = false } = property;
    const { isReadOnly = name.startsWith("hs_") } = property;
    return [name, { name, label, type, options, isReadOnly, isMultiple, isCustom }] as const;
  });
  return {
    ...rest,
    size: rows.size,
    properties: new Map(facts),
    at(serial) {
      const row = rows.at(serial);
      return {
        serial,
        id: plan.ids.idOf(serial),
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        value: (name) => table.get(name)?.read(row) ?? null,
      };
    },
  };
}

/** Properties that each object type has, under these names. */
export function systemProperties<Row extends Stamped>(
  ids: IdScheme,
  { created = "createdate", modified = "hs_lastmodifieddate" } = {},
): Record<string, Property<Row>> {
  return {
    hs_object_id: { label: "Record ID", type: "number", read: (row) => ids.idOf(row.serial) },
    [created]: { label: "Create Date", type: "datetime", read: (row) => isoOf(row.createdAt) },
    [modified]: { label: "Last Modified Date", type: "datetime", read: (row) => isoOf(row.updatedAt) },
  };
}

export function isoOf(at: number): string {
  return new Date(at).toISOString();
}
