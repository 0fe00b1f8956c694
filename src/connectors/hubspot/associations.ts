// HubSpot's associations: https://developers.hubspot.com/docs/api/crm/associations
import { id as idConverter } from "../../mapping/converters.ts";
import { valueAtPath, type Field } from "../../mapping/field-map.ts";
import { idAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { advanced } from "../read-pages.ts";

/**
 * The ids of a record's associated objects, where the record lists them all: null for a record that was read without
 * them, or with the first page of them only.
 */
export function associatedIds(type: string): Field<readonly string[] | null> {
  const path = ["associations", type];
  return {
    paths: [path.join(".")],
    read: (record, context) => {
      const associated = valueAtPath(record, path);
      if (associated === undefined) return null;
      if (idAt(associated, "paging.next.after") !== null) return null;
      const results = valueAtPath(associated, ["results"]);
      if (!Array.isArray(results)) throw new Error(`should list associations at ${path.join(".")}.results`);
      const ids = results.map((one: unknown) => idConverter(valueAtPath(one, ["id"]), context, path.join(".")));
      return [...new Set(ids)]; // an object that is associated in two ways is there twice
    },
  };
}

/** The ids of all objects of a type that are associated with each of up to 1,000 others. */
export async function readAssociatedIds(
  http: Http,
  from: string,
  to: string,
  fromIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  let inputs: { id: string; after?: string }[] = fromIds.map((id) => ({ id }));
  while (inputs.length > 0) {
    const reply = await http.read(`/crm/v4/associations/${from}/${to}/batch/read`, { inputs });
    const askedAfter = new Map(inputs.map(({ id, after = null }) => [id, after]));
    inputs = [];
    for (const result of recordsAt(reply, "results")) {
      const id = idAt(result, "from.id");
      if (id === null) continue;
      const ids = found.get(id) ?? new Set();
      found.set(id, ids);
      for (const one of recordsAt(result, "to")) {
        const toId = idAt(one, "toObjectId");
        if (toId !== null) ids.add(toId);
      }
      const after = idAt(result, "paging.next.after");
      if (after !== null) inputs.push({ id, after: advanced(askedAfter.get(id) ?? null, after) });
    }
  }
  return new Map([...found].map(([id, ids]) => [id, [...ids]]));
}
