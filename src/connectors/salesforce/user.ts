// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm
import { email, text } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import type { EntitySource } from "../contract.ts";
import { keyPrefixOf, recordId } from "./record-id.ts";
import { readMany } from "./sobject.ts";

const fields: FieldMap<User> = {
  id: required("Id", recordId),
  displayName: at("Name", text),
  email: at("Email", email),
};

const users = { name: "User", fields };
const contacts = { name: "Contact", fields };

/** Who owns and writes is a user, who asks for a ticket is a contact; an owner that is a queue is nobody. */
export const user: EntitySource<User> = {
  fields,
  async getMany(http, ids, select) {
    const of = (prefix: string): string[] => ids.filter((id) => keyPrefixOf(id) === prefix);
    const found = await Promise.all([
      readMany(http, users, of("005"), select),
      readMany(http, contacts, of("003"), select),
    ]);
    return found.flat();
  },
};
