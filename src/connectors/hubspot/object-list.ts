import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { List, ListRequest, RecordPage } from "../contract.ts";
import { isEverything } from "../../filters/filter.ts";
import { NO_RECORDS } from "../no-records.ts";
import { associationsOf, pathOf, propertiesOf, propertyOf, withAssociations, type CrmObject } from "./crm-object.ts";
import { keysetPage } from "./keyset-search.ts";
import { COMBINES, filterGroups, OWN_FILTERS, type FilterGroups } from "./filter-groups.ts";
import { SEARCH_PAGE_SIZE, searchPage, searchTotal } from "./search.ts";

const LIST_PAGE_SIZE = 100;

/** Everything of a type, to its end: HubSpot's plain list, and its search where there is a filter or an order. */
export function objectList(object: CrmObject, can: Pick<List, "filters" | "orders">): List {
  return {
    ...can,
    combines: COMBINES,
    ownFilters: OWN_FILTERS,
    pageSize: SEARCH_PAGE_SIZE,
    async read(http, request) {
      if (request.order === null && isEverything(request.filter)) return listPage(object, http, request);
      const groups = filterGroups(object, request.filter);
      return groups === null ? NO_RECORDS : searched(object, http, request, groups);
    },
    async count(http, filter) {
      const groups = filterGroups(object, filter);
      return groups === null ? 0 : searchTotal(object, http, groups);
    },
  };
}

function searched(object: CrmObject, http: Http, request: ListRequest, groups: FilterGroups): Promise<RecordPage> {
  const { order, select, after, size } = request;
  const search = { groups, properties: propertiesOf(object, http, select), after, size };
  if (order !== null && object.sortedAsText?.includes(order.field) === true) {
    return searchPage(object, http, { ...search, order });
  }
  if (order === null) return keysetPage(object, http, { ...search, order });
  const { field, direction } = order;
  const isAlwaysThere = field === "createdAt" || field === "updatedAt";
  return keysetPage(object, http, {
    ...search,
    order: { property: propertyOf(object, field), direction, isAlwaysThere },
  });
}

async function listPage(object: CrmObject, http: Http, request: ListRequest): Promise<RecordPage> {
  const associations = associationsOf(object, request.select);
  const reply = await http.get(pathOf(object), {
    limit: Math.min(request.size, LIST_PAGE_SIZE),
    properties: propertiesOf(object, http, request.select).join(",") || undefined,
    associations: associations.join(",") || undefined,
    after: request.after ?? undefined,
  });
  const records = recordsAt(reply, "results");
  return {
    records: associations.length === 0 ? records : records.map((record) => withAssociations(record, associations)),
    next: textAt(reply, "paging.next.after"),
  };
}
