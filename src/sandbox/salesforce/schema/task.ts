import type { ActivityRow } from "../../world.ts";
import { taskIds } from "../ids.ts";
import { apiDate, apiDateTime } from "../wire-time.ts";
import { activityFields, activityLookups, isEvent } from "./activity-fields.ts";
import { field } from "./field.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";

/** A new org's; the last stands for what was called off. */
const statusOf: Readonly<Record<ActivityRow["status"], string>> = {
  planned: "Not Started",
  in_progress: "In Progress",
  done: "Completed",
  canceled: "Deferred",
};
const statuses = ["Not Started", "In Progress", "Completed", "Waiting on someone else", "Deferred"];
const subtypes = ["Task", "Email", "ListEmail", "Cadence", "Call"];

function subtypeOf(row: ActivityRow): string {
  if (row.kind === "call") return "Call";
  return row.kind === "email" ? "Email" : "Task";
}

function completedAt(row: ActivityRow): string | null {
  if (row.status !== "done") return null;
  // Calls and e-mails were done when they took place, tasks when somebody ticked them off.
  return apiDateTime(row.kind === "task" ? row.updatedAt : (row.dueAt ?? row.updatedAt));
}

/** Tasks, and the calls and e-mails that were logged as such. */
export function createTask({ book, hiddenFields }: OrgContext): SObject {
  return defineSObject<ActivityRow>(
    {
      name: "Task",
      label: "Task",
      labelPlural: "Tasks",
      ids: taskIds,
      end: () => book.activities.size,
      rowAt: (serial) => book.activities.at(serial),
      isGap: (serial) => isEvent(book.activities.at(serial)),
      isInOrderOfCreation: true,
      lookups: activityLookups(book),
      fields: {
        ...activityFields(book, taskIds, "Task"),
        ActivityDate: field.date("Due Date Only", (row) => (row.dueAt === null ? null : apiDate(row.dueAt))),
        Status: field.picklist("Status", statuses, (row) => statusOf[row.status], { isRequired: true }),
        Priority: field.picklist("Priority", ["High", "Normal", "Low"], () => "Normal", { isRequired: true }),
        IsHighPriority: field.flag("High Priority", undefined, { isReadOnly: true }),
        IsClosed: field.flag("Closed", (row) => row.status === "done", { isReadOnly: true }),
        CallDurationInSeconds: field.int("Call Duration", (row) =>
          row.kind === "call" && row.status === "done" && row.durationMinutes !== null
            ? row.durationMinutes * 60
            : null,
        ),
        CallType: field.picklist("Call Type", ["Internal", "Inbound", "Outbound"], (row) =>
          row.kind === "call" ? "Outbound" : null,
        ),
        CallDisposition: field.text("Call Result", 255),
        CallObject: field.text("Call Object Identifier", 255),
        RecurrenceStartDateOnly: field.date("Recurrence Start"),
        RecurrenceRegeneratedType: field.picklist("Repeat This Task", ["RecurrenceRegenerateAfterDueDate"]),
        TaskSubtype: field.picklist("Task Subtype", subtypes, subtypeOf),
        CompletedDateTime: field.datetime("Completed Date", completedAt, { isReadOnly: true }),
      },
    },
    hiddenFields["Task"] ?? [],
  );
}
