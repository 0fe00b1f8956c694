// https://developer.zendesk.com/api-reference/ticketing/users/users/
import type { Desk } from "./desk.ts";
import { administrator } from "./directory.ts";
import type { DeskUser } from "./directory.ts";
import { invalidAttribute, recordNotFound } from "./errors.ts";
import { allSerials, listOf, mapListing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { pageOf } from "./paging.ts";
import { idsParameter, listParameter, textParameter, textParameters } from "./query.ts";
import type { Call, Route } from "./router.ts";
import type { Search } from "./search/search.ts";
import { searchResults } from "./search-results.ts";
import { showMany } from "./show-many.ts";
import { userObject } from "./user.ts";
import { apiTime } from "./wire.ts";

const roles = ["end-user", "agent", "admin"];

export function addUserRoutes(route: Route, desk: Desk, search: Search): void {
  const { directory } = desk;
  const render = (user: DeskUser, call: Call) => userObject(user, call.origin);

  route("/users", (call) => {
    const page = pageOf(usersAskedFor(call, desk), call);
    return { users: page.items.map((user) => render(user, call)), ...page.envelope };
  });

  route("/users/count", () => ({ count: { value: directory.size, refreshed_at: apiTime(desk.now()) } }));

  route("/users/me", (call) => ({ user: render(directory.at(administrator), call) }));

  route("/users/show_many", (call) => {
    const ids = idsParameter(call.query, "ids");
    const externalIds = listParameter(call.query, "external_ids");
    if (ids === undefined && externalIds === undefined) throw invalidAttribute("ids", "is required");
    const positions = [
      ...(ids ?? []).map((id) => directory.positionOf(id)).filter((position) => position !== null),
      ...(externalIds ?? []).flatMap((externalId) => directory.withExternalId(externalId)),
    ];
    const users = [...new Set(positions)].map((position) => directory.at(position));
    return showMany("users", users, (user) => render(user, call));
  });

  route("/users/search", async (call) => {
    const externalId = textParameter(call.query, "external_id");
    if (externalId !== undefined) {
      const users = directory.withExternalId(externalId).map((position) => directory.at(position));
      const page = pageOf(
        listOf(users, (user) => user.id),
        call,
      );
      return { users: page.items.map((user) => render(user, call)), ...page.envelope };
    }
    const query = textParameter(call.query, "query");
    if (query === undefined) throw invalidAttribute("query", "is required");
    const { hits, envelope } = searchResults(await search.find(query, ["user"]), call);
    return { users: hits.map((hit) => render(directory.at(hit.serial), call)), ...envelope };
  });

  route("/users/:id", (call) => ({ user: render(directory.at(positionOf(call, desk)), call) }));

  route("/users/:id/related", async (call) => {
    const position = positionOf(call, desk);
    const endUser = directory.endUserAt(position);
    const agent = directory.agentAt(position);
    return {
      user_related: {
        assigned_tickets: agent === null ? 0 : (await search.find(`type:ticket assignee:${call.id()}`)).count,
        requested_tickets: endUser === null ? 0 : desk.world.tickets.of(endUser).length,
        ccd_tickets: 0,
        organization_subscriptions: 0,
      },
    };
  });
}

function positionOf(call: Call, desk: Desk): number {
  const position = desk.directory.positionOf(call.id());
  if (position === null) throw recordNotFound();
  return position;
}

/** All users by id, or those of the roles or with the external id that the call names. */
function usersAskedFor(call: Call, desk: Desk): Listing<DeskUser> {
  const { directory } = desk;
  const at = (position: number) => directory.at(position);
  const externalId = textParameter(call.query, "external_id");
  if (externalId !== undefined) return listOf(directory.withExternalId(externalId).map(at), (user) => user.id);
  // Nobody has a custom role here.
  if (textParameter(call.query, "permission_set") !== undefined) return listOf<DeskUser>([], (user) => user.id);
  const wanted = textParameters(call.query, "role");
  const unknown = wanted.find((role) => !roles.includes(role));
  if (unknown !== undefined) throw invalidAttribute("role", `must be one of ${roles.join(", ")}`);
  const staff = Array.from({ length: directory.staffSize }, (_, position) => position);
  if (wanted.length === 0 || roles.every((role) => wanted.includes(role))) {
    return mapListing(allSerials(directory.size), at);
  }
  const staffWanted = staff.filter((position) => wanted.includes(at(position).role));
  const others = wanted.includes("end-user") ? directory.size - directory.staffSize : 0;
  const positions: Listing<number> = {
    ...allSerials(staffWanted.length + others),
    at: (place) => staffWanted[place] ?? directory.staffSize + place - staffWanted.length,
  };
  return mapListing(positions, at);
}
