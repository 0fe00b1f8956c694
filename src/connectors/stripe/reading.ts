// The ways in which every type of Stripe's is read.
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { epochSecondsOf } from "../../mapping/instants.ts";
import { recordIn } from "../../mapping/reply.ts";
import type { Http, Query } from "../../upstream/http.ts";
import type { Filter, Filters, List, Related } from "../contract.ts";
import { NO_RECORDS } from "../no-records.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";
import { PAGE_SIZE, readNewestFirst, type ObjectList } from "./object-list.ts";

const orders = { createdAt: ["DESC"] } as const;
export const CREATED: Filters = { createdAt: ["gte", "lt"] };

/** `created` as a list takes it; null where nothing can pass. Throws RequestError. */
export function createdQuery(filter: Filter): Query | null {
  const conditions = conjunctionOf(filter);
  if (conditions === null) return null;
  const { createdAt = {} } = conditions;
  return {
    "created[gte]": createdAt.gte === undefined ? undefined : epochSecondsOf(String(createdAt.gte)),
    "created[lt]": createdAt.lt === undefined ? undefined : epochSecondsOf(String(createdAt.lt)),
  };
}

/** The path of an object under a list's, null for an id that would lead elsewhere. */
export function pathUnder(list: string, id: string): string | null {
  return /^\.*$/.test(id) || id === "search" ? null : `${list}/${encodeURIComponent(id)}`;
}

/** Stripe reads one object a call. One that was deleted leaves its id and `deleted`. */
export function readById(pathOf: (id: string) => string | null, counts: (object: unknown) => boolean = () => true) {
  return async (http: Http, ids: readonly string[], _select: Select): Promise<readonly unknown[]> => {
    const paths = ids.map(pathOf).filter((path) => path !== null);
    const replies = await Promise.all(paths.map((path) => http.getOptional(path)));
    return replies
      .filter((reply) => reply !== undefined)
      .map(recordIn)
      .filter((object) => valueAtPath(object, ["deleted"]) !== true && counts(object));
  };
}

/** Everything of a type. */
export function listOf(listsOf: (http: Http, query: Query) => readonly ObjectList[]): List {
  return {
    pageSize: PAGE_SIZE,
    filters: CREATED,
    orders,
    async read(http, { filter, after, size }) {
      const created = createdQuery(filter);
      if (created === null) return NO_RECORDS;
      const lists = listsOf(http, created);
      const { records, positions, hasMore } = await readNewestFirst(http, lists, after, size);
      return { records, positions, next: hasMore ? (positions.at(-1) ?? null) : null };
    },
  };
}

/** What belongs to one parent a call. */
export function relatedBy(
  listsOf: (http: Http, parentId: string, query: Query) => readonly ObjectList[],
  filters: Filters = {},
): Related {
  return {
    batchSize: 1,
    arrangedBy: "source",
    filters,
    orders,
    defaultOrder: { field: "createdAt", direction: "DESC" },
    async find(http, parentIds, { filter, after, first }) {
      const created = createdQuery(filter);
      if (created === null) return new Map();
      const found = parentIds.map(async (id) => {
        const lists = listsOf(http, id, created);
        return [id, await readNewestFirst(http, lists, after, first)] as const;
      });
      return new Map(await Promise.all(found));
    },
  };
}
