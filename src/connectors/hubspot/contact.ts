import { email, id } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, required, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import type { EntitySource, ExternalIdLookup } from "../contract.ts";
import { readPages } from "../read-pages.ts";
import { associatedIds } from "./associations.ts";
import { contactChanges } from "./contact-changes.ts";
import { BATCH_SIZE, propertiesOf, readBatch, readMany, type CrmObject } from "./crm-object.ts";
import { activityIdOf, engagementTypes } from "./engagement-id.ts";
import { objectList } from "./object-list.ts";
import { SEARCH_PAGE_SIZE, searchPage, type PropertyFilter } from "./search.ts";
import { textSearch } from "./text-search.ts";

const activityLists = engagementTypes.map((each) => ({ each, ids: associatedIds(each.type) }));

const activityIds: Field<readonly string[] | null> = {
  paths: activityLists.flatMap(({ ids }) => ids.paths),
  read(record, context) {
    const all: string[] = [];
    for (const { each, ids } of activityLists) {
      const ofType = ids.read(record, context);
      if (ofType === null) return null;
      all.push(...ofType.map((id) => activityIdOf(each, id)));
    }
    return all;
  },
};

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName: personName(["properties.firstname", "properties.lastname"], "properties.email"),
  email: at("properties.email", email),
  phone: at("properties.phone", phone),
  createdAt: at("createdAt", isoInstant),
  updatedAt: at("updatedAt", isoInstant),
  companyId: at("properties.associatedcompanyid", id),
  dealIds: associatedIds("deals"),
  activityIds,
  externalIds: externalIdsField((field) => ["properties", field]),
};

const contacts: CrmObject = {
  type: "contacts",
  fields,
  searchable: { createdAt: "createdate", updatedAt: "lastmodifieddate" },
  associated: { dealIds: ["deals"], activityIds: engagementTypes.map(({ type }) => type) },
};

const byExternalId: ExternalIdLookup = {
  batchSize: BATCH_SIZE,
  async find(http, field, values, select) {
    const properties = [...new Set([...propertiesOf(contacts, http, select), field])];
    // HubSpot compares text in lower case, and asks for it so.
    const filters: PropertyFilter[] = [
      { propertyName: field, operator: "IN", values: values.map((value) => value.toLowerCase()) },
    ];
    return readPages((after) =>
      searchPage(contacts, http, { filters, order: null, properties, after, size: SEARCH_PAGE_SIZE }),
    );
  },
};

export const contact: EntitySource<Contact> = {
  fields,
  emailIsUnique: true,
  getMany: (http, ids, select) => readMany(contacts, http, ids, select),
  list: objectList(contacts, {
    filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
    orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
  }),
  search: textSearch(contacts),
  byEmail: {
    batchSize: BATCH_SIZE,
    find(http, emails, select) {
      const keys = [...new Set(emails.map((address) => address.toLowerCase()))]; // as HubSpot keeps them
      return readBatch(contacts, http, keys, select, "email");
    },
  },
  byExternalId,
  changes: contactChanges(contacts),
};
