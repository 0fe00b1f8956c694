// Lists of everything of a kind. Where they can, they go on by what the last record holds: the number of records to
// skip ends at 2,000. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_offset.htm
import { numberAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { RequestError } from "../../errors.ts";
import type { Filter, List, ListRequest, Order, RecordPage } from "../contract.ts";
import { isUnsatisfiable, NO_RECORDS } from "../filter.ts";
import { keysetPage, type SortField } from "./keyset-page.ts";
import { offsetPage } from "./offset-page.ts";
import { readQuery } from "./query.ts";
import { BATCH_SIZE, type SObject } from "./sobject.ts";
import { compared, instant, isOneOf, writeCount, type Condition } from "./soql.ts";

export interface ObjectList {
  readonly object: SObject;
  /** The way of the order of creation, when no order is asked for. */
  readonly defaultDirection: Order["direction"];
  readonly filters: List["filters"];
  /** The vendor's fields behind those of ours that can be filtered by. */
  readonly filterFields: Readonly<Record<string, string>>;
  readonly sortFields: Readonly<Record<string, SortField>>;
  /** The vendor's words for values of ours, where they are not the same. Throws RequestError. */
  wordsFor?(http: Http, field: string, ours: readonly string[]): readonly string[];
}

export function objectList(list: ObjectList): List {
  return {
    pageSize: BATCH_SIZE,
    filters: list.filters,
    orders: Object.fromEntries(Object.keys(list.sortFields).map((field) => [field, ["ASC", "DESC"]])),
    read: async (http, request) => (isUnsatisfiable(request.filter) ? NO_RECORDS : readPage(list, http, request)),
    async count(http, filter) {
      if (isUnsatisfiable(filter)) return 0;
      const { reply } = await readQuery(http, writeCount(list.object.name, conditions(list, http, filter)));
      return numberAt(reply, "totalSize");
    },
  };
}

function readPage(list: ObjectList, http: Http, request: ListRequest): Promise<RecordPage> {
  const { object, defaultDirection } = list;
  const where = conditions(list, http, request.filter);
  const sort = sortOf(list, request.order);
  const direction = request.order?.direction ?? defaultDirection;
  const asked = { http, object, request, where, direction };
  return sort?.goesOnBy === "offset" ? offsetPage(asked, sort.field) : keysetPage(asked, sort);
}

function sortOf({ sortFields, object }: ObjectList, order: Order | null): SortField | null {
  if (order === null) return null;
  const sort = Object.hasOwn(sortFields, order.field) ? sortFields[order.field] : undefined;
  if (sort !== undefined) return sort;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `Salesforce's ${object.name} can't be ordered by ${order.field}`);
}

function conditions(list: ObjectList, http: Http, filter: Filter): Condition[] {
  return Object.entries(filter).flatMap(([ours, condition]) => {
    const field = Object.hasOwn(list.filterFields, ours) ? list.filterFields[ours] : undefined;
    if (field === undefined) {
      throw new RequestError("UNSUPPORTED_BY_SOURCE", `Salesforce's ${list.object.name} can't be filtered by ${ours}`);
    }
    const values = condition.in && (list.wordsFor?.(http, ours, condition.in) ?? condition.in);
    return [
      ...(values === undefined ? [] : [isOneOf(field, values)]),
      ...(condition.gte === undefined ? [] : [compared(field, ">=", instant(condition.gte))]),
      ...(condition.lt === undefined ? [] : [compared(field, "<", instant(condition.lt))]),
    ];
  });
}
