// Intercom's users and leads: https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/contact
import { email, id } from "../../mapping/converters.ts";
import { epochSeconds } from "../../mapping/dates.ts";
import type { Contact, ExternalId } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, required, valueAtPath, type Field, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import { numberAt, recordIn, recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, List, ListRequest, RecordPage } from "../contract.ts";
import { isEverything } from "../../filters/filter.ts";
import { NO_RECORDS } from "../no-records.ts";
import { conjunctionOf } from "../../filters/conjunction.ts";
import { contactChanges } from "./contact-changes.ts";
import { dateConditions, dateFilters, dateOrders, meetsDates } from "./dates.ts";
import { BATCH_SIZE, nextCursor, PAGE_SIZE, searchIn, searchPage, type Collection } from "./search.ts";

const contacts: Collection = { path: "/contacts", key: "data" };

/** `external_id`, or `custom_attributes.<key>`. */
const named = externalIdsField((field) => field.split("."));

/**
 * Intercom makes an `external_id` up for each lead, which is nobody's and would hide that an address is somebody's:
 * https://developers.intercom.com/docs/references/1.3/rest-api/leads/view-a-lead
 */
const externalIds: Field<readonly ExternalId[]> = {
  ...named,
  read(record, context) {
    const isLead = valueAtPath(record, ["role"]) === "lead";
    return named.read(isLead ? { custom_attributes: valueAtPath(record, ["custom_attributes"]) } : record, context);
  },
};

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName: personName(["name"], "email"),
  email: at("email", email),
  phone: at("phone", phone),
  createdAt: at("created_at", epochSeconds),
  updatedAt: at("updated_at", epochSeconds),
  companyId: at("companies.data.0.id", id), // of several the first
  externalIds,
};

const CONTACT_ID = /^[\w-]{1,64}$/;

/** Could this be an id? One that could not would be another path. */
export function isContactId(contactId: string): boolean {
  return CONTACT_ID.test(contactId);
}

// Whoever was archived or deleted is nobody's customer any more; a lead that was merged into a user is in no reply at all.
function living(records: readonly unknown[]): unknown[] {
  return records.filter(
    (record) => valueAtPath(record, ["archived"]) !== true && valueAtPath(record, ["deleted"]) !== true,
  );
}

/** By id. One alone is read directly: a search knows a new contact only after minutes. */
export async function readContacts(http: Http, ids: readonly string[]): Promise<unknown[]> {
  const readable = ids.filter(isContactId);
  const [only, ...others] = readable;
  if (only === undefined || others.length > 0) return living(await searchIn(http, contacts, "id", readable));
  const reply = await http.getOptional(`${contacts.path}/${only}`);
  return reply === undefined ? [] : living([recordIn(reply)]);
}

// The search takes dates for days, of the workspace's time zone, and gives the days after or before: two days off at most.
const SLACK_SECONDS = 2 * 86_400;

async function readPage(http: Http, { filter, order, after, size }: ListRequest): Promise<RecordPage> {
  if (order === null && isEverything(filter)) {
    const reply = await http.get(contacts.path, { per_page: size, starting_after: after ?? undefined });
    return { records: living(recordsAt(reply, contacts.key)), next: nextCursor(reply) };
  }
  const dates = conjunctionOf(filter);
  if (dates === null) return NO_RECORDS;
  const conditions = dateConditions(dates, SLACK_SECONDS);
  const { records, next } = await searchPage(http, contacts, { conditions, order, after, size });
  return { records: living(records).filter(meetsDates(dates)), next };
}

const list: List = {
  pageSize: PAGE_SIZE,
  filters: dateFilters,
  orders: dateOrders,
  read: readPage,
  async count(http, filter) {
    if (!isEverything(filter)) return null; // the search counts whole days
    return numberAt(await http.get(contacts.path, { per_page: 1 }), "total_count");
  },
};

/** A lead may have a user's address, or another lead's. */
export const contact: EntitySource<Contact> = {
  fields,
  getMany: readContacts,
  list,
  changes: contactChanges(contacts, living, SLACK_SECONDS),
  byEmail: {
    batchSize: BATCH_SIZE,
    // In lower case, as they are asked for and as Intercom keeps them; that its search minds the case is not documented.
    find: async (http, emails) => living(await searchIn(http, contacts, "email", emails)),
  },
  byExternalId: {
    batchSize: BATCH_SIZE,
    find: async (http, field, values) => living(await searchIn(http, contacts, field, values)),
  },
};
