import { numberAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { flagOption } from "../options.ts";
import { fieldsOf } from "./describe.ts";
import { dataPath } from "./query.ts";

/** What part of the day's calls should be left. */
const ENOUGH = 0.2;

/** What of the organization's settings does not fit the configuration, and whether its calls run out. */
export async function advise(http: Http): Promise<readonly string[]> {
  const [fields, limits] = await Promise.all([fieldsOf(http, "Opportunity"), http.get(`${dataPath(http)}/limits`)]);
  return [...adviceOnCurrency(http, fields), ...adviceOnCalls(limits)];
}

function adviceOnCurrency(http: Http, fields: readonly string[]): string[] {
  const hasCurrencies = fields.includes("CurrencyIsoCode");
  if (fields.length === 0 || hasCurrencies === flagOption(http, "multiCurrency")) return [];
  return hasCurrencies
    ? [
        "the organization has several currencies: set option multiCurrency, or all amounts are taken for defaultCurrency",
      ]
    : ["the organization has one currency: amounts can't be read until option multiCurrency is off"];
}

// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm
function adviceOnCalls(limits: unknown): string[] {
  const max = numberAt(limits, "DailyApiRequests.Max");
  const remaining = numberAt(limits, "DailyApiRequests.Remaining");
  if (remaining >= max * ENOUGH) return [];
  return [`only ${remaining} of the ${max} calls that the organization may make in 24 hours are left`];
}
