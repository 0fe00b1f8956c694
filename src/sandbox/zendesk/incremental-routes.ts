// https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/
// By cursors; the export by time alone is not played.
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Desk } from "./desk.ts";
import type { DeskUser } from "./directory.ts";
import { invalidAttribute, tooManyRequests } from "./errors.ts";
import { compareKeys, countBefore, elementAt } from "./listing.ts";
import type { Listing, SortKey } from "./listing.ts";
import { pageUrl } from "./paging.ts";
import { integerParameter, textParameter } from "./query.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { Call, Route } from "./router.ts";
import { userObject } from "./user.ts";
import { wholeSeconds } from "./wire.ts";

const maxPageSize = 1_000;
/** What changed since is left out, as the page says. */
const heldBackMs = 60_000;
const order = "incremental-users";

const keyOf = (user: DeskUser): SortKey => [wholeSeconds(user.updatedAt), user.id];

/** All users, agents too, by their last change. `limit` is the allowance of incremental exports, within the account's. */
export function addIncrementalRoutes(route: Route, desk: Desk, limit: RateLimit): void {
  const inOrder = usersByChange(desk);
  route("/incremental/users/cursor", (call) => {
    const rate = limit.take();
    if (rate.isExceeded) throw tooManyRequests(rate.resetSeconds);
    const after = startOf(call, desk.now());
    const size = sizeOf(call);
    const users = inOrder();
    const first = countBefore(users, after, true);
    const settled = countBefore(users, [wholeSeconds(desk.now() - heldBackMs), 0], false);
    const end = Math.max(first, Math.min(settled, first + size));
    const cursor = encodeCursor(order, end === first ? after : users.keyAt(end - 1));
    return {
      users: Array.from({ length: end - first }, (_, place) => userObject(users.at(first + place), call.origin)),
      after_url: pageUrl(call, { cursor, start_time: null }),
      before_url: null,
      after_cursor: cursor,
      before_cursor: null,
      end_of_stream: end >= settled,
    };
  });
}

/** Ordered when first asked for, and again when somebody was changed. */
function usersByChange({ directory, world }: Desk): () => Listing<DeskUser> {
  let made: { readonly edits: number; readonly keys: readonly (readonly [key: SortKey, position: number])[] } | null =
    null;
  return () => {
    const edits = world.deskUsers.edits.length;
    if (made?.edits !== edits) {
      const keys = Array.from(
        { length: directory.size },
        (_, position) => [keyOf(directory.at(position)), position] as const,
      );
      made = { edits, keys: keys.sort(([left], [right]) => compareKeys(left, right)) };
    }
    const { keys } = made;
    return {
      order,
      size: keys.length,
      keyAt: (place) => elementAt(keys, place)[0],
      at: (place) => directory.at(elementAt(keys, place)[1]),
    };
  };
}

/** Behind what the export goes on. Throws Zendesk's 400 or 422. */
function startOf(call: Call, nowMs: number): SortKey {
  const cursor = textParameter(call.query, "cursor");
  if (cursor !== undefined) return decodeCursor(cursor, "cursor", order);
  const start = integerParameter(call.query, "start_time");
  if (start === undefined || start < 0) throw invalidAttribute("start_time", "is required, in seconds since the epoch");
  if (start * 1_000 > nowMs - heldBackMs) throw invalidAttribute("start_time", "must be at least a minute ago");
  return [start * 1_000, -1];
}

function sizeOf(call: Call): number {
  const size = integerParameter(call.query, "per_page") ?? maxPageSize;
  if (size < 1) throw invalidAttribute("per_page", `must be from 1 to ${maxPageSize}`);
  return Math.min(size, maxPageSize);
}
