// Users by the incremental export, which begins with everybody and never ends: its cursor leads to what changed since.
// https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
// It has users in the order of their change, leaves the last minute out, so that it passes none that is still being
// written, and has deleted users too, as not active. An agent is nobody's customer: who became one is gone.
import { idAt, flagAt, recordsAt, ReplyShapeError, textAt } from "../../mapping/reply.ts";
import type { Changes } from "../contract.ts";
import { countOption } from "../options.ts";

export function contactChanges(endUsers: (users: readonly unknown[]) => readonly unknown[]): Changes {
  return {
    intervalMs: 60_000,
    async read(http, after) {
      const reply = await http.get("/api/v2/incremental/users/cursor", {
        ...(after === null ? { start_time: 0 } : { cursor: after }),
        per_page: countOption(http, "usersPerExport"),
      });
      const users = recordsAt(reply, "users");
      const isAtEnd = flagAt(reply, "end_of_stream");
      const next = textAt(reply, "after_cursor") ?? (isAtEnd ? after : null);
      if (next === null || (next === after && !isAtEnd)) {
        throw new ReplyShapeError(`expected a cursor that leads on at "after_cursor"`);
      }
      const records = endUsers(users);
      const isKept = new Set(records);
      const gone = users.filter((user) => !isKept.has(user)).flatMap((user) => idAt(user, "id") ?? []);
      return { records, gone, next, isAtEnd };
    },
  };
}
