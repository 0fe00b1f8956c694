import type { ActivityKind } from "../../generated/types.ts";
import { flag, oneOf, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Activity } from "../../mapping/entities.ts";
import { at, firstOf, valueAtPath, type Converter, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { recordId } from "./record-id.ts";

/** A line of either: a record is one under `Task` or one under `Event`. */
function either<V>(task: string, event: string, convert: Converter<V>): Field<V | null> {
  return firstOf([`Task.${task}`, `Event.${event}`], convert);
}

const id = either("Id", "Id", recordId);

const taskKind = oneOf<ActivityKind>({ Task: "TASK", Call: "CALL", Email: "EMAIL", ListEmail: "EMAIL" });

const kind: Field<ActivityKind | null> = {
  paths: ["Task.TaskSubtype"],
  read(record, context) {
    const subtype = valueAtPath(record, ["Task", "TaskSubtype"]);
    if (subtype === null) return "TASK"; // one from before there were subtypes
    if (subtype !== undefined) return taskKind(subtype, context, "Task.TaskSubtype");
    return valueAtPath(record, ["Event"]) === undefined ? null : "MEETING";
  },
};

export const activityFields: FieldMap<Activity> = {
  id: {
    paths: id.paths,
    read(record, context) {
      const value = id.read(record, context);
      if (value !== null) return value;
      throw new Error("is missing: the record has no Id");
    },
  },
  kind,
  subject: either("Subject", "Subject", text),
  body: either("Description", "Description", text),
  // How far it is, an event does not say.
  status: at("Task.IsClosed", (value, context, path) => (flag(value, context, path) ? "DONE" : "OPEN")),
  dueAt: either("ActivityDate", "StartDateTime", isoInstant),
  ownerId: either("OwnerId", "OwnerId", recordId),
  createdAt: either("CreatedDate", "CreatedDate", isoInstant),
  updatedAt: either("SystemModstamp", "SystemModstamp", isoInstant),
};

/** The same lines as a query of one of the two sees them: only what is its own, without its name. */
export const taskFields = linesOf("Task.");
export const eventFields = linesOf("Event.");

function linesOf(name: string): Readonly<Record<string, Pick<Field<unknown>, "paths">>> {
  return Object.fromEntries(
    Object.entries(activityFields).map(([field, { paths }]) => [
      field,
      { paths: paths.filter((path) => path.startsWith(name)).map((path) => path.slice(name.length)) },
    ]),
  );
}
