import { recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { List, ListRequest, RecordPage } from "../contract.ts";
import { isUnsatisfiable, NO_RECORDS } from "../filter.ts";
import { associationsOf, pathOf, propertiesOf, withAssociations, type CrmObject } from "./crm-object.ts";
import { propertyFilters, SEARCH_PAGE_SIZE, searchPage, searchTotal } from "./search.ts";

const LIST_PAGE_SIZE = 100;

/** Everything of a type: HubSpot's plain list, which has no end, and its search where there is a filter or an order. */
export function objectList(object: CrmObject, can: Pick<List, "filters" | "orders">): List {
  return {
    ...can,
    pageSize: SEARCH_PAGE_SIZE,
    async read(http, request) {
      if (isUnsatisfiable(request.filter)) return NO_RECORDS;
      if (request.order === null && Object.keys(request.filter).length === 0) return listPage(object, http, request);
      const properties = propertiesOf(object, http, request.select);
      return searchPage(object, http, { ...request, properties, filters: propertyFilters(object, request.filter) });
    },
    async count(http, filter) {
      return isUnsatisfiable(filter) ? 0 : searchTotal(object, http, propertyFilters(object, filter));
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
