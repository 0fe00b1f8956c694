import type { ActivityRow } from "../../world.ts";
import { eventIds } from "../ids.ts";
import { apiDate, apiDateTime } from "../wire-time.ts";
import { activityFields, activityLookups, isEvent } from "./activity-fields.ts";
import { field } from "./field.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";

function startOf(row: ActivityRow): string | null {
  return row.dueAt === null ? null : apiDateTime(row.dueAt);
}

function endOf(row: ActivityRow): number | null {
  return row.dueAt === null ? null : row.dueAt + (row.durationMinutes ?? 0) * 60_000;
}

/** Events: meetings. They have no status: what lies in the past took place, and one that was called off leaves its hour free. */
export function createEvent({ book, hiddenFields }: OrgContext): SObject {
  return defineSObject<ActivityRow>(
    {
      name: "Event",
      label: "Event",
      labelPlural: "Events",
      ids: eventIds,
      end: () => book.activities.size,
      rowAt: (serial) => book.activities.at(serial),
      isGap: (serial) => !isEvent(book.activities.at(serial)),
      isInOrderOfCreation: true,
      lookups: activityLookups(book),
      fields: {
        ...activityFields(book, eventIds, "Event"),
        Location: field.text("Location", 255),
        IsAllDayEvent: field.flag("All-Day Event"),
        ActivityDateTime: field.datetime("Due Date Time", startOf),
        ActivityDate: field.date("Due Date Only", (row) => (row.dueAt === null ? null : apiDate(row.dueAt))),
        DurationInMinutes: field.int("Duration", (row) => row.durationMinutes),
        StartDateTime: field.datetime("Start Date Time", startOf),
        EndDateTime: field.datetime("End Date Time", (row) => {
          const end = endOf(row);
          return end === null ? null : apiDateTime(end);
        }),
        EndDate: field.date(
          "End Date",
          (row) => {
            const end = endOf(row);
            return end === null ? null : apiDate(end);
          },
          { isReadOnly: true },
        ),
        IsPrivate: field.flag("Private"),
        ShowAs: field.picklist("Show Time As", ["Busy", "OutOfOffice", "Free"], (row) =>
          row.status === "canceled" ? "Free" : "Busy",
        ),
        IsChild: field.flag("Is Child", undefined, { isReadOnly: true }),
        IsGroupEvent: field.flag("Is Group Event", undefined, { isReadOnly: true }),
        GroupEventType: field.picklist("Group Event Type", ["0", "1", "2"], undefined, { isReadOnly: true }),
        RecurrenceStartDateTime: field.datetime("Recurrence Start"),
        EventSubtype: field.picklist("Event Subtype", ["Event"], () => "Event"),
      },
    },
    hiddenFields["Event"] ?? [],
  );
}
