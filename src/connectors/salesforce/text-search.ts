// Salesforce's search language looks through the fields of an object that are text:
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_sosl_syntax.htm
import { recordsAt } from "../../mapping/reply.ts";
import type { TextSearch } from "../contract.ts";
import { dataPath } from "./query.ts";
import { columnsOf, type SObject } from "./sobject.ts";
import { writeSearch } from "./sosl.ts";

export function textSearch(object: SObject): TextSearch {
  return {
    async find(http, words, { select, size }) {
      const sosl = writeSearch(words, { select: columnsOf(object, http, select), from: object.name, limit: size });
      if (sosl === null) return [];
      return recordsAt(await http.get(`${dataPath(http)}/search`, { q: sosl }), "searchRecords");
    },
  };
}
