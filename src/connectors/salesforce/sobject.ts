// A kind of record as Salesforce has it, and how records of it are read by id.
import { pathsOf, type Select } from "../../mapping/field-map.ts";
import { recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { dataPath, fitsAddress, readWhole } from "./query.ts";
import { recordIdsOf } from "./record-id.ts";
import { isOneOf, writeStatement } from "./soql.ts";

/** What composite reads and writes take at once is more; with this many ids, a query still fits an address. */
export const BATCH_SIZE = 200;

export interface SObject {
  readonly name: string;
  readonly fields: object;
  /** What must be asked for beside the paths of the selected fields. */
  readonly alsoNeeds?: (http: Pick<Http, "options" | "externalIdFields">, select: Select) => readonly string[];
}

/** The vendor's fields that a request must name, the id among them. */
export function columnsOf(
  { fields, alsoNeeds }: SObject,
  http: Http,
  select: Select,
  others: readonly string[] = [],
): string[] {
  const needed = alsoNeeds?.(http, select) ?? [];
  return [...new Set([...pathsOf(fields, ["id", ...select]), ...needed, ...others])];
}

/**
 * By id: by a query, or, where that is too long for an address, by a POST, which has null in place of what is not there:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobjects_collections_retrieve_post.htm
 */
export async function readMany(
  http: Http,
  object: SObject,
  ids: readonly string[],
  select: Select,
): Promise<readonly unknown[]> {
  const wanted = recordIdsOf(ids);
  if (wanted.length === 0) return [];
  const fields = columnsOf(object, http, select);
  const soql = writeStatement({ select: fields, from: object.name, where: [isOneOf("Id", wanted)] });
  if (fitsAddress(http, soql)) return readWhole(http, soql);
  const reply = await http.read(`${dataPath(http)}/composite/sobjects/${object.name}`, { ids: wanted, fields });
  return recordsAt(reply, "").filter((record) => record !== null);
}
