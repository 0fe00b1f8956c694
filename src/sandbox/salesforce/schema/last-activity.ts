import type { CrmBook } from "../../world.ts";
import { apiDate } from "../wire-time.ts";

/** `LastActivityDate`: the latest day on which something was done with these contacts, or null. */
export function lastActivityDate(book: CrmBook, contacts: readonly number[]): string | null {
  let latest: number | null = null;
  for (const contact of contacts) {
    for (const serial of book.activities.of(contact)) {
      const { status, dueAt } = book.activities.at(serial);
      if (status === "done" && dueAt !== null && (latest === null || dueAt > latest)) latest = dueAt;
    }
  }
  return latest === null ? null : apiDate(latest);
}
