// What the organization lets us see. Field-level security hides a field as if it were not there, and a query that names
// one is refused as a whole: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Description } from "../contract.ts";
import { dataPath } from "./query.ts";

/** The objects that each type is read from, and how the paths of their fields begin. */
export const OBJECTS: readonly { readonly type: EntityType; readonly object: string; readonly start: string }[] = [
  { type: "Contact", object: "Contact", start: "" },
  { type: "Company", object: "Account", start: "" },
  { type: "Deal", object: "Opportunity", start: "" },
  { type: "DealStage", object: "OpportunityStage", start: "" },
  { type: "Activity", object: "Task", start: "Task." },
  { type: "Activity", object: "Event", start: "Event." },
  { type: "User", object: "User", start: "" },
  { type: "Ticket", object: "Case", start: "" },
  { type: "TicketComment", object: "CaseComment", start: "" },
];

/**
 * The fields of every object that these types are read from, by type; none where there is no such object, as
 * without a licence. No contacts at all are a wrong address rather: that throws UpstreamError.
 */
export async function describe(http: Http, types: readonly EntityType[]): Promise<Description> {
  const [contacts, ...others] = await Promise.all([
    http.get(describePath(http, "Contact")).then(namesIn),
    ...OBJECTS.slice(1).map(async ({ type, object, start }) => {
      const fields = types.includes(type) ? await fieldsOf(http, object) : [];
      return fields.map((field) => `${start}${field}`);
    }),
  ]);
  const byType = new Map<EntityType, string[]>([["Contact", [...contacts]]]);
  for (const [index, { type }] of OBJECTS.slice(1).entries()) {
    byType.set(type, [...(byType.get(type) ?? []), ...(others[index] ?? [])]);
  }
  // Contacts are read as users, too, where they ask for tickets: a field that either lacks is of no use.
  byType.set("User", byType.get("User")?.filter((field) => contacts.includes(field)) ?? []);
  return Object.fromEntries(byType);
}

/** What is said of each field of an object; nothing where there is no such object. */
export async function describedFields(http: Http, object: string): Promise<readonly unknown[]> {
  const reply = await http.getOptional(describePath(http, object));
  return reply === undefined ? [] : recordsAt(reply, "fields");
}

/** The fields of one object; none where there is no such object. */
export async function fieldsOf(http: Http, object: string): Promise<readonly string[]> {
  const reply = await http.getOptional(describePath(http, object));
  return reply === undefined ? [] : namesIn(reply);
}

const describePath = (http: Http, object: string): string => `${dataPath(http)}/sobjects/${object}/describe`;

function namesIn(reply: unknown): string[] {
  return recordsAt(reply, "fields").flatMap((field) => textAt(field, "name") ?? []);
}
