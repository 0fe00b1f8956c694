import type { ConnectorCase } from "../connector-case.ts";
import activities from "./fixtures/activities.json" with { type: "json" };
import { batch, batchRead, inputs, partialBatch } from "./replies.ts";

const { note, task, call, meeting, email } = activities;
const all = ["id", "kind", "subject", "body", "status", "dueAt", "ownerId", "createdAt", "updatedAt"];

const ofContacts = (type: string, asked: readonly object[], results: readonly unknown[]) => ({
  ask: { method: "POST", path: `/crm/v4/associations/contacts/${type}/batch/read`, body: { inputs: asked } } as const,
  reply: batch(...results),
});
const to = (...ids: readonly string[]) =>
  ids.map((toObjectId) => ({ toObjectId, associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: 201 }] }));
const types = ["notes", "tasks", "calls", "meetings", "emails"];

export const activityCases: readonly ConnectorCase[] = [
  {
    name: "reads notes, tasks, calls, meetings and e-mails, a batch of each with its own properties",
    type: "Activity",
    reading: {
      kind: "getMany",
      ids: ["call-7003", "note-7001", "email-7005", "task-404", "task-7002", "meeting-7004"],
    },
    select: all,
    exchanges: [
      batchRead(
        "notes",
        { properties: ["hs_note_body", "hs_timestamp", "hubspot_owner_id"], inputs: inputs("7001") },
        batch(note),
      ),
      batchRead(
        "tasks",
        {
          properties: ["hs_task_subject", "hs_task_body", "hs_task_status", "hs_timestamp", "hubspot_owner_id"],
          inputs: inputs("404", "7002"),
        },
        partialBatch(["404"], task),
      ),
      batchRead(
        "calls",
        {
          properties: ["hs_call_title", "hs_call_body", "hs_call_status", "hs_timestamp", "hubspot_owner_id"],
          inputs: inputs("7003"),
        },
        batch(call),
      ),
      batchRead(
        "meetings",
        {
          properties: [
            "hs_meeting_title",
            "hs_meeting_body",
            "hs_meeting_outcome",
            "hs_meeting_start_time",
            "hs_timestamp",
            "hubspot_owner_id",
          ],
          inputs: inputs("7004"),
        },
        batch(meeting),
      ),
      batchRead(
        "emails",
        {
          properties: [
            "hs_email_subject",
            "hs_email_text",
            "hs_email_html",
            "hs_email_status",
            "hs_timestamp",
            "hubspot_owner_id",
          ],
          inputs: inputs("7005"),
        },
        batch(email),
      ),
    ],
    expected: [
      {
        id: "call-7003",
        kind: "CALL",
        subject: "Support call",
        body: "Resolved issue",
        status: "DONE",
        dueAt: "2025-01-04T07:30:17.883Z",
        ownerId: null,
        createdAt: "2025-01-04T08:00:00.000Z",
        updatedAt: "2025-01-04T08:30:00.000Z",
      },
      {
        id: "note-7001",
        kind: "NOTE",
        subject: null,
        body: "Wants two & more",
        status: null,
        dueAt: "2024-11-20T20:12:03.054Z",
        ownerId: "77",
        createdAt: "2024-11-20T20:12:09.236Z",
        updatedAt: "2024-11-20T20:12:10.610Z",
      },
      {
        id: "email-7005",
        kind: "EMAIL",
        subject: "Let's talk",
        body: "Thanks!\nBrian",
        status: "DONE",
        dueAt: "2025-01-06T07:59:00.000Z",
        ownerId: "77",
        createdAt: "2025-01-06T08:00:00.000Z",
        updatedAt: "2025-01-06T08:00:02.000Z",
      },
      null,
      {
        id: "task-7002",
        kind: "TASK",
        subject: "Follow-up for Brian Buyer",
        body: "Send Proposal",
        status: "OPEN",
        dueAt: "2025-01-03T09:15:00.000Z",
        ownerId: "77",
        createdAt: "2025-01-02T08:00:00.000Z",
        updatedAt: "2025-01-03T08:00:00.000Z",
      },
      {
        id: "meeting-7004",
        kind: "MEETING",
        subject: "打ち合わせ",
        body: null,
        status: "UNKNOWN",
        dueAt: "2025-02-01T09:00:00.000Z",
        ownerId: "78",
        createdAt: "2025-01-05T08:00:00.000Z",
        updatedAt: "2025-01-05T08:00:01.000Z",
      },
    ],
  },
  {
    name: "asks only the types that are named, and for nothing that can be no id",
    type: "Activity",
    reading: { kind: "getMany", ids: ["note-7001", "7002", "task-../owners", "postal_mail-1", "note-", "notes-7001"] },
    select: ["id", "subject"],
    exchanges: [batchRead("notes", { properties: [], inputs: inputs("7001") }, batch(note))],
    expected: [{ id: "note-7001", subject: null }, null, null, null, null, null],
  },
  {
    name: "reads what was done with contacts: the ids of each type, over several pages for one, then the records, each once",
    type: "Activity",
    reading: { kind: "related", to: "Contact", parentIds: ["101", "102", "nobody"], first: 5 },
    select: ["id", "subject"],
    exchanges: [
      ofContacts("notes", inputs("101", "102"), [
        { from: { id: "101" }, to: to("7001"), paging: { next: { after: "MQ", link: "https://x.example" } } },
        { from: { id: "102" }, to: to("7001", "7404") },
      ]),
      ofContacts("notes", [{ id: "101", after: "MQ" }], [{ from: { id: "101" }, to: to("7001") }]),
      batchRead("notes", { properties: [], inputs: inputs("7001", "7404") }, partialBatch(["7404"], note)),
      ofContacts("tasks", inputs("101", "102"), []),
      ofContacts("calls", inputs("101", "102"), [{ from: { id: "101" }, to: to("7003") }]),
      batchRead("calls", { properties: ["hs_call_title"], inputs: inputs("7003") }, batch(call)),
      ofContacts("meetings", inputs("101", "102"), []),
      ofContacts("emails", inputs("101", "102"), []),
    ],
    expected: {
      101: {
        entities: [
          { id: "note-7001", subject: null },
          { id: "call-7003", subject: "Support call" },
        ],
        hasMore: false,
      },
      102: { entities: [{ id: "note-7001", subject: null }], hasMore: false },
    },
  },
  {
    name: "reads also what the core orders by: when it is due or took place",
    type: "Activity",
    reading: {
      kind: "related",
      to: "Contact",
      parentIds: ["101"],
      first: 5,
      order: { field: "dueAt", direction: "ASC" },
    },
    select: ["id"],
    exchanges: [
      ...types.map((type) =>
        ofContacts(type, inputs("101"), type === "meetings" ? [{ from: { id: "101" }, to: to("7004") }] : []),
      ),
      batchRead(
        "meetings",
        { properties: ["hs_meeting_start_time", "hs_timestamp"], inputs: inputs("7004") },
        batch(meeting),
      ),
    ],
    expected: { 101: { entities: [{ id: "meeting-7004" }], hasMore: false } },
  },
  {
    name: "asks for no records where nothing was done",
    type: "Activity",
    reading: { kind: "related", to: "Contact", parentIds: ["102"], first: 5 },
    select: ["id"],
    exchanges: types.map((type) => ofContacts(type, inputs("102"), [])),
    expected: {},
  },
];
