// Admins, as Intercom calls teammates: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/admins/listadmins
import { email, id } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { idAt, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource } from "../contract.ts";
import { readContacts } from "./contact.ts";

const fields: FieldMap<User> = {
  id: required("id", id),
  displayName: personName(["name"], "email"),
  email: at("email", email),
};

/** A few digits; a contact's id has 24 hexadecimal ones. */
const ADMIN_ID = /^\d{1,19}$/;

// There is no batch of admins, but their list has no pages.
async function readAdmins(http: Http, ids: readonly string[]): Promise<unknown[]> {
  if (ids.length === 0) return [];
  const wanted: ReadonlySet<string | null> = new Set(ids);
  return recordsAt(await http.get("/admins"), "admins").filter((admin) => wanted.has(idAt(admin, "id")));
}

/** Admins and contacts: both ask and write. */
export const user: EntitySource<User> = {
  fields,
  async getMany(http, ids) {
    const admins = ids.filter((userId) => ADMIN_ID.test(userId));
    const contacts = ids.filter((userId) => !ADMIN_ID.test(userId));
    const found = await Promise.all([
      readAdmins(http, admins),
      contacts.length === 0 ? [] : readContacts(http, contacts),
    ]);
    return found.flat();
  },
};
