// https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm#field
import type { EntityType } from "../../mapping/entities.ts";
import type { FieldKind } from "../../mapping/field-map.ts";
import { flagAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { FieldMetadata, Metadata } from "../contract.ts";
import { describedFields, OBJECTS } from "./describe.ts";

const KINDS: Readonly<Record<string, FieldKind>> = {
  id: "id",
  reference: "id",
  string: "text",
  textarea: "text",
  encryptedstring: "text",
  email: "text",
  phone: "text",
  url: "text",
  picklist: "choice",
  combobox: "choice",
  multipicklist: "choices",
  boolean: "boolean",
  int: "number",
  long: "number",
  double: "number",
  currency: "number",
  percent: "number",
  date: "date",
  datetime: "instant",
};

export async function metadata(http: Http, types: readonly EntityType[]): Promise<Metadata> {
  const asked = OBJECTS.filter(({ type }) => types.includes(type));
  const told = await Promise.all(
    asked.map(async ({ type, object, start }) => {
      const described = await describedFields(http, object);
      return { type, start, fields: described.map((field) => fieldOf(field, start)) };
    }),
  );
  const ofType = (type: EntityType) => ({
    fields: told.filter((part) => part.type === type).flatMap(({ fields }) => fields),
    covers: (path: string) => !path.replace(/^(?:Task|Event)\./, "").includes("."), // what a reference leads to is another object's
  });
  return Object.fromEntries(asked.map(({ type }) => [type, ofType(type)]));
}

function fieldOf(field: unknown, start: string): FieldMetadata {
  const vendorType = textAt(field, "type") ?? "";
  const kind = Object.hasOwn(KINDS, vendorType) ? (KINDS[vendorType] ?? "other") : "other";
  const values = recordsAt(field, "picklistValues").filter((value) => flagAt(value, "active"));
  return {
    path: `${start}${textAt(field, "name") ?? ""}`,
    kind,
    vendorType,
    ...((kind === "choice" || kind === "choices") && {
      values: values.flatMap((value) => textAt(value, "value") ?? []),
    }),
  };
}
