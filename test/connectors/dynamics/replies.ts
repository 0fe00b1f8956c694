// Dataverse's envelopes around rows, and the ways in which it is asked.
import type { Ask, Exchange } from "../../support/fake-http.ts";

const HOST = "https://contoso.api.crm.dynamics.com";
export const API = "/api/data/v9.2";

/** The cookie of a second page, as a link holds it. */
export const SECOND_PAGE =
  '<cookie pagenumber="2" pagingcookie="%253ccookie%2520page%253d%25221%2522%253e" istracking="False" />';

/** @param token of the next page, if there is one */
export const rows = (set: string, records: readonly unknown[], token?: string) => ({
  "@odata.context": `${HOST}${API}/$metadata#${set}`,
  value: records,
  ...(token !== undefined && {
    "@odata.nextLink": `${HOST}${API}/${set}?$select=x&$skiptoken=${encodeURIComponent(token)}`,
  }),
});

export const get = (set: string, query: NonNullable<Ask["query"]>, reply: unknown, prefer?: string): Exchange => ({
  ask: { method: "GET", path: `${API}/${set}`, query, ...(prefer !== undefined && { headers: { prefer } }) },
  reply,
});

export const IN = "Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2)";

/** A filter by one column's values. */
export const isIn = (column: string, values: readonly string[], also = "") => ({
  $filter: `${IN}${also}`,
  "@p1": `'${column}'`,
  "@p2": JSON.stringify(values),
});

const LABEL = "OData.Community.Display.V1.FormattedValue";
const TABLE = "Microsoft.Dynamics.CRM.lookuplogicalname";
export const annotations = (...names: readonly string[]) => `odata.include-annotations="${names.join(",")}"`;
export const withLabels = annotations(LABEL);
export const withTables = annotations(TABLE);
export const pagesOf = (size: number) => `odata.maxpagesize=${size}`;
export const counted = `${pagesOf(1)},${annotations("Microsoft.Dynamics.CRM.totalrecordcount", "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded")}`;
