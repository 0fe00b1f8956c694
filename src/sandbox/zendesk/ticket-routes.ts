// https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
import type { CommentRow, TicketRow } from "../world.ts";
import { commentAuthor, commentObject } from "./comment.ts";
import type { Desk } from "./desk.ts";
import { invalidAttribute, recordNotFound } from "./errors.ts";
import { commentId, ticketIds } from "./ids.ts";
import { listOf, mapListing, reversed } from "./listing.ts";
import type { Listing } from "./listing.ts";
import { isCursorPaging, pageOf } from "./paging.ts";
import { idsParameter, textParameter } from "./query.ts";
import type { Call, Route } from "./router.ts";
import { showMany } from "./show-many.ts";
import { sideloads } from "./sideload.ts";
import { sortSerials } from "./ticket-index.ts";
import type { TicketOrder } from "./ticket-index.ts";
import { ticketObject } from "./ticket.ts";
import { userObject } from "./user.ts";
import { apiTime } from "./wire.ts";

export function addTicketRoutes(route: Route, desk: Desk): void {
  const { world, directory, ticketIndex } = desk;

  const ticketOf = (call: Call): TicketRow => {
    const serial = ticketIds.serialOf(call.id(), world.tickets.size);
    if (serial === null) throw recordNotFound();
    return world.tickets.at(serial);
  };
  const render = (row: TicketRow, call: Call) => ticketObject(row, directory, call.origin);

  function ticketPage(serials: Listing<number>, call: Call): Record<string, unknown> {
    const page = pageOf(
      mapListing(serials, (serial) => world.tickets.at(serial)),
      call,
    );
    return {
      tickets: page.items.map((row) => render(row, call)),
      ...sideloads(page.items, call, desk),
      ...page.envelope,
    };
  }

  route("/tickets", async (call) => {
    const { order, isDescending } = sortOf(call);
    // No ticket carries an external id here.
    const isEmpty = textParameter(call.query, "external_id") !== undefined;
    const ascending = isEmpty ? sortSerials([], ticketIndex.availableFacts, order) : await ticketIndex.sorted(order);
    return ticketPage(isDescending ? reversed(ascending) : ascending, call);
  });

  route("/tickets/count", () => ({ count: { value: world.tickets.size, refreshed_at: apiTime(desk.now()) } }));

  route("/tickets/show_many", (call) => {
    const ids = idsParameter(call.query, "ids");
    if (ids === undefined) throw invalidAttribute("ids", "is required");
    const rows = ids
      .map((id) => ticketIds.serialOf(id, world.tickets.size))
      .filter((serial) => serial !== null)
      .map((serial) => world.tickets.at(serial));
    return { ...showMany("tickets", rows, (row) => render(row, call)), ...sideloads(rows, call, desk) };
  });

  route("/tickets/:id", (call) => {
    const row = ticketOf(call);
    return { ticket: render(row, call), ...sideloads([row], call, desk) };
  });

  route("/tickets/:id/comments", (call) => {
    const ticket = ticketOf(call);
    const page = pageOf(commentsOf(ticket, call), call);
    const authors = new Set(page.items.map(({ comment }) => commentAuthor(ticket, comment, directory)));
    const isIncludingUsers = textParameter(call.query, "include")?.split(",").includes("users") ?? false;
    return {
      comments: page.items.map(({ comment, index }) => commentObject(ticket, comment, index, directory)),
      ...(isIncludingUsers && {
        users: [...authors].map((position) => userObject(directory.at(position), call.origin)),
      }),
      ...page.envelope,
    };
  });

  route("/users/:id/tickets/requested", (call) => {
    const position = directory.positionOf(call.id());
    if (position === null) throw recordNotFound();
    const requester = directory.endUserAt(position);
    const { order, isDescending } = sortOf(call);
    const serials = requester === null ? [] : world.tickets.of(requester);
    const ascending = sortSerials(serials, ticketIndex.availableFacts, order);
    return ticketPage(isDescending ? reversed(ascending) : ascending, call);
  });
}

const ticketOrders: ReadonlyMap<string, TicketOrder> = new Map([
  ["id", "id"],
  ["created_at", "id"],
  ["updated_at", "updated_at"],
  ["status", "status"],
  ["priority", "priority"],
]);

/** `sort=-updated_at` with cursor paging, `sort_by` and `sort_order` with offset paging. Ascending ids by default. */
function sortOf(call: Call): { readonly order: TicketOrder; readonly isDescending: boolean } {
  if (isCursorPaging(call.query)) {
    const sort = textParameter(call.query, "sort") ?? "id";
    const isDescending = sort.startsWith("-");
    const order = ["id", "status", "updated_at"].includes(isDescending ? sort.slice(1) : sort)
      ? ticketOrders.get(isDescending ? sort.slice(1) : sort)
      : undefined;
    if (order === undefined) throw invalidAttribute("sort", "must be one of id, status, updated_at, with or without -");
    return { order, isDescending };
  }
  const order = ticketOrders.get(textParameter(call.query, "sort_by") ?? "id");
  if (order === undefined) throw invalidAttribute("sort_by", `must be one of ${[...ticketOrders.keys()].join(", ")}`);
  return { order, isDescending: isDescendingOrder(call) };
}

function isDescendingOrder(call: Call): boolean {
  return textParameter(call.query, "sort_order")?.toLowerCase() === "desc";
}

interface PlacedComment {
  readonly comment: CommentRow;
  readonly index: number;
}

function commentsOf(ticket: TicketRow, call: Call): Listing<PlacedComment> {
  const placed = ticket.comments.map((comment, index) => ({ comment, index }));
  const oldestFirst: Listing<PlacedComment> = {
    ...listOf(placed, ({ index }) => commentId(ticket.serial, index)),
    order: "created_at",
  };
  const sort = textParameter(call.query, "sort");
  if (sort !== undefined && sort !== "created_at" && sort !== "-created_at") {
    throw invalidAttribute("sort", "must be created_at or -created_at");
  }
  const isDescending = isCursorPaging(call.query) ? sort === "-created_at" : isDescendingOrder(call);
  return isDescending ? reversed(oldestFirst) : oldestFirst;
}
