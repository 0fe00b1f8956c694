// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/data-attributes/lisdataattributes
// Attributes of tickets are their types', and not among these.
import type { EntityType } from "../../mapping/entities.ts";
import type { FieldKind } from "../../mapping/field-map.ts";
import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { FieldMetadata, Metadata } from "../contract.ts";

const MODELS: readonly (readonly [type: EntityType, model: string])[] = [
  ["Contact", "contact"],
  ["Company", "company"],
  ["Ticket", "conversation"],
];

const KINDS: Readonly<Record<string, FieldKind>> = {
  string: "text",
  integer: "number",
  float: "number",
  boolean: "boolean",
  date: "instant",
};

/** Only of attributes that a workspace defines: the others are as documented. */
const START = "custom_attributes.";

export async function metadata(http: Http, types: readonly EntityType[]): Promise<Metadata> {
  const asked = MODELS.filter(([type]) => types.includes(type));
  const told = await Promise.all(
    asked.map(async ([type, model]) => {
      const attributes = recordsAt(await http.get("/data_attributes", { model }), "data");
      const fields = attributes.map(fieldOf).filter(({ path }) => path.startsWith(START));
      return [type, { fields, covers: (path: string) => path.startsWith(START) }] as const;
    }),
  );
  return Object.fromEntries(told);
}

function fieldOf(attribute: unknown): FieldMetadata {
  const vendorType = textAt(attribute, "data_type") ?? "";
  return {
    path: textAt(attribute, "full_name") ?? "",
    kind: Object.hasOwn(KINDS, vendorType) ? (KINDS[vendorType] ?? "other") : "other",
    vendorType,
  };
}
