// What is done with contacts, each sort of it an object type of its own.
// https://developers.hubspot.com/docs/api/crm/notes, and the pages /tasks, /calls, /meetings and /email beside it
import type { ActivityRow, NoteRow } from "../world.ts";
import { defineObject, isoOf, systemProperties } from "./crm-object.ts";
import type { CrmObject, EngagementName, ObjectPlan, Property, PropertyOption } from "./crm-object.ts";
import type { EngagementRows } from "./engagement-rows.ts";
import { engagementIds, ownerIds } from "./ids.ts";

interface Stamped {
  readonly serial: number;
  readonly body: string | null;
  readonly owner: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}
interface Plan<Row extends Stamped> extends Pick<
  ObjectPlan<Row>,
  "singular" | "typeId" | "rows" | "searchedProperties" | "properties"
> {
  readonly name: EngagementName;
}
type Statuses = Readonly<Record<ActivityRow["status"], string>>;

export function createEngagements(rows: EngagementRows): Readonly<Record<EngagementName, CrmObject>> {
  return {
    notes: engagement<NoteRow>({
      name: "notes",
      singular: "note",
      typeId: "0-46",
      rows: rows.notes,
      searchedProperties: ["hs_note_body"],
      properties: {
        hs_timestamp: instant("Activity date", (row) => row.createdAt),
        hs_note_body: text("Note body", (row) => richText(row.body)),
      },
    }),
    tasks: engagement<ActivityRow>({
      name: "tasks",
      singular: "task",
      typeId: "0-27",
      rows: rows.tasks,
      searchedProperties: ["hs_task_body", "hs_task_subject"],
      properties: {
        // A task must have a due date: those that are never due have the day on which they were made.
        hs_timestamp: instant("Due date", (row) => row.dueAt ?? row.createdAt),
        hs_task_subject: text("Task Title", (row) => row.subject),
        hs_task_body: text("Task Notes", (row) => richText(row.body)),
        // There is none for what was called off.
        hs_task_status: status(
          "Task Status",
          { planned: "NOT_STARTED", in_progress: "IN_PROGRESS", done: "COMPLETED", canceled: "DEFERRED" },
          ["WAITING"],
        ),
        hs_task_type: constant("Task Type", ["TODO", "CALL", "EMAIL"]),
      },
    }),
    calls: engagement<ActivityRow>({
      name: "calls",
      singular: "call",
      typeId: "0-48",
      rows: rows.calls,
      searchedProperties: ["hs_call_title", "hs_body_preview"],
      properties: {
        hs_timestamp: instant("Activity date", (row) => row.dueAt),
        hs_call_title: text("Call Title", (row) => row.subject),
        hs_call_body: text("Call notes", (row) => row.body),
        hs_call_status: status(
          "Call status",
          { planned: "QUEUED", in_progress: "IN_PROGRESS", done: "COMPLETED", canceled: "CANCELED" },
          ["BUSY", "CALLING_CRM_USER", "CONNECTING", "FAILED", "NO_ANSWER", "RINGING"],
        ),
        hs_call_direction: constant("Call direction", ["OUTBOUND", "INBOUND"]),
        hs_call_duration: {
          label: "Call duration",
          type: "number",
          isReadOnly: false,
          read: (row) => (row.status === "done" ? String((row.durationMinutes ?? 0) * 60_000) : null),
        },
      },
    }),
    meetings: engagement<ActivityRow>({
      name: "meetings",
      singular: "meeting",
      typeId: "0-47",
      rows: rows.meetings,
      searchedProperties: ["hs_meeting_title", "hs_meeting_body"],
      properties: {
        hs_timestamp: instant("Activity date", (row) => row.dueAt),
        hs_meeting_title: text("Meeting name", (row) => row.subject),
        hs_meeting_body: text("Meeting description", (row) => richText(row.body)),
        hs_meeting_start_time: instant("Meeting start time", (row) => row.dueAt),
        hs_meeting_end_time: instant("Meeting end time", (row) =>
          row.dueAt === null ? null : row.dueAt + (row.durationMinutes ?? 0) * 60_000,
        ),
        hs_meeting_outcome: status(
          "Meeting outcome",
          { planned: "SCHEDULED", in_progress: "SCHEDULED", done: "COMPLETED", canceled: "CANCELED" },
          ["RESCHEDULED", "NO_SHOW"],
        ),
      },
    }),
    emails: engagement<ActivityRow>({
      name: "emails",
      singular: "email",
      typeId: "0-49",
      rows: rows.emails,
      searchedProperties: ["hs_email_subject"],
      properties: {
        hs_timestamp: instant("Activity date", (row) => row.dueAt),
        hs_email_subject: text("Email subject", (row) => row.subject),
        hs_email_text: text("Text body", (row) => row.body),
        hs_email_html: text("HTML body", (row) => richText(row.body)),
        hs_email_status: status(
          "Email send status",
          { planned: "SCHEDULED", in_progress: "SENDING", done: "SENT", canceled: "FAILED" },
          ["BOUNCED"],
        ),
        hs_email_direction: constant("Email direction", ["EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"]),
      },
    }),
  };
}

function engagement<Row extends Stamped>(plan: Plan<Row>): CrmObject {
  const ids = engagementIds[plan.name];
  return defineObject<Row>({
    ...plan,
    ids,
    defaultProperties: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    lookups: {},
    properties: {
      ...systemProperties<Row>(ids, { created: "hs_createdate" }),
      hs_body_preview: { label: "Body preview", type: "string", read: (row) => row.body },
      hubspot_owner_id: { label: "Activity assigned to", type: "enumeration", read: (row) => ownerIds.idOf(row.owner) },
      ...plan.properties,
    },
  });
}

function text<Row>(label: string, read: (row: Row) => string | null): Property<Row> {
  return { label, type: "string", isReadOnly: false, read };
}

function instant<Row>(label: string, read: (row: Row) => number | null): Property<Row> {
  return {
    label,
    type: "datetime",
    isReadOnly: false,
    read(row) {
      const at = read(row);
      return at === null ? null : isoOf(at);
    },
  };
}

/** @param others values of HubSpot's that nothing in the data set has */
function status(label: string, statuses: Statuses, others: readonly string[]): Property<ActivityRow> {
  const options = optionsOf([...new Set(Object.values(statuses)), ...others]);
  return { label, type: "enumeration", options, isReadOnly: false, read: (row) => statuses[row.status] };
}

function constant<Row>(label: string, values: readonly [string, ...string[]]): Property<Row> {
  return { label, type: "enumeration", options: optionsOf(values), isReadOnly: false, read: () => values[0] };
}

function optionsOf(values: readonly string[]): readonly PropertyOption[] {
  return values.map((value) => ({ label: value, value }));
}

/** As HubSpot's editor keeps what is typed into it. */
function richText(body: string | null): string | null {
  if (body === null) return null;
  const escaped = body.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const lines = escaped.split("\n").map((line) => `<p style="margin:0;">${line}</p>`);
  return `<div style="" dir="auto" data-top-level="true">${lines.join("")}</div>`;
}
