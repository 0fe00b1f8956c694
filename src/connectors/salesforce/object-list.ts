// Lists of everything of a kind. Where they can, they go on by what the last record holds: the number of records to
// skip ends at 2,000. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_offset.htm
import { numberAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { RequestError } from "../../errors.ts";
import type { List, ListRequest, Order, RecordPage } from "../contract.ts";
import { NO_RECORDS } from "../no-records.ts";
import { conditionsOf, filtersOf, OWN_FILTERS, type Filterable } from "./conditions.ts";
import { keysetPage, type SortField } from "./keyset-page.ts";
import { offsetPage } from "./offset-page.ts";
import { readQuery } from "./query.ts";
import { BATCH_SIZE } from "./sobject.ts";
import { writeCount, type Condition } from "./soql.ts";

export interface ObjectList extends Filterable {
  /** The way of the order of creation, when no order is asked for. */
  readonly defaultDirection: Order["direction"];
  readonly sortFields: Readonly<Record<string, SortField>>;
}

export function objectList(list: ObjectList): List {
  return {
    pageSize: BATCH_SIZE,
    filters: filtersOf(list),
    ownFilters: OWN_FILTERS,
    combines: "any",
    orders: Object.fromEntries(Object.keys(list.sortFields).map((field) => [field, ["ASC", "DESC"]])),
    async read(http, request) {
      const where = conditionsOf(list, http, request.filter);
      return where === null ? NO_RECORDS : readPage(list, http, request, where);
    },
    async count(http, filter) {
      const where = conditionsOf(list, http, filter);
      if (where === null) return 0;
      const { reply } = await readQuery(http, writeCount(list.object.name, where));
      return numberAt(reply, "totalSize");
    },
  };
}

function readPage(
  list: ObjectList,
  http: Http,
  request: ListRequest,
  where: readonly Condition[],
): Promise<RecordPage> {
  const { object, defaultDirection } = list;
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
