// What is read by its id alone.
import type { Select } from "../../mapping/field-map.ts";
import { recordIn } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";

/** Reads one record a call. An id that would lead to another path is nobody's. */
export function readById(list: string) {
  return async (http: Http, ids: readonly string[], _select: Select): Promise<readonly unknown[]> => {
    const paths = ids.filter((id) => !/^\.*$/.test(id)).map((id) => `${list}/${encodeURIComponent(id)}`);
    const replies = await Promise.all(paths.map((path) => http.getOptional(path)));
    return replies.filter((reply) => reply !== undefined).map(recordIn);
  };
}
