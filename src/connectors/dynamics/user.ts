// https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser
import { email, id } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, valueAtPath, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { idAt } from "../../mapping/reply.ts";
import type { EntitySource } from "../contract.ts";
import { contacts } from "./contact.ts";
import { readById } from "./reading.ts";
import type { Table } from "./table.ts";

const fields: FieldMap<User> = {
  id: required("systemuserid", id),
  displayName: personName(["fullname"], "internalemailaddress"),
  email: at("internalemailaddress", email),
};

const users: Table = { set: "systemusers", key: "systemuserid", fields, columns: {} };

/** A contact in the shape of a user: whoever asks for a case is a contact. */
function asUser(contact: unknown): unknown {
  return {
    systemuserid: valueAtPath(contact, ["contactid"]),
    fullname: valueAtPath(contact, ["fullname"]),
    internalemailaddress: valueAtPath(contact, ["emailaddress1"]),
  };
}

/** The account's users, and among the ids that are none of theirs the contacts who asked for something. */
export const user: EntitySource<User> = {
  fields,
  async getMany(http, ids, select) {
    const found = await readById(http, users, ids, select);
    const known = new Set(found.map((record) => idAt(record, "systemuserid")));
    const others = ids.filter((each) => !known.has(each));
    const askers = await readById(http, contacts, others, select);
    return [...found, ...askers.map(asUser)];
  },
};
