// https://developers.hubspot.com/docs/api/crm/properties
import type { EntityType } from "../../mapping/entities.ts";
import type { FieldKind } from "../../mapping/field-map.ts";
import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { FieldMetadata, Metadata } from "../contract.ts";
import { engagementTypes } from "./engagement-id.ts";

/** The vendor's objects that each type is read from, and how the paths of their properties begin. */
const OBJECTS: readonly (readonly [type: EntityType, object: string, start: string])[] = [
  ["Contact", "contacts", "properties."],
  ["Company", "companies", "properties."],
  ["Deal", "deals", "properties."],
  ...engagementTypes.map(({ type }) => ["Activity", type, `${type}.properties.`] as const),
];

const KINDS: Readonly<Record<string, FieldKind>> = {
  string: "text",
  phone_number: "text",
  number: "number",
  bool: "boolean",
  date: "date",
  datetime: "instant",
  enumeration: "choice",
};

export async function metadata(http: Http, types: readonly EntityType[]): Promise<Metadata> {
  const asked = OBJECTS.filter(([type]) => types.includes(type));
  const told = await Promise.all(
    asked.map(async ([type, object, start]) => {
      const properties = recordsAt(await http.get(`/crm/v3/properties/${object}`), "results");
      return { type, start, fields: properties.map((property) => fieldOf(property, start)) };
    }),
  );
  const ofType = (type: EntityType) => {
    const parts = told.filter((part) => part.type === type);
    return {
      fields: parts.flatMap(({ fields }) => fields),
      covers: (path: string) => parts.some(({ start }) => path.startsWith(start)),
    };
  };
  return Object.fromEntries(asked.map(([type]) => [type, ofType(type)]));
}

function fieldOf(property: unknown, start: string): FieldMetadata {
  const vendorType = textAt(property, "type") ?? "";
  const control = textAt(property, "fieldType");
  const options = recordsAt(property, "options").flatMap((option) => textAt(option, "value") ?? []);
  const isOwn = vendorType === "enumeration" && options.length > 0; // an owner's are elsewhere
  return {
    path: `${start}${textAt(property, "name") ?? ""}`,
    kind: kindOf(vendorType, control),
    vendorType,
    ...(isOwn && { values: options }),
  };
}

function kindOf(type: string, control: string | null): FieldKind {
  if (control === "checkbox") return "choices";
  if (control === "booleancheckbox") return "boolean";
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? "other") : "other";
}
