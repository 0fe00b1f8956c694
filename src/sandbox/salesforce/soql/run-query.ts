import { badRequest } from "../errors.ts";
import type { Org } from "../schema/org.ts";
import { aggregate, isAggregate } from "./aggregate.ts";
import { parseQuery } from "./parse-query.ts";
import { bindSelect } from "./projection.ts";
import { queryError } from "./query-error.ts";
import type { QueryResult } from "./result.ts";
import { resolveScope } from "./resolve.ts";
import type { Scope } from "./resolve.ts";
import { selectSerials } from "./search-records.ts";
import type { Query } from "./syntax.ts";

const fullPage = 2_000;
/** Of records with long texts or children: how many fewer is not documented, only that there are. */
const widePage = 500;

/** Runs a query. Throws SalesforceError 400 for everything that can be wrong with one. */
export function runQuery(org: Org, text: string, nowMs: number): QueryResult {
  const query = parseQuery(text);
  const scope = resolveScope(org, query, nowMs);
  if (query.select.some((item) => item.kind === "countAll")) return countAll(scope, query);
  if (isAggregate(query)) return groups(scope, query);
  const projection = bindSelect(scope, query);
  // Serials alone are kept, four or eight bytes each, for as long as a cursor is open.
  const serials = selectSerials(scope, query);
  const { object } = scope;
  return {
    total: serials.length,
    size: serials.length,
    largestPage: projection.isWide ? widePage : fullPage,
    render(index, baseUrl) {
      const record = object.at(serials[index] ?? object.end);
      if (record === null) throw new RangeError(`the query has no record ${index}`);
      return projection.render(record, baseUrl);
    },
  };
}

function countAll(scope: Scope, query: Query): QueryResult {
  const [item] = query.select;
  if (query.select.length > 1 || query.groupBy.length > 0 || item?.kind !== "countAll") {
    const message = "COUNT() must be the only element in the select list";
    throw queryError("MALFORMED_QUERY", scope.text, item?.kind === "countAll" ? item.place : 0, message);
  }
  const total = selectSerials(scope, query).length;
  return {
    total,
    size: 0,
    largestPage: fullPage,
    render(index) {
      throw new RangeError(`COUNT() has no record ${index}`);
    },
  };
}

function groups(scope: Scope, query: Query): QueryResult {
  const rows = aggregate(scope, query);
  if (rows.length > fullPage) {
    const message = "Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch";
    throw badRequest("EXCEEDED_ID_LIMIT", message);
  }
  return {
    total: rows.length,
    size: rows.length,
    largestPage: fullPage,
    render(index) {
      const row = rows[index];
      if (row === undefined) throw new RangeError(`the query has no group ${index}`);
      return row;
    },
  };
}
