// Cursor pages: https://developer.zendesk.com/api-reference/introduction/pagination/
import { flagAt, recordsAt, ReplyShapeError, textAt } from "../../mapping/reply.ts";
import type { Http, Query } from "../../upstream/http.ts";
import type { RecordPage } from "../contract.ts";

export const PAGE_SIZE = 100;

/** One page of a list whose records stand under `key`. */
export async function readCursorPage(
  http: Http,
  list: { path: string; key: string; query?: Query },
  { after, size }: { after: string | null; size: number },
): Promise<RecordPage> {
  const page = { "page[size]": Math.min(size, PAGE_SIZE), "page[after]": after ?? undefined };
  const reply = await http.get(list.path, { ...list.query, ...page });
  return { records: recordsAt(reply, list.key), next: nextCursor(reply) };
}

// The link may name another host than the one configured: only the cursor in it is of use.
function nextCursor(reply: unknown): string | null {
  if (!flagAt(reply, "meta.has_more")) return null;
  const link = textAt(reply, "links.next");
  const cursor =
    textAt(reply, "meta.after_cursor") ??
    (link === null ? null : URL.parse(link, "https://zendesk.invalid")?.searchParams.get("page[after]"));
  if (typeof cursor === "string" && cursor !== "") return cursor;
  throw new ReplyShapeError(`expected a cursor at "meta.after_cursor", as "meta.has_more" is true`);
}
