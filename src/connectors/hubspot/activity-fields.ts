// https://developers.hubspot.com/docs/api/crm/notes, and the pages /tasks, /calls, /meetings and /email beside it
import type { ActivityStatus } from "../../generated/types.ts";
import { id as idConverter, oneOf, text } from "../../mapping/converters.ts";
import { isoInstant, isoOrMillis } from "../../mapping/dates.ts";
import type { Activity } from "../../mapping/entities.ts";
import { at, firstOf, valueAtPath, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import { activityIdOf, engagementTypes } from "./engagement-id.ts";

// A record is one of HubSpot's under its type: `{ notes: … }`. So a path says which of them it is of.
const inEach = (path: string): string[] => engagementTypes.map(({ type }) => `${type}.${path}`);
const typeOf = (record: unknown) => engagementTypes.find(({ type }) => valueAtPath(record, [type, "id"]) != null);

const id: Field<string> = {
  paths: inEach("id"),
  read(record, context) {
    const found = typeOf(record);
    if (found === undefined) throw new Error("is missing: the record has no id");
    const { type } = found;
    return activityIdOf(found, idConverter(valueAtPath(record, [type, "id"]), context, `${type}.id`));
  },
};

// What can't become anything else any more is done, whether it came to anything or not.
const statuses: readonly Field<ActivityStatus | null>[] = [
  at(
    "tasks.properties.hs_task_status",
    oneOf<ActivityStatus>({
      NOT_STARTED: "OPEN",
      IN_PROGRESS: "OPEN",
      WAITING: "OPEN",
      DEFERRED: "OPEN", // put off, and still to be done
      COMPLETED: "DONE",
    }),
  ),
  at(
    "calls.properties.hs_call_status",
    oneOf<ActivityStatus>({
      QUEUED: "OPEN",
      CALLING_CRM_USER: "OPEN",
      CONNECTING: "OPEN",
      RINGING: "OPEN",
      IN_PROGRESS: "OPEN",
      COMPLETED: "DONE",
      BUSY: "DONE",
      NO_ANSWER: "DONE",
      FAILED: "DONE",
      CANCELED: "CANCELED",
    }),
  ),
  // Accounts may have outcomes of their own.
  at(
    "meetings.properties.hs_meeting_outcome",
    oneOf<ActivityStatus>({
      SCHEDULED: "OPEN",
      RESCHEDULED: "OPEN",
      COMPLETED: "DONE",
      NO_SHOW: "DONE",
      CANCELED: "CANCELED",
    }),
  ),
  at(
    "emails.properties.hs_email_status",
    oneOf<ActivityStatus>({ SCHEDULED: "OPEN", SENDING: "OPEN", SENT: "DONE", BOUNCED: "DONE", FAILED: "DONE" }),
  ),
];

export const activityFields: FieldMap<Activity> = {
  id,
  kind: { paths: [], read: (record) => typeOf(record)?.kind ?? null },
  // Notes have none.
  subject: firstOf(
    [
      "tasks.properties.hs_task_subject",
      "calls.properties.hs_call_title",
      "meetings.properties.hs_meeting_title",
      "emails.properties.hs_email_subject",
    ],
    text,
  ),
  body: firstOf(
    [
      "notes.properties.hs_note_body",
      "tasks.properties.hs_task_body",
      "calls.properties.hs_call_body",
      "meetings.properties.hs_meeting_body",
      "emails.properties.hs_email_text",
      "emails.properties.hs_email_html",
    ],
    plainText,
  ),
  status: {
    paths: statuses.flatMap(({ paths }) => paths),
    read(record, context) {
      for (const status of statuses) {
        const value = status.read(record, context);
        if (value !== null) return value;
      }
      return null;
    },
  },
  // A meeting's hs_timestamp may be when it was put down: calendars' integrations set it so.
  dueAt: firstOf(["meetings.properties.hs_meeting_start_time", ...inEach("properties.hs_timestamp")], isoOrMillis),
  ownerId: firstOf(inEach("properties.hubspot_owner_id"), idConverter),
  createdAt: firstOf(inEach("createdAt"), isoInstant),
  updatedAt: firstOf(inEach("updatedAt"), isoInstant),
};

/** The same lines as a request of one type sees them: only what is its own, without its name. */
export function fieldsOfType(type: string): Readonly<Record<string, Pick<Field<unknown>, "paths">>> {
  const start = `${type}.`;
  return Object.fromEntries(
    Object.entries(activityFields).map(([field, { paths }]) => [
      field,
      { paths: paths.filter((path) => path.startsWith(start)).map((path) => path.slice(start.length)) },
    ]),
  );
}
