// What an account is set up with: groups and ticket fields.
import { recordNotFound } from "./errors.ts";
import type { DeskGroup } from "./groups.ts";
import { groupObject, groups } from "./groups.ts";
import { groupIds } from "./ids.ts";
import { elementAt, listOf } from "./listing.ts";
import { pageOf } from "./paging.ts";
import type { Route } from "./router.ts";
import { ticketFields } from "./ticket-fields.ts";
import { userFields } from "./user-fields.ts";

export function addAccountRoutes(route: Route): void {
  route("/groups", (call) => {
    const page = pageOf(
      listOf(groups, (group: DeskGroup) => groupIds.idOf(group.index)),
      call,
    );
    return { groups: page.items.map((group) => groupObject(group, call.origin)), ...page.envelope };
  });

  route("/groups/:id", (call) => {
    const index = groupIds.serialOf(call.id(), groups.length);
    if (index === null) throw recordNotFound();
    return { group: groupObject(elementAt(groups, index), call.origin) };
  });

  route("/ticket_fields", (call) => {
    const fields = ticketFields(call.origin);
    const page = pageOf(
      listOf(fields, (field) => field.id),
      call,
    );
    return { ticket_fields: page.items, ...page.envelope };
  });

  route("/user_fields", (call) => {
    const page = pageOf(
      listOf(userFields(call.origin), (field) => field.id),
      call,
    );
    return { user_fields: page.items, ...page.envelope };
  });

  route("/organization_fields", (call) => {
    const page = pageOf(
      listOf<{ readonly id: number }>([], (field) => field.id),
      call,
    );
    return { organization_fields: page.items, ...page.envelope };
  });
}
