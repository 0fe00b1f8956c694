// What Zendesk tells of is what accounts define themselves, and the choices of a ticket's status and priority:
// https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/
import type { EntityType } from "../../mapping/entities.ts";
import type { FieldKind } from "../../mapping/field-map.ts";
import { flagAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { FieldMetadata, Metadata, TypeMetadata } from "../contract.ts";

/** How many fields a page can have: more than accounts may define. */
const PAGE_SIZE = 100;

const KINDS: Readonly<Record<string, FieldKind>> = {
  text: "text",
  textarea: "text",
  regexp: "text",
  partialcreditcard: "text",
  integer: "number",
  decimal: "number",
  date: "instant", // of a user; of a ticket the day alone, which is read as well
  checkbox: "boolean",
  dropdown: "choice",
  tagger: "choice",
  multiselect: "choices",
  status: "choice",
  priority: "choice",
  lookup: "id",
};

/** A ticket's own fields that are told of like the account's, by what they are. */
const SYSTEM_FIELDS: ReadonlySet<string> = new Set(["status", "priority"]);

export async function metadata(http: Http, types: readonly EntityType[]): Promise<Metadata> {
  const read = async (key: string): Promise<readonly unknown[]> => {
    const reply = await http.get(`/api/v2/${key}`, { "page[size]": PAGE_SIZE });
    return recordsAt(reply, key).filter((field) => flagAt(field, "active"));
  };
  const isAsked = (...any: readonly EntityType[]): boolean => any.some((type) => types.includes(type));
  const [users, organizations, tickets] = await Promise.all([
    isAsked("Contact", "User") ? read("user_fields") : [],
    isAsked("Company") ? read("organization_fields") : [],
    isAsked("Ticket") ? read("ticket_fields") : [],
  ]);
  const ofUsers = ownFields(users, "user_fields.");
  return {
    Contact: ofUsers,
    User: ofUsers,
    Company: ownFields(organizations, "organization_fields."),
    Ticket: ofTickets(tickets),
  };
}

function ownFields(told: readonly unknown[], start: string): TypeMetadata {
  return {
    fields: told.map((field) => fieldOf(field, `${start}${textAt(field, "key") ?? ""}`)),
    covers: (path) => path.startsWith(start),
  };
}

function ofTickets(told: readonly unknown[]): TypeMetadata {
  const start = "custom_fields.";
  return {
    fields: told.map((field) => {
      const type = textAt(field, "type") ?? "";
      return fieldOf(field, SYSTEM_FIELDS.has(type) ? type : `${start}${textAt(field, "id") ?? ""}`);
    }),
    covers: (path) => path.startsWith(start),
  };
}

function fieldOf(field: unknown, path: string): FieldMetadata {
  const vendorType = textAt(field, "type") ?? "";
  const kind = Object.hasOwn(KINDS, vendorType) ? (KINDS[vendorType] ?? "other") : "other";
  const options = ["custom_field_options", "system_field_options"].flatMap((key) => recordsIn(field, key));
  return {
    path,
    kind,
    vendorType,
    ...(options.length > 0 && { values: options.flatMap((option) => textAt(option, "value") ?? []) }),
  };
}

/** Only fields to choose from have options. */
function recordsIn(field: unknown, key: string): readonly unknown[] {
  const has = typeof field === "object" && field !== null && Object.hasOwn(field, key);
  return has ? recordsAt(field, key) : [];
}
