// https://docs.stripe.com/api/customers
import { email, id } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import type { EntitySource } from "../contract.ts";
import { contactChanges } from "./contact-changes.ts";
import { listOf, pathUnder, readById } from "./reading.ts";
import { metadataField, searchCustomers } from "./search.ts";

const path = "/v1/customers";

// Settings may write `metadata.crm_id` or `crm_id`; a key may hold dots itself.
const metadataKey = (field: string): string => field.replace(/^metadata\./, "");

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName: personName(["name"], "email"),
  email: at("email", email),
  phone: at("phone", phone),
  createdAt: at("created", epochSeconds),
  externalIds: externalIdsField((field) => ["metadata", metadataKey(field)]),
};

/** Keys a call of `find`, which asks for as many at once as the option `searchClauses` says. */
const LOOKUP_SIZE = 100;

export const contact: EntitySource<Contact> = {
  fields,
  getMany: readById((customerId) => pathUnder(path, customerId)),
  list: listOf((_, query) => [{ path, query }]),
  changes: contactChanges(path),
  byEmail: {
    batchSize: LOOKUP_SIZE,
    find: (http, emails) => searchCustomers(http, "email", emails),
  },
  byExternalId: {
    batchSize: LOOKUP_SIZE,
    find: (http, field, values) => searchCustomers(http, metadataField(metadataKey(field)), values),
  },
};
