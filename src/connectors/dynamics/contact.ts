// https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact
import { email, id } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, firstOf, required, type FieldMap, type Select } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource } from "../contract.ts";
import { lookupTo } from "./annotated.ts";
import { EVERYTHING } from "../../filters/filter.ts";
import { conditionsOf } from "./conditions.ts";
import { contactChanges } from "./contact-changes.ts";
import { listOf, readById } from "./reading.ts";
import { readRows } from "./row-pages.ts";
import { BATCH_SIZE, type Table } from "./table.ts";
import { withinAddress } from "./address-length.ts";

const fields: FieldMap<Contact> = {
  id: required("contactid", id),
  displayName: personName(["fullname"], "emailaddress1"),
  email: at("emailaddress1", email),
  phone: firstOf(["telephone1", "mobilephone"], phone),
  createdAt: at("createdon", isoInstant),
  updatedAt: at("modifiedon", isoInstant),
  companyId: lookupTo("account", "parentcustomerid"),
  externalIds: externalIdsField((field) => [field]),
};

/** Whoever was deactivated, or merged into another, is nobody's customer any more. */
export const contacts: Table = {
  set: "contacts",
  key: "contactid",
  fields,
  columns: { createdAt: "createdon", updatedAt: "modifiedon" },
  always: { kind: "equals", column: "statecode", value: 0 },
};

/** Dataverse compares text without regard to case. */
async function findBy(http: Http, column: string, values: readonly string[], select: Select): Promise<unknown[]> {
  const found = await Promise.all(
    withinAddress(values).map((some) => {
      const where = [conditionsOf(contacts, EVERYTHING), { kind: "in", columns: [column], values: some }] as const;
      return readRows(http, contacts, { select, where: { kind: "all", of: where } });
    }),
  );
  return found.flat();
}

export const contact: EntitySource<Contact> = {
  fields,
  getMany: (http, ids, select) => readById(http, contacts, ids, select),
  list: listOf(
    contacts,
    {
      filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
      orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
    },
    { field: "createdAt", direction: "ASC" },
  ),
  byEmail: {
    batchSize: BATCH_SIZE,
    find: (http, emails, select) => findBy(http, "emailaddress1", emails, select),
  },
  changes: contactChanges(contacts),
  byExternalId: {
    batchSize: BATCH_SIZE,
    find: (http, field, values, select) => findBy(http, field, values, [...new Set([...select, "externalIds"])]),
  },
};
