import { describe, expect, it } from "vitest";
import type { Activity } from "../../../src/mapping/entities.ts";
import { activity } from "../../../src/connectors/hubspot/activity.ts";
import { recordMapper } from "../../../src/mapping/map-record.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import { mappingContext } from "../connector-case.ts";
import activities from "./fixtures/activities.json" with { type: "json" };

const unknown: string[][] = [];
const context = mappingContext({ onUnknownValue: (path, value) => unknown.push([path, value]) });
const mapped = (record: unknown, ...select: string[]): Activity =>
  recordMapper<Activity>("Activity", activity.fields, ["id", ...select], context)(record);

describe("HubSpot's activities", () => {
  it("keep records of two types apart that have the same number", async () => {
    const http = createAnsweringHttp(({ path }) => ({ results: [{ id: "7", properties: {}, asked: path }] }));
    const found = (await activity.getMany?.(http, ["note-7", "call-7"], ["id", "kind"])) ?? [];
    expect(found.map((record) => mapped(record, "kind"))).toMatchObject([
      { id: "note-7", kind: "NOTE" },
      { id: "call-7", kind: "CALL" },
    ]);
    expect(http.asked.map(({ path }) => path)).toEqual([
      "/crm/v3/objects/notes/batch/read",
      "/crm/v3/objects/calls/batch/read",
    ]);
  });

  it("are read a hundred of a type a call, side by side", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${index % 5 === 0 ? "task" : "note"}-${1_000 + index}`);
    const http = createAnsweringHttp(() => ({ results: [] }));
    await activity.getMany?.(http, ids, ["id"]);
    const sizes = http.asked.map(({ path, body }) => [
      path.split("/")[4],
      (body as { inputs: unknown[] }).inputs.length,
    ]);
    expect(sizes).toEqual([
      ["notes", 100],
      ["notes", 100],
      ["tasks", 50],
    ]);
  });

  it.each([
    ["tasks", "hs_task_status", { NOT_STARTED: "OPEN", DEFERRED: "OPEN", COMPLETED: "DONE" }],
    ["calls", "hs_call_status", { QUEUED: "OPEN", COMPLETED: "DONE", BUSY: "DONE", CANCELED: "CANCELED" }],
    ["meetings", "hs_meeting_outcome", { SCHEDULED: "OPEN", NO_SHOW: "DONE", CANCELED: "CANCELED" }],
    ["emails", "hs_email_status", { SENDING: "OPEN", SENT: "DONE", BOUNCED: "DONE" }],
  ])("say how far they are: %s", (type, property, words) => {
    for (const [theirs, ours] of Object.entries(words)) {
      expect(mapped({ [type]: { id: "1", properties: { [property]: theirs } } }, "status").status).toBe(ours);
    }
    expect(unknown).toEqual([]);
    expect(mapped({ [type]: { id: "1", properties: { [property]: "ANYTHING" } } }, "status").status).toBe("UNKNOWN");
    expect(unknown.splice(0)).toEqual([[`${type}.properties.${property}`, "ANYTHING"]]);
    expect(mapped({ [type]: { id: "1", properties: { [property]: null } } }, "status").status).toBeNull();
  });

  it("take place when they begin, where that is known", () => {
    const { meeting } = activities;
    expect(mapped({ meetings: meeting }, "dueAt").dueAt).toBe("2025-02-01T09:00:00.000Z");
    const loose = { ...meeting, properties: { ...meeting.properties, hs_meeting_start_time: null } };
    expect(mapped({ meetings: loose }, "dueAt").dueAt).toBe("2025-01-05T08:00:00.000Z");
  });

  it("are of no type that is not known", () => {
    expect(() => mapped({ postal_mail: { id: "1" } })).toThrow("the record has no id");
  });
});
