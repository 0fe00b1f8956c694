import { recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { isRecordId } from "./search-query.ts";

/** `show_many` takes this many at most. */
export const BATCH_SIZE = 100;

/** Up to 100 by id; missing ones are left out of the reply. */
export async function showMany(
  http: Http,
  key: "users" | "tickets" | "organizations",
  ids: readonly string[],
): Promise<readonly unknown[]> {
  const readable = ids.filter(isRecordId);
  if (readable.length === 0) return [];
  return recordsAt(await http.get(`/api/v2/${key}/show_many`, { ids: readable.join(",") }), key);
}
