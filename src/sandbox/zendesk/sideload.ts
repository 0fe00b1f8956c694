// https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/
import type { TicketRow } from "../world.ts";
import type { Desk } from "./desk.ts";
import { organizationObject } from "./organization.ts";
import { textParameter } from "./query.ts";
import type { Call } from "./router.ts";
import { userObject } from "./user.ts";

/** The users and organizations of the tickets that `include=users,organizations` asks for beside them. */
export function sideloads(rows: readonly TicketRow[], call: Call, desk: Desk): Record<string, unknown> {
  const wanted = textParameter(call.query, "include")?.split(",") ?? [];
  const { directory, world } = desk;
  const requesters = rows.map((row) => directory.ofEndUser(row.requester));
  const included: Record<string, unknown> = {};
  if (wanted.includes("users")) {
    const assignees = rows.flatMap((row) => (row.assignee === null ? [] : [directory.ofAgent(row.assignee)]));
    const positions = [...new Set([...requesters, ...assignees])];
    included["users"] = positions.map((position) => userObject(directory.at(position), call.origin));
  }
  if (wanted.includes("organizations")) {
    const companies = new Set(requesters.map((position) => directory.at(position).company));
    included["organizations"] = [...companies]
      .filter((company) => company !== null)
      .map((company) => organizationObject(world.companies.at(company), call.origin));
  }
  return included;
}
