import type { ActivityRow, CrmBook } from "../../world.ts";
import * as choices from "../choices.ts";
import { defineTable } from "../define-table.ts";
import type { ColumnPlan } from "../define-table.ts";
import { guids } from "../guids.ts";
import type { Choice, Table } from "../table.ts";
import { choice, datetime, flag, integer, memo, ownership, text } from "./column-plans.ts";

type ActivityTable = "task" | "phonecall" | "appointment" | "email";

interface Kind {
  readonly name: ActivityTable;
  readonly setName: string;
  readonly displayName: string;
  readonly schemaName: string;
  readonly typeCode: number;
  readonly statuses: readonly Choice[];
  /** The status for each of the data set's. */
  readonly status: Readonly<Record<ActivityRow["status"], number>>;
}

const kinds: Readonly<Record<ActivityRow["kind"], Kind>> = {
  task: {
    name: "task",
    setName: "tasks",
    displayName: "Task",
    schemaName: "Task",
    typeCode: 4_212,
    statuses: choices.taskStatuses,
    status: { planned: 2, in_progress: 3, done: 5, canceled: 6 },
  },
  call: {
    name: "phonecall",
    setName: "phonecalls",
    displayName: "Phone Call",
    schemaName: "PhoneCall",
    typeCode: 4_210,
    statuses: choices.phonecallStatuses,
    status: { planned: 1, in_progress: 1, done: 2, canceled: 3 },
  },
  meeting: {
    name: "appointment",
    setName: "appointments",
    displayName: "Appointment",
    schemaName: "Appointment",
    typeCode: 4_201,
    statuses: choices.appointmentStatuses,
    status: { planned: 5, in_progress: 5, done: 3, canceled: 4 },
  },
  email: {
    name: "email",
    setName: "emails",
    displayName: "Email",
    schemaName: "Email",
    typeCode: 4_202,
    statuses: choices.emailStatuses,
    status: { planned: 1, in_progress: 6, done: 3, canceled: 5 },
  },
};

/** `activitypointer`, which has every activity, and a table a kind, with the same ids. */
export function createActivityTables(book: CrmBook): readonly Table[] {
  const statusOf = (row: ActivityRow): number => kinds[row.kind].status[row.status];
  const pointer = defineTable<ActivityRow>({
    ...commonPlan(book, () => true),
    name: "activitypointer",
    setName: "activitypointers",
    displayName: "Activity",
    schemaName: "ActivityPointer",
    typeCode: 4_200,
    columns: {
      ...commonColumns,
      // The row is the concrete activity's, and so is its status; only the state means the same in all kinds.
      statecode: {
        type: "state",
        choices: choices.activityStates,
        read: (row) => choices.stateOf(kinds[row.kind].statuses, statusOf(row)),
      },
      statuscode: { type: "status", choices: [], read: statusOf },
    },
  });
  return [pointer, ...Object.values(kinds).map((kind) => concreteTable(book, kind))];
}

function concreteTable(book: CrmBook, kind: Kind): Table {
  const { name, setName, displayName, schemaName, typeCode, statuses } = kind;
  const statusOf = (row: ActivityRow): number => kind.status[row.status];
  return defineTable<ActivityRow>({
    ...commonPlan(book, (row) => kinds[row.kind] === kind),
    name,
    setName,
    displayName,
    schemaName,
    typeCode,
    columns: {
      ...commonColumns,
      statecode: {
        type: "state",
        choices: choices.activityStates,
        read: (row) => choices.stateOf(statuses, statusOf(row)),
      },
      statuscode: { type: "status", choices: statuses, read: statusOf },
      ...(name === "phonecall" && { directioncode: flag(() => true) }),
      ...(name === "email" && { directioncode: flag(() => true), senton: datetime((row: ActivityRow) => row.dueAt) }),
      ...(name === "appointment" && { isalldayevent: flag(() => false) }),
    },
    idle: {
      string: `category subcategory ${name === "phonecall" ? "phonenumber" : ""} ${name === "appointment" ? "location" : ""}`,
      integer: "importsequencenumber timezoneruleversionnumber utcconversiontimezonecode",
    },
  });
}

const isOver = (row: ActivityRow): boolean => row.status === "done" || row.status === "canceled";

const commonColumns: Readonly<Record<string, ColumnPlan<ActivityRow>>> = {
  subject: text((row) => row.subject),
  description: memo((row) => row.body),
  activitytypecode: { type: "name", read: (row) => kinds[row.kind].name },
  scheduledstart: datetime((row) => (row.durationMinutes === null ? null : row.dueAt)),
  scheduledend: datetime(endOf),
  scheduleddurationminutes: integer((row) => row.durationMinutes),
  actualdurationminutes: integer((row) => (row.status === "done" ? row.durationMinutes : null)),
  actualend: datetime((row) => (isOver(row) ? row.updatedAt : null)),
  prioritycode: choice(choices.activityPriorities, () => 1),
  regardingobjectid: {
    type: "lookup",
    targets: ["contact"],
    read: (row) => ({ table: "contact", serial: row.contact }),
  },
  ...ownership((row: ActivityRow) => row.owner),
};

function endOf(row: ActivityRow): number | null {
  return row.dueAt === null ? null : row.dueAt + (row.durationMinutes ?? 0) * 60_000;
}

function commonPlan(book: CrmBook, isMember: (row: ActivityRow) => boolean) {
  return {
    key: "activityid",
    primaryName: "subject",
    isActivity: true,
    guids: guids.activity,
    rows: {
      size: book.activities.size,
      at(serial: number): ActivityRow | null {
        const row = book.activities.at(serial);
        return isMember(row) ? row : null;
      },
    },
    lookupIndexes: {
      regardingobjectid: ({ table, serial }: { readonly table: string; readonly serial: number }) =>
        table === "contact" ? book.activities.of(serial) : [],
    },
  } as const;
}
