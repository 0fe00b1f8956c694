// Definitions of tables and columns: https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
import type { Catalog } from "./catalog.ts";
import type { ColumnType } from "./cell.ts";
import { badQuery, DataverseError, unknownResource } from "./errors.ts";
import { splitList } from "./odata/split-list.ts";
import type { QueryOptions } from "./odata/query-options.ts";
import type { WireObject } from "./query/record.ts";
import type { Choice, Column, Table } from "./table.ts";

const attributeTypes: Readonly<Record<ColumnType, readonly [type: string, metadata: string]>> = {
  string: ["String", "StringAttributeMetadata"],
  memo: ["Memo", "MemoAttributeMetadata"],
  name: ["EntityName", "EntityNameAttributeMetadata"],
  integer: ["Integer", "IntegerAttributeMetadata"],
  bigint: ["BigInt", "BigIntAttributeMetadata"],
  decimal: ["Decimal", "DecimalAttributeMetadata"],
  double: ["Double", "DoubleAttributeMetadata"],
  money: ["Money", "MoneyAttributeMetadata"],
  boolean: ["Boolean", "BooleanAttributeMetadata"],
  choice: ["Picklist", "PicklistAttributeMetadata"],
  state: ["State", "StateAttributeMetadata"],
  status: ["Status", "StatusAttributeMetadata"],
  datetime: ["DateTime", "DateTimeAttributeMetadata"],
  date: ["DateTime", "DateTimeAttributeMetadata"],
  guid: ["Uniqueidentifier", "AttributeMetadata"],
  lookup: ["Lookup", "LookupAttributeMetadata"],
  customer: ["Customer", "LookupAttributeMetadata"],
  owner: ["Owner", "LookupAttributeMetadata"],
};

/** Begins the names of all columns that the organization has added. */
const ownPrefix = "trb_";

/** Answers below `EntityDefinitions`; `segments` are the path's, that one first. Throws DataverseError. */
export function metadataBody(
  catalog: Catalog,
  root: string,
  segments: readonly string[],
  options: QueryOptions,
): WireObject {
  const [first = "", second, third, ...rest] = segments;
  if (rest.length > 0) throw unknownResource(rest[0] ?? "");
  if (first === "EntityDefinitions") {
    if (second !== undefined) throw unknownResource(second);
    refuse(options, ["$filter", "$orderby", "$top"]);
    return {
      "@odata.context": `${root}/$metadata#EntityDefinitions`,
      value: catalog.tables.map((table) => definitionOf(table, options)),
    };
  }
  const table = tableIn(catalog, first);
  if (second === undefined) {
    return { "@odata.context": `${root}/$metadata#EntityDefinitions/$entity`, ...definitionOf(table, options) };
  }
  refuse(options, ["$filter", "$orderby", "$top"]);
  const one = columnIn(table, second);
  const context = `${root}/$metadata#EntityDefinitions('${table.name}')/Attributes`;
  if (one !== undefined) {
    checkCast(one, third);
    return { "@odata.context": `${context}/$entity`, ...attributeOf(table, one, options, third !== undefined) };
  }
  if (second !== "Attributes") throw unknownResource(second);
  const kind = third?.replace("Microsoft.Dynamics.CRM.", "");
  const columns = [...table.columns.values()].filter(
    ({ type }) => kind === undefined || attributeTypes[type][1] === kind,
  );
  return {
    "@odata.context": context,
    value: columns.map((column) => attributeOf(table, column, options, kind !== undefined)),
  };
}

function tableIn(catalog: Catalog, segment: string): Table {
  const [, name] = /^EntityDefinitions\(LogicalName='(\w+)'\)$/.exec(segment) ?? [];
  if (name === undefined) throw unknownResource(segment);
  const table = catalog.named(name);
  if (table !== undefined) return table;
  throw new DataverseError(404, "0x80060888", `Could not find an entity with name ${name}.`);
}

function columnIn(table: Table, segment: string): Column | undefined {
  const [, name] = /^Attributes\(LogicalName='(\w+)'\)$/.exec(segment) ?? [];
  if (name === undefined) return undefined;
  const column = table.columns.get(name);
  if (column !== undefined) return column;
  throw new DataverseError(404, "0x80060888", `Could not find an attribute with name ${name} in entity ${table.name}.`);
}

function checkCast({ type }: Column, cast: string | undefined): void {
  if (cast === undefined || cast === `Microsoft.Dynamics.CRM.${attributeTypes[type][1]}`) return;
  throw unknownResource(cast);
}

