// What HubSpot's contacts, companies and deals have in common: https://developers.hubspot.com/docs/api/crm/contacts
import { RequestError } from "../../errors.ts";
import { ownFieldIn } from "../../filters/own-field.ts";
import { recordIn, recordsAt } from "../../mapping/reply.ts";
import { pathsOf, valueAtPath, type Select } from "../../mapping/field-map.ts";
import type { Http } from "../../upstream/http.ts";

export interface CrmObject {
  /** As it stands in paths: "contacts". */
  readonly type: string;
  readonly fields: object;
  /** The properties behind the fields of ours that a search filters and orders by. */
  readonly searchable: Readonly<Record<string, string>>;
  /** Of these fields those that are text: HubSpot sorts by them, and has no "behind this one" for them. */
  readonly sortedAsText?: readonly string[];
  /** Fields of ours that are ids of associated objects, and the objects' types in paths. */
  readonly associated?: Readonly<Record<string, readonly string[]>>;
}

/** A batch reads this many at most. */
export const BATCH_SIZE = 100;

const OBJECT_ID = /^\d{1,20}$/;

/** Could this be an id? One that could not would spoil the batch that it is in. */
export function isObjectId(id: string): boolean {
  return OBJECT_ID.test(id);
}

/** The property behind a field of ours. Throws RequestError. */
export function propertyOf(object: CrmObject, field: string): string {
  const own = ownFieldIn(field)?.path.replace(/^properties\./, "");
  const property = own ?? (Object.hasOwn(object.searchable, field) ? object.searchable[field] : undefined);
  if (property !== undefined) return property;
  throw new RequestError("UNSUPPORTED_BY_SOURCE", `HubSpot's search of ${object.type} has nothing for ${field}`);
}

export function pathOf(object: CrmObject): string {
  return `/crm/v3/objects/${object.type}`;
}

/** The properties that a request must name. */
export function propertiesOf(object: CrmObject, http: Pick<Http, "externalIdFields">, select: Select): string[] {
  const properties = pathsOf(object.fields, select, "properties.");
  return select.includes("externalIds") ? [...new Set([...properties, ...http.externalIdFields])] : properties;
}

/** The types of associated objects that a request must name. */
export function associationsOf({ associated = {} }: CrmObject, select: Select): readonly string[] {
  return Object.entries(associated).flatMap(([field, types]) => (select.includes(field) ? types : []));
}

/**
 * A record that was read with its associations: HubSpot leaves the types out of which there are none, and so makes it look
 * like one that was read without them.
 */
export function withAssociations(record: unknown, types: readonly string[]): unknown {
  if (typeof record !== "object" || record === null) return record;
  const none = Object.fromEntries(types.map((type) => [type, { results: [] }]));
  const some = valueAtPath(record, ["associations"]);
  return { ...record, associations: { ...none, ...(typeof some === "object" && some) } };
}

/** Up to 100 by id, or by another unique property. Missing ones are in the reply's `errors`, which nobody needs. */
export async function readBatch(
  object: CrmObject,
  http: Http,
  keys: readonly string[],
  select: Select,
  idProperty?: string,
): Promise<readonly unknown[]> {
  if (keys.length === 0) return [];
  const reply = await http.read(`${pathOf(object)}/batch/read`, {
    properties: propertiesOf(object, http, select),
    propertiesWithHistory: [],
    ...(idProperty !== undefined && { idProperty }),
    inputs: keys.map((id) => ({ id })),
  });
  return recordsAt(reply, "results");
}

/** By id. One alone is read with its associations, which a batch can't give. */
export async function readMany(
  object: CrmObject,
  http: Http,
  ids: readonly string[],
  select: Select,
): Promise<readonly unknown[]> {
  const readable = ids.filter(isObjectId);
  const associations = associationsOf(object, select);
  const [only, ...others] = readable;
  if (only === undefined || others.length > 0 || associations.length === 0) {
    return readBatch(object, http, readable, select);
  }
  const query = {
    properties: propertiesOf(object, http, select).join(",") || undefined,
    associations: associations.join(","),
  };
  const record = await http.getOptional(`${pathOf(object)}/${only}`, query);
  return record === undefined ? [] : [withAssociations(recordIn(record), associations)];
}
