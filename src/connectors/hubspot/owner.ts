// https://developers.hubspot.com/docs/api/crm/owners
import { email, id } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { idAt, recordsAt, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource } from "../contract.ts";
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
    return record === undefined ? [] : [record];
  },
};

// There is no batch of owners: the list is read until all are found. Accounts have few, most in one page.
async function readListed(http: Http, ids: ReadonlySet<string>): Promise<unknown[]> {
  const found = new Map<string, unknown>();
  let after: string | null = null;
  do {
    const reply: unknown = await http.get("/crm/v3/owners/", { limit: PAGE_SIZE, after: after ?? undefined });
    for (const record of recordsAt(reply, "results")) {
      const ownerId = idAt(record, "id");
      if (ownerId !== null && ids.has(ownerId)) found.set(ownerId, record);
    }
    after = textAt(reply, "paging.next.after");
  } while (after !== null && found.size < ids.size);
  return [...found.values()];
}
