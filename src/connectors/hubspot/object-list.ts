import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { List, ListRequest, RecordPage } from "../contract.ts";
import { isEverything } from "../../filters/filter.ts";
import { NO_RECORDS } from "../no-records.ts";
import { associationsOf, pathOf, propertiesOf, withAssociations, type CrmObject } from "./crm-object.ts";
import { propertyFilters, SEARCH_PAGE_SIZE, searchPage, searchTotal } from "./search.ts";

const LIST_PAGE_SIZE = 100;

/** Everything of a type: HubSpot's plain list, which has no end, and its search where there is a filter or an order. */
export function objectList(object: CrmObject, can: Pick<List, "filters" | "orders">): List {
  return {
    ...can,
    pageSize: SEARCH_PAGE_SIZE,
    async read(http, request) {
      if (request.order === null && isEverything(request.filter)) return listPage(object, http, request);
      const filters = propertyFilters(object, request.filter);
      if (filters === null) return NO_RECORDS;
      return searchPage(object, http, { ...request, properties: propertiesOf(object, http, request.select), filters });
    },
    async count(http, filter) {
      const filters = propertyFilters(object, filter);
      return filters === null ? 0 : searchTotal(object, http, filters);
    },
  };
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
