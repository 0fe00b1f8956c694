// HubSpot looks for each word, or the beginning of one, in an object's default properties:
// https://developers.hubspot.com/docs/api/crm/search#search-default-searchable-properties
import { recordsAt } from "../../mapping/reply.ts";
import type { TextSearch } from "../contract.ts";
import { pathOf, propertiesOf, type CrmObject } from "./crm-object.ts";

export function textSearch(object: CrmObject): TextSearch {
  return {
    async find(http, words, { select, size }) {
      const query = words.join(" ");
      const properties = propertiesOf(object, http, select);
      return recordsAt(await http.read(`${pathOf(object)}/search`, { query, properties, limit: size }), "results");
    },
  };
}
