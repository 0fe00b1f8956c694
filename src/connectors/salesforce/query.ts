// How queries go and come back. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_query.htm
import { RequestError } from "../../errors.ts";
import { flagAt, recordsAt, ReplyShapeError, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { countOption, textOption } from "../options.ts";
import { readPages } from "../read-pages.ts";
import { isOneOf, writeStatement, type Condition, type Statement } from "./soql.ts";

/** Where the REST API is: `/services/data/v60.0`. Throws TypeError for what is no version. */
export function dataPath(http: Pick<Http, "options">): string {
  const version = textOption(http, "apiVersion");
  if (!/^v\d{2,3}\.0$/.test(version)) throw new TypeError(`Option apiVersion should be one such as v60.0: ${version}`);
  return `/services/data/${version}`;
}

const queryPath = (http: Pick<Http, "options">): string => `${dataPath(http)}/query`;

/**
 * Can this be asked by GET? The address and the headers may have 16,384 bytes together:
 * https://help.salesforce.com/s/articleView?id=000386264
 */
export function fitsAddress(http: Pick<Http, "options">, soql: string): boolean {
  return `${queryPath(http)}?q=${encodeURIComponent(soql)}`.length < countOption(http, "maxAddressBytes");
}

export interface QueryPage {
  readonly records: readonly unknown[];
  /** What the vendor goes on by, where this is not the end. */
  readonly next: string | null;
  readonly reply: unknown;
}

/** The first page: Salesforce alone decides how long it is. Throws RequestError for a query that is too long. */
export async function readQuery(http: Http, soql: string): Promise<QueryPage> {
  if (!fitsAddress(http, soql)) {
    const message = "Salesforce takes no query this long: filter by fewer values, or select fewer fields";
    throw new RequestError("QUERY_TOO_COMPLEX", message);
  }
  return pageIn(await http.get(queryPath(http), { q: soql }));
}

/** All records of a query, to its end. */
export async function readWhole(http: Http, soql: string): Promise<unknown[]> {
  return readPages(async (after) =>
    after === null ? readQuery(http, soql) : pageIn(await http.get(`${queryPath(http)}/${after}`)),
  );
}

function pageIn(reply: unknown): QueryPage {
  return { records: recordsAt(reply, "records"), next: flagAt(reply, "done") ? null : locatorIn(reply), reply };
}

// The reply names an address; only the locator at its end is of use, and goes where we call anyway.
function locatorIn(reply: unknown): string {
  const url = textAt(reply, "nextRecordsUrl");
  const [, locator] = /\/query\/([\w-]+)$/.exec(url ?? "") ?? [];
  if (locator !== undefined) return locator;
  throw new ReplyShapeError(
    `expected an address of more records at "nextRecordsUrl", got ${String(url).slice(0, 100)}`,
  );
}

/** No field that can be filtered by holds more. */
const LONGEST_TEXT = 255;

/** What has one of these values in a field: one query, or as many side by side as it takes to keep addresses short. */
export async function readWhereIn(
  http: Http,
  statement: Omit<Statement, "where">,
  field: string,
  values: readonly string[],
  also: readonly Condition[] = [],
): Promise<unknown[]> {
  const possible = [...new Set(values)].filter((value) => value !== "" && value.length <= LONGEST_TEXT);
  const queries = inAddresses(http, possible, (some) =>
    writeStatement({ ...statement, where: [isOneOf(field, some), ...also] }),
  );
  const found = await Promise.all(queries.map((soql) => readWhole(http, soql)));
  return found.flat();
}

// Halved until it fits: with a single value it must.
function inAddresses(
  http: Http,
  values: readonly string[],
  write: (values: readonly string[]) => string,
): readonly string[] {
  if (values.length === 0) return [];
  const soql = write(values);
  if (values.length === 1 || fitsAddress(http, soql)) return [soql];
  const middle = Math.ceil(values.length / 2);
  return [...inAddresses(http, values.slice(0, middle), write), ...inAddresses(http, values.slice(middle), write)];
}
