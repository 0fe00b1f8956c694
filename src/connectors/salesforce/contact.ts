// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm
import { email, text } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { phone } from "../../mapping/phone.ts";
import type { EntitySource } from "../contract.ts";
import { contactChanges } from "./contact-changes.ts";
import { objectList } from "./object-list.ts";
import { readWhereIn } from "./query.ts";
import { recordId } from "./record-id.ts";
import { BATCH_SIZE, columnsOf, readMany, type SObject } from "./sobject.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Contact> = {
  id: required("Id", recordId),
  displayName: at("Name", text), // of its parts, of which Salesforce demands the last name
  email: at("Email", email),
  phone: at("Phone", phone),
  createdAt: at("CreatedDate", isoInstant),
  updatedAt: at("SystemModstamp", isoInstant),
  companyId: at("AccountId", recordId),
  externalIds: externalIdsField((field) => [field]),
};

const contacts: SObject = {
  name: "Contact",
  fields,
  alsoNeeds: (http, select) => (select.includes("externalIds") ? http.externalIdFields : []),
};

export const contact: EntitySource<Contact> = {
  fields,
  getMany: (http, ids, select) => readMany(http, contacts, ids, select),
  list: objectList({
    object: contacts,
    defaultDirection: "ASC",
    filterFields: {
      displayName: { field: "Name", kind: "text" },
      email: { field: "Email", kind: "text" },
      companyId: { field: "AccountId", kind: "id" },
      createdAt: { field: "CreatedDate", kind: "instant" },
      updatedAt: { field: "SystemModstamp", kind: "instant" },
    },
    sortFields: {
      createdAt: { field: "CreatedDate", goesOnBy: "instant" },
      updatedAt: { field: "SystemModstamp", goesOnBy: "instant" },
      displayName: { field: "Name", goesOnBy: "offset" },
    },
  }),
  search: textSearch(contacts),
  byEmail: {
    batchSize: BATCH_SIZE,
    goesBy: ["Email"],
    // Whatever the case: https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
    find: (http, emails, select) =>
      readWhereIn(http, { select: columnsOf(contacts, http, select), from: contacts.name }, "Email", emails),
  },
  changes: contactChanges(contacts),
  byExternalId: {
    batchSize: BATCH_SIZE,
    find: (http, field, values, select) =>
      readWhereIn(http, { select: columnsOf(contacts, http, select, [field]), from: contacts.name }, field, values),
  },
};
