// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm
import type { ApiUsage } from "../api-usage.ts";
import type { Org } from "../schema/org.ts";
import type { Resource } from "./call.ts";

/** What a version of the API has: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_discoveryresource.htm */
const resourceNames = ["composite", "limits", "query", "queryAll", "search", "sobjects"];

export function limitResources(org: Org, usage: ApiUsage): readonly Resource[] {
  return [
    {
      pattern: "",
      methods: {
        GET: ({ baseUrl }) => Object.fromEntries(resourceNames.map((name) => [name, `${baseUrl}/${name}`])),
      },
    },
    {
      pattern: "limits",
      methods: {
        GET: () => ({ DailyApiRequests: { Max: usage.limit, Remaining: usage.limit - usage.used() } }),
      },
    },
    {
      pattern: "limits/recordCount",
      methods: { GET: ({ query }) => ({ sObjects: counts(org, query.get("sObjects")) }) },
    },
  ];
}

/** Approximate at Salesforce, exact here; objects that do not exist are left out. */
function counts(org: Org, names: string | null): readonly { readonly count: number; readonly name: string }[] {
  const objects =
    names === null
      ? org.objects
      : names
          .split(",")
          .map((name) => org.object(name.trim()))
          .filter((object) => object !== null);
  return objects.map((object) => {
    let count = 0;
    for (let serial = 0; serial < object.end; serial += 1) if (object.at(serial) !== null) count += 1;
    return { count, name: object.name };
  });
}
