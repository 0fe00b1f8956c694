// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { badRequest } from "../errors.ts";
import type { Org } from "../schema/org.ts";
import { runQuery } from "../soql/run-query.ts";
import type { Handler, Resource } from "./call.ts";
import { batchSizeIn, createCursors } from "./cursors.ts";

export function queryResources(org: Org, now: () => number): readonly Resource[] {
  const cursors = createCursors(now);
  const run: Handler = (call) => {
    const text = call.query.get("q");
    if (text === null) throw badRequest("MALFORMED_QUERY", "SOQL statements must be given in the parameter q");
    return cursors.first(runQuery(org, text, now()), call.baseUrl, batchSizeIn(call.headers));
  };
  const more: Handler = (call, [locator = ""]) => cursors.next(locator, call.baseUrl, batchSizeIn(call.headers));

  return [
    { pattern: "query", methods: { GET: run } },
    // Records in the recycle bin too; as yet there are none.
    { pattern: "queryAll", methods: { GET: run } },
    { pattern: "query/:", methods: { GET: more } },
    { pattern: "queryAll/:", methods: { GET: more } },
  ];
}
