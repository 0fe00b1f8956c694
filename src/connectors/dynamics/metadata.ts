// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-metadata-web-api
import type { EntityType } from "../../mapping/entities.ts";
import type { FieldKind } from "../../mapping/field-map.ts";
import { flagAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { FieldMetadata, Metadata, TypeMetadata } from "../contract.ts";
import { API } from "./table.ts";

/** The logical name of the table that each type is read from. A deal's stages are no table's. */
const TABLES: readonly (readonly [type: EntityType, table: string])[] = [
  ["Contact", "contact"],
  ["Company", "account"],
  ["Deal", "opportunity"],
  ["Activity", "activitypointer"],
  ["User", "systemuser"],
  ["Ticket", "incident"],
  ["TicketComment", "annotation"],
];

const KINDS: Readonly<Record<string, FieldKind>> = {
  String: "text",
  Memo: "text",
  EntityName: "text",
  Integer: "number",
  BigInt: "number",
  Decimal: "number",
  Double: "number",
  Money: "number",
  Boolean: "boolean",
  Picklist: "choice",
  State: "choice",
  Status: "choice",
  DateTime: "instant",
  Uniqueidentifier: "id",
  Lookup: "id",
  Customer: "id",
  Owner: "id",
};

const IS_LOOKUP: ReadonlySet<string> = new Set(["Lookup", "Customer", "Owner"]);

/** The options of choices are told apart from the columns, by the sort of choice. */
const CHOICES = ["Picklist", "State", "Status"] as const;

export async function metadata(http: Http, types: readonly EntityType[]): Promise<Metadata> {
  const asked = TABLES.filter(([type]) => types.includes(type));
  return Object.fromEntries(await Promise.all(asked.map(async ([type, table]) => [type, await ofTable(http, table)])));
}

async function ofTable(http: Http, table: string): Promise<TypeMetadata> {
  const attributes = `${API}/EntityDefinitions(LogicalName='${table}')/Attributes`;
  const [columns, ...choices] = await Promise.all([
    http.get(attributes, { $select: "LogicalName,AttributeType,AttributeTypeName,IsValidForRead" }),
    ...CHOICES.map((sort) =>
      http.get(`${attributes}/Microsoft.Dynamics.CRM.${sort}AttributeMetadata`, {
        $select: "LogicalName",
        $expand: "OptionSet",
      }),
    ),
  ]);
  const options = new Map(
    choices.flatMap((reply) => recordsAt(reply, "value").map((column) => [textAt(column, "LogicalName"), column])),
  );
  return {
    fields: recordsAt(columns, "value")
      .filter((column) => flagAt(column, "IsValidForRead"))
      .map((column) => fieldOf(column, options.get(textAt(column, "LogicalName")))),
    // What a lookup leads to, and what explains a value beside it, are no columns of the table.
    covers: (path) => !/[.@]/.test(path),
  };
}

function fieldOf(column: unknown, withOptions: unknown): FieldMetadata {
  const name = textAt(column, "LogicalName") ?? "";
  const type = textAt(column, "AttributeType") ?? "";
  const isMultiple = textAt(column, "AttributeTypeName.Value") === "MultiSelectPicklistType"; // else it is a Virtual
  return {
    path: IS_LOOKUP.has(type) ? `_${name}_value` : name,
    kind: isMultiple ? "choices" : Object.hasOwn(KINDS, type) ? (KINDS[type] ?? "other") : "other",
    vendorType: isMultiple ? "MultiSelectPicklist" : type,
    ...(withOptions !== undefined && {
      values: recordsAt(withOptions, "OptionSet.Options").flatMap((option) => textAt(option, "Value") ?? []),
    }),
  };
}
