// HubSpot's notes, tasks, calls, meetings and e-mails are all an Activity of ours, and each type counts for itself: our id
// says which it is, "note-512".
import type { ActivityKind } from "../../generated/types.ts";

export interface EngagementType {
  /** As it stands in paths: "notes". */
  readonly type: string;
  /** As it stands in our ids: "note". */
  readonly singular: string;
  readonly kind: ActivityKind;
}

export const engagementTypes = [
  { type: "notes", singular: "note", kind: "NOTE" },
  { type: "tasks", singular: "task", kind: "TASK" },
  { type: "calls", singular: "call", kind: "CALL" },
  { type: "meetings", singular: "meeting", kind: "MEETING" },
  { type: "emails", singular: "email", kind: "EMAIL" },
] as const satisfies readonly EngagementType[];

export function activityIdOf({ singular }: EngagementType, id: string): string {
  return `${singular}-${id}`;
}

/** HubSpot's ids of this type among ours. */
export function engagementIdsIn(activityIds: readonly string[], { singular }: EngagementType): string[] {
  const start = `${singular}-`;
  return activityIds.filter((id) => id.startsWith(start)).map((id) => id.slice(start.length));
}
