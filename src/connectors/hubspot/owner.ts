// https://developers.hubspot.com/docs/api/crm/owners
import { email, id } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { idAt, recordIn, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, RecordPage } from "../contract.ts";
import { readPages } from "../read-pages.ts";
import { isObjectId } from "./crm-object.ts";

const fields: FieldMap<User> = {
  id: required("id", id),
  displayName: personName(["firstName", "lastName"], "email"),
  email: at("email", email),
};

const PAGE_SIZE = 500;

export const owner: EntitySource<User> = {
  fields,
  async getMany(http, ids) {
    const readable = ids.filter(isObjectId);
    const [only, ...others] = readable;
    if (only === undefined) return [];
    if (others.length > 0) return readListed(http, new Set(readable));
    const record = await http.getOptional(`/crm/v3/owners/${only}`);
    return record === undefined ? [] : [recordIn(record)];
  },
};

// There is no batch of owners: the list is read until all are found. Accounts have few, most in one page.
async function readListed(http: Http, ids: ReadonlySet<string | null>): Promise<unknown[]> {
  const read = async (after: string | null): Promise<RecordPage> => {
    const reply = await http.get("/crm/v3/owners/", { limit: PAGE_SIZE, after: after ?? undefined });
    const records = recordsAt(reply, "results").filter((record) => ids.has(idAt(record, "id")));
    return { records, next: textAt(reply, "paging.next.after") };
  };
  return readPages(read, (found) => found.length >= ids.size);
}
