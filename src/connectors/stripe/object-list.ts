// Stripe's lists, newest first: https://docs.stripe.com/api/pagination
import { valueAtPath } from "../../mapping/field-map.ts";
import { flagAt, idAt, recordsAt, ReplyShapeError } from "../../mapping/reply.ts";
import type { Http, Query } from "../../upstream/http.ts";

export const PAGE_SIZE = 100;

export interface ObjectList {
  readonly path: string;
  readonly query: Query;
  /** Which objects of it count; all where left out. */
  readonly keeps?: (object: unknown) => boolean;
}

export interface NewestFirst {
  readonly records: readonly unknown[];
  /** Where to go on behind each record: the last id of each list, joined by commas. */
  readonly positions: readonly string[];
  readonly hasMore: boolean;
}

/** Up to `count` objects of one list, or of several merged, behind a position; over as many pages as it takes. */
export async function readNewestFirst(
  http: Http,
  lists: readonly ObjectList[],
  after: string | null,
  count: number,
): Promise<NewestFirst> {
  const starts = after?.split(",") ?? [];
  const readers = lists.map((list, index) => createReader(http, list, starts[index] ?? "", Math.min(count, PAGE_SIZE)));
  const records: unknown[] = [];
  const positions: string[] = [];
  while (records.length < count) {
    await Promise.all(readers.map((reader) => reader.fill()));
    const reader = newestOf(readers);
    if (reader === undefined) break;
    const object = reader.take();
    if (!reader.keeps(object)) continue;
    records.push(object);
    positions.push(readers.map(({ last }) => last()).join(","));
  }
  return { records, positions, hasMore: readers.some((reader) => reader.hasMore()) };
}

interface Reader {
  readonly keeps: (object: unknown) => boolean;
  /** Sees to it that there is a head, where the list goes on. */
  fill(): Promise<void>;
  /** When the head was made; undefined where there is none. */
  headTime(): number | undefined;
  take(): unknown;
  /** The id of the last object taken. */
  last(): string;
  /** Is there still something that counts? Of pages that are not yet read it is assumed. */
  hasMore(): boolean;
}

function createReader(
  http: Http,
  { path, query, keeps = () => true }: ObjectList,
  start: string,
  limit: number,
): Reader {
  let page: readonly unknown[] = [];
  let index = 0;
  let last = start;
  let isLastPage = false;
  return {
    keeps,
    async fill() {
      if (index < page.length || isLastPage) return;
      const reply = await http.get(path, { ...query, limit, starting_after: last || undefined });
      page = recordsAt(reply, "data");
      index = 0;
      isLastPage = !flagAt(reply, "has_more") || page.length === 0;
      if (!isLastPage && idAt(page.at(-1), "id") === null) {
        throw new ReplyShapeError(`expected an id at "data.${page.length - 1}.id", as the list goes on behind it`);
      }
    },
    headTime() {
      if (index >= page.length) return undefined;
      const created = valueAtPath(page[index], ["created"]);
      return typeof created === "number" ? created : Infinity; // what can't be read is taken, and told of, at once
    },
    take() {
      const object = page[index];
      index += 1;
      last = idAt(object, "id") ?? last;
      return object;
    },
    last: () => last,
    hasMore: () => !isLastPage || page.slice(index).some(keeps),
  };
}

// Of two of the same second the later list's is taken: a charge is made after its intent, and so comes before it.
function newestOf(readers: readonly Reader[]): Reader | undefined {
  let newest: Reader | undefined;
  for (const reader of readers) {
    const time = reader.headTime();
    if (time !== undefined && time >= (newest?.headTime() ?? -Infinity)) newest = reader;
  }
  return newest;
}
