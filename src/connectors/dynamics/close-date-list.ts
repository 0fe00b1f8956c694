// Opportunities by when they closed or are expected to. No column has that: those with an actual date are read by it, the
// others by the estimated one, and the two lists are merged.
import { RequestError } from "../../errors.ts";
import { valueAtPath } from "../../mapping/field-map.ts";
import type { Http } from "../../upstream/http.ts";
import type { List, ListRequest, Order, RecordPage } from "../contract.ts";
import { conditionsOf } from "./conditions.ts";
import type { Condition } from "./odata-filter.ts";
import { positionBehind, readRowsAfter } from "./row-pages.ts";
import type { Table } from "./table.ts";

interface Half {
  readonly column: string;
  readonly where: Condition;
}

const HALVES: readonly Half[] = [
  { column: "actualclosedate", where: { kind: "differs", column: "actualclosedate", value: null } },
  { column: "estimatedclosedate", where: { kind: "equals", column: "actualclosedate", value: null } },
];

/** The list, which is also ordered by `closeDate`. */
export function byCloseDate(table: Table, list: List): List {
  return {
    ...list,
    read: async (http, request) => {
      const { order } = request;
      return order?.field === "closeDate"
        ? readMerged(http, table, request, order.direction)
        : list.read(http, request);
    },
  };
}

async function readMerged(
  http: Http,
  table: Table,
  { select, filter, after, size }: ListRequest,
  direction: Order["direction"],
): Promise<RecordPage> {
  const starts = startsOf(after);
  const asked = conditionsOf(table, filter);
  const pages = await Promise.all(
    HALVES.map(async ({ column, where }, index) => {
      const start = starts[index];
      if (start === undefined || start.isOver) return { records: [], next: null };
      const way = direction.toLowerCase();
      const query = {
        select,
        also: [column],
        where: { kind: "all", of: [where, asked] },
        orderBy: `${column} ${way},${table.key} ${way}`,
      } as const;
      return readRowsAfter(http, table, query, start.position, size);
    }),
  );
  const records: unknown[] = [];
  const taken = HALVES.map(() => 0);
  while (records.length < size) {
    const next = nextOf(pages, taken, direction);
    if (next === undefined) break;
    records.push(pages[next]?.records[taken[next] ?? 0]);
    taken[next] = (taken[next] ?? 0) + 1;
  }
  const ends = pages.map((page, index): Start => {
    const start = starts[index] ?? { position: null, isOver: true };
    const count = taken[index] ?? 0;
    if (count < page.records.length) return { position: positionBehind(start.position, size, count), isOver: false };
    return { position: page.next, isOver: page.next === null };
  });
  return { records, next: ends.every(({ isOver }) => isOver) ? null : JSON.stringify(ends.map(asText)) };
}

/** The half whose next row comes first; none where a page is used up and more may follow it, as nothing is known of that. */
function nextOf(
  pages: readonly RecordPage[],
  taken: readonly number[],
  direction: Order["direction"],
): number | undefined {
  let best: number | undefined;
  let bestDate = "";
  for (const [index, { column }] of HALVES.entries()) {
    const { records, next } = pages[index] ?? { records: [], next: null };
    const row = records[taken[index] ?? 0];
    if ((taken[index] ?? 0) >= records.length) {
      if (next !== null) return undefined;
      continue;
    }
    const date = String(valueAtPath(row, [column]) ?? ""); // no date sorts before all
    if (best === undefined || (direction === "ASC" ? date < bestDate : date > bestDate)) {
      best = index;
      bestDate = date;
    }
  }
  return best;
}

interface Start {
  readonly position: string | null;
  readonly isOver: boolean;
}

// "+" goes before a position, and stands alone for a half that has not begun; "" is one that is over.
const asText = ({ position, isOver }: Start): string => (isOver ? "" : `+${position ?? ""}`);

function startsOf(after: string | null): readonly Start[] {
  if (after === null) return HALVES.map(() => ({ position: null, isOver: false }));
  const texts: unknown = after.startsWith("[") ? JSON.parse(after) : null;
  if (!Array.isArray(texts) || texts.length !== HALVES.length) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  return texts.map((each: unknown): Start => {
    const position = typeof each === "string" ? each.slice(1) : "";
    return { position: position || null, isOver: each === "" };
  });
}
