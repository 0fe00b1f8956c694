import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";
import { RequestError } from "../../errors.ts";
import type { Http } from "../../upstream/http.ts";
import type { ListRequest, Order, RecordPage } from "../contract.ts";
import { advanced } from "../read-pages.ts";
import { readQuery } from "./query.ts";
import { recordIdOf } from "./record-id.ts";
import { columnsOf, type SObject } from "./sobject.ts";
import { allOf, anyOf, compared, date, instant, text, writeStatement } from "./soql.ts";
import type { Condition } from "./soql.ts";

export interface PageAsked {
  readonly http: Http;
  readonly object: SObject;
  readonly request: ListRequest;
  readonly where: readonly Condition[];
  readonly direction: Order["direction"];
}

/** The vendor's field behind a field of ours, and how a list goes on in its order. */
export interface SortField {
  readonly field: string;
  readonly goesOnBy: "instant" | "date" | "offset";
}

/** A page that begins behind a record, by its id and what it is ordered by. Ids are given in the order of creation. */
export async function keysetPage(asked: PageAsked, sort: SortField | null): Promise<RecordPage> {
  const { http, object, request, where, direction } = asked;
  const after = request.after || null; // "" stands before the first record that could be read
  const soql = writeStatement({
    select: columnsOf(object, http, request.select, sort === null ? [] : [sort.field]),
    from: object.name,
    where: [...where, ...(after === null ? [] : [behind(after, sort, direction)])],
    orderBy: [...(sort === null ? [] : [{ field: sort.field, direction }]), { field: "Id", direction }],
    limit: request.size + 1, // the one more tells whether there is one
  });
  const { records: found, next } = await readQuery(http, soql);
  const records = found.slice(0, request.size);
  const positions: string[] = [];
  for (const record of records) {
    // Behind a record that can't be read there is no going on: it is passed again.
    positions.push(positionOf(record, sort) ?? positions.at(-1) ?? after ?? "");
  }
  const isEnd = found.length <= request.size && next === null;
  const last = positions.at(-1);
  return { records, positions, next: isEnd || last === undefined ? null : advanced(after ?? "", last) };
}

function positionOf(record: unknown, sort: SortField | null): string | null {
  const id = recordIdOf(idAt(record, "Id") ?? "");
  if (id === null || sort === null) return id;
  const value = valueAtPath(record, [sort.field]);
  const millis = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(millis)) return null;
  return `${(sort.goesOnBy === "date" ? date : instant)(new Date(millis).toISOString()).literal} ${id}`;
}

/** Throws RequestError for a position that this list never gave. */
function behind(position: string, sort: SortField | null, direction: Order["direction"]): Condition {
  const comparison = direction === "ASC" ? ">" : "<";
  const [, value = "", given = ""] = /^(?:([\d:.TZ-]+) )?(\w+)$/.exec(position) ?? [];
  const id = recordIdOf(given);
  if (id === null || (value === "") !== (sort === null) || Number.isNaN(Date.parse(value || "2000-01-01"))) {
    throw new RequestError("BAD_USER_INPUT", "The cursor is not one of this list's");
  }
  const isLater = compared("Id", comparison, text(id));
  if (sort === null) return isLater;
  const key = sort.goesOnBy === "date" ? date(value) : instant(value);
  return anyOf(compared(sort.field, comparison, key), allOf(compared(sort.field, "=", key), isLater));
}