function definitionOf(table: Table, options: QueryOptions): WireObject {
  const [, attributes, inside = ""] =
    /^(Attributes)(?:\(([^]*)\))?$/.exec(options.get("$expand") ?? "Attributes") ?? [];
  if (attributes === undefined) throw badQuery(`The $expand option '${options.get("$expand")}' is not supported here.`);
  const [, innerSelect] = /^\$select=([\w,\s]+)$/.exec(inside) ?? [];
  if (inside !== "" && innerSelect === undefined)
    throw badQuery(`The $expand option '${inside}' is not supported here.`);
  const all = {
    LogicalName: table.name,
    SchemaName: table.schemaName,
    EntitySetName: table.setName,
    LogicalCollectionName: table.setName,
    PrimaryIdAttribute: table.key,
    PrimaryNameAttribute: table.primaryName,
    ObjectTypeCode: table.typeCode,
    IsActivity: table.isActivity,
    IsCustomEntity: false,
    ChangeTrackingEnabled: true,
    DisplayName: labelOf(table.displayName),
    MetadataId: metadataId(table.typeCode, 0),
  };
  const expanded = options.get("$expand") !== undefined;
  return {
    ...selected(all, options.get("$select"), "EntityMetadata"),
    ...(expanded && {
      Attributes: [...table.columns.values()].map((column) => attributeWith(table, column, innerSelect, false)),
    }),
  };
}

function attributeOf(table: Table, column: Column, options: QueryOptions, isCast: boolean): WireObject {
  const expand = options.get("$expand");
  const hasOptions = expand !== undefined && splitList(expand, ",").every((name) => name === "OptionSet");
  if (expand !== undefined && (!hasOptions || !isCast)) {
    throw badQuery(`Could not find a property named '${expand}' on type 'Microsoft.Dynamics.CRM.AttributeMetadata'.`);
  }
  return attributeWith(table, column, options.get("$select"), hasOptions);
}

function attributeWith(table: Table, column: Column, select: string | undefined, hasOptions: boolean): WireObject {
  const [type, metadata] = attributeTypes[column.type];
  const place = [...table.columns.keys()].indexOf(column.name) + 1;
  const all = {
    LogicalName: column.name,
    AttributeType: type,
    AttributeTypeName: { Value: `${type}Type` },
    IsPrimaryId: column.name === table.key,
    IsPrimaryName: column.name === table.primaryName,
    IsCustomAttribute: column.name.startsWith(ownPrefix),
    IsValidForRead: true,
    EntityLogicalName: table.name,
    MetadataId: metadataId(table.typeCode, place),
    ...(column.targets.length > 0 && { Targets: column.targets }),
    ...((column.type === "date" || column.type === "datetime") && {
      Format: column.type === "date" ? "DateOnly" : "DateAndTime",
    }),
  };
  return {
    ...(metadata !== "AttributeMetadata" && { "@odata.type": `#Microsoft.Dynamics.CRM.${metadata}` }),
    ...selected(all, select, metadata),
    ...(hasOptions && {
      OptionSet: {
        IsGlobal: false,
        OptionSetType: type,
        Options: column.choices.map((choice) => optionOf(column, choice)),
      },
    }),
  };
}

function optionOf({ type }: Column, { value, label, state }: Choice): WireObject {
  return {
    ...(type === "status" && { "@odata.type": "#Microsoft.Dynamics.CRM.StatusOptionMetadata" }),
    Value: value,
    Label: labelOf(label),
    ...(state !== undefined && { State: state }),
  };
}

function labelOf(text: string): WireObject {
  const label = { Label: text, LanguageCode: 1_033, IsManaged: true };
  return { LocalizedLabels: [label], UserLocalizedLabel: label };
}

function metadataId(typeCode: number, place: number): string {
  return `70816501-edb9-4740-${String(typeCode).padStart(4, "0")}-${String(place).padStart(12, "0")}`;
}

function selected(all: WireObject, select: string | undefined, type: string): WireObject {
  if (select === undefined) return all;
  const names = splitList(select, ",");
  const unknown = names.find((name) => !Object.hasOwn(all, name) && !["Targets", "Format"].includes(name));
  if (unknown !== undefined) {
    throw badQuery(`Could not find a property named '${unknown}' on type 'Microsoft.Dynamics.CRM.${type}'.`);
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => name === "MetadataId" || names.includes(name)));
}

function refuse(options: QueryOptions, names: readonly ("$filter" | "$orderby" | "$top")[]): void {
  const used = names.find((name) => options.get(name) !== undefined);
  if (used !== undefined) throw badQuery(`The query option '${used}' is not supported here.`);
}
