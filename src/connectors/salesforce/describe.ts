// What the organization lets us see. Field-level security hides a field as if it were not there, and a query that names
// one is refused as a whole: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Description } from "../contract.ts";
import { dataPath } from "./query.ts";

/**
 * The fields of every object that these types are read from, by type; none where there is no such object, as
 * without a licence. No contacts at all are a wrong address rather: that throws UpstreamError.
 */
export async function describe(http: Http, types: readonly EntityType[]): Promise<Description> {
  const of = async (type: EntityType, object: string): Promise<readonly string[]> =>
    types.includes(type) ? fieldsOf(http, object) : [];
  const [contacts, accounts, opportunities, stages, tasks, events, users, cases, comments] = await Promise.all([
    http.get(describePath(http, "Contact")).then(namesIn),
    of("Company", "Account"),
    of("Deal", "Opportunity"),
    of("DealStage", "OpportunityStage"),
    of("Activity", "Task"),
    of("Activity", "Event"),
    of("User", "User"),
    of("Ticket", "Case"),
    of("TicketComment", "CaseComment"),
  ]);
  return {
    Contact: contacts,
    Company: accounts,
    Deal: opportunities,
    DealStage: stages,
    Activity: [...under("Task", tasks), ...under("Event", events)],
    // Contacts are read as users, too, where they ask for tickets: a field that either lacks is of no use.
    User: users.filter((field) => contacts.includes(field)),
    Ticket: cases,
    TicketComment: comments,
  };
}

/** The fields of one object; none where there is no such object. */
export async function fieldsOf(http: Http, object: string): Promise<readonly string[]> {
  const reply = await http.getOptional(describePath(http, object));
  return reply === undefined ? [] : namesIn(reply);
}

const describePath = (http: Http, object: string): string => `${dataPath(http)}/sobjects/${object}/describe`;

const under = (object: string, fields: readonly string[]): string[] => fields.map((field) => `${object}.${field}`);

function namesIn(reply: unknown): string[] {
  return recordsAt(reply, "fields").flatMap((field) => textAt(field, "name") ?? []);
}
