// https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/activitypointer
// An activity belongs to the contact that it regards. Who else took part (activityparty) would be another table, and most
// of those are the mailboxes of everybody copied.
import type { ActivityKind, ActivityStatus } from "../../generated/types.ts";
import { id, oneOf, optionSet, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Activity } from "../../mapping/entities.ts";
import { at, firstOf, required, type FieldMap } from "../../mapping/field-map.ts";
import { plainText } from "../../mapping/plain-text.ts";
import type { EntitySource } from "../contract.ts";
import { lookupTo } from "./annotated.ts";
import { readById, relatedBy } from "./reading.ts";
import type { Table } from "./table.ts";

const kind = oneOf<ActivityKind>({
  task: "TASK",
  phonecall: "CALL",
  appointment: "MEETING",
  recurringappointmentmaster: "MEETING",
  serviceappointment: "MEETING",
  email: "EMAIL",
});

const status = optionSet<ActivityStatus>({ 0: "OPEN", 1: "DONE", 2: "CANCELED", 3: "OPEN" }); // 3 is scheduled

const fields: FieldMap<Activity> = {
  id: required("activityid", id),
  kind: at("activitytypecode", kind),
  subject: at("subject", text),
  body: at("description", plainText),
  status: at("statecode", status),
  dueAt: firstOf(["scheduledend", "actualend"], isoInstant), // Dynamics calls it "Due Date" for all of them
  ownerId: lookupTo("systemuser", "ownerid"),
  createdAt: at("createdon", isoInstant),
  updatedAt: at("modifiedon", isoInstant),
};

const activities: Table = {
  set: "activitypointers",
  key: "activityid",
  fields,
  columns: { createdAt: "createdon", updatedAt: "modifiedon" },
};

export const activity: EntitySource<Activity> = {
  fields,
  getMany: (http, ids, select) => readById(http, activities, ids, select),
  related: {
    Contact: relatedBy(activities, ["regardingobjectid"], {
      filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
      orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"], dueAt: ["ASC", "DESC"] },
      defaultOrder: { field: "createdAt", direction: "DESC" },
    }),
  },
};
