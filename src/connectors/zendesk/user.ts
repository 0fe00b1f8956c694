import { email, id } from "../../mapping/converters.ts";
import type { User } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import type { EntitySource } from "../contract.ts";
import { showMany } from "./show-many.ts";

const fields: FieldMap<User> = {
  id: required("id", id),
  displayName: personName(["name"], "email"),
  email: at("email", email),
};

/** Any user: agents and customers alike ask and write. */
export const user: EntitySource<User> = {
  fields,
  getMany: (http, ids) => showMany(http, "users", ids),
};
