// Tasks and events. Those that Salesforce has archived, a year after they were closed, are not among them.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_event.htm
import { idAt } from "../../mapping/reply.ts";
import type { Activity } from "../../mapping/entities.ts";
import type { Select } from "../../mapping/field-map.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, Related } from "../contract.ts";
import { activityFields, eventFields, taskFields } from "./activity-fields.ts";
import { readWhereIn } from "./query.ts";
import { keyPrefixOf, recordIdsOf } from "./record-id.ts";
import { byParent, neededBy } from "./related-records.ts";
import { BATCH_SIZE, columnsOf, readMany, type SObject } from "./sobject.ts";
import { isFalse, type Condition } from "./soql.ts";

const tasks: SObject = { name: "Task", fields: taskFields };
const events: SObject = { name: "Event", fields: eventFields };

/** Whoever is invited to an event has a copy of it; only the event itself counts. */
const NOT_A_COPY: readonly Condition[] = [isFalse("IsChild")];

// One of the two, under its name: so a path says which of them it is of.
const asTask = (record: unknown): unknown => ({ Task: record });
const asEvent = (record: unknown): unknown => ({ Event: record });

async function readActivities(http: Http, ids: readonly string[], select: Select): Promise<readonly unknown[]> {
  const of = (prefix: string): string[] => ids.filter((id) => keyPrefixOf(id) === prefix);
  const [foundTasks, foundEvents] = await Promise.all([
    readMany(http, tasks, of("00T"), select),
    readMany(http, events, of("00U"), select),
  ]);
  return [...foundTasks.map(asTask), ...foundEvents.map(asEvent)];
}

const ofContacts: Related = {
  batchSize: BATCH_SIZE,
  arrangedBy: "core",
  filters: {},
  orders: { dueAt: ["ASC", "DESC"], createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
  defaultOrder: { field: "createdAt", direction: "DESC" },
  goesBy: ["Task.WhoId", "Event.WhoId"],
  async find(http, contactIds, request) {
    const ids = recordIdsOf(contactIds);
    const read = (object: SObject, also: readonly Condition[]): Promise<unknown[]> =>
      readWhereIn(
        http,
        { select: columnsOf(object, http, neededBy(request), ["WhoId"]), from: object.name },
        "WhoId",
        ids,
        also,
      );
    const [foundTasks, foundEvents] = await Promise.all([read(tasks, []), read(events, NOT_A_COPY)]);
    return byParent(contactIds, [
      ...foundTasks.map((record) => ({ parentId: idAt(record, "WhoId"), record: asTask(record) })),
      ...foundEvents.map((record) => ({ parentId: idAt(record, "WhoId"), record: asEvent(record) })),
    ]);
  },
};

export const activity: EntitySource<Activity> = {
  fields: activityFields,
  getMany: readActivities,
  related: { Contact: ofContacts },
};
