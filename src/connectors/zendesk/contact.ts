// Zendesk's end users: https://developer.zendesk.com/api-reference/ticketing/users/users/
import { email, id } from "../../mapping/converters.ts";
import { isoInstant } from "../../mapping/dates.ts";
import type { Contact } from "../../mapping/entities.ts";
import { externalIdsField } from "../../mapping/external-ids.ts";
import { at, required, valueAtPath, type FieldMap } from "../../mapping/field-map.ts";
import { personName } from "../../mapping/person-name.ts";
import { phone } from "../../mapping/phone.ts";
import { recordsAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, ExternalIdLookup, Lookup } from "../contract.ts";
import { inChunks } from "../in-chunks.ts";
import { countOption } from "../options.ts";
import { contactChanges } from "./contact-changes.ts";
import { PAGE_SIZE } from "./cursor-page.ts";
import { readSearchPage } from "./search.ts";
import { phraseTerms } from "./search-query.ts";
import { searchableList } from "./searchable-list.ts";
import { BATCH_SIZE, showMany } from "./show-many.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Contact> = {
  id: required("id", id),
  displayName: personName(["name"], "email"),
  email: at("email", email),
  phone: at("phone", phone),
  createdAt: at("created_at", isoInstant),
  updatedAt: at("updated_at", isoInstant),
  companyId: at("organization_id", id),
  externalIds: externalIdsField((field) => field.split(".")), // external_id, or user_fields.<key>
};

// Agents and administrators are users too, but nobody's customers; a deleted user keeps a record that is not active.
function endUsers(users: readonly unknown[]): unknown[] {
  return users.filter((user) => valueAtPath(user, ["role"]) === "end-user" && valueAtPath(user, ["active"]) !== false);
}

async function findUsers(http: Http, keyword: string, values: readonly string[]): Promise<unknown[]> {
  const terms = phraseTerms(keyword, values);
  const found = await inChunks(terms, countOption(http, "emailsPerSearch"), async (chunk) => {
    const page = await readSearchPage(http, ["type:user", ...chunk].join(" "), null, 1, PAGE_SIZE);
    return page.records;
  });
  return endUsers(found.flat());
}

const byEmail: Lookup = {
  batchSize: BATCH_SIZE,
  find: (http, emails) => findUsers(http, "email", emails),
};

const byExternalId: ExternalIdLookup = {
  batchSize: BATCH_SIZE,
  async find(http, field, values) {
    if (field !== "external_id") return findUsers(http, field.replace(/^user_fields\./, ""), values);
    const ids = values.filter((value) => value !== "" && !value.includes(",")); // the list has no other separator
    if (ids.length === 0) return [];
    return endUsers(recordsAt(await http.get("/api/v2/users/show_many", { external_ids: ids.join(",") }), "users"));
  },
};

export const contact: EntitySource<Contact> = {
  fields,
  emailIsUnique: true,
  getMany: async (http, ids) => endUsers(await showMany(http, "users", ids)),
  list: searchableList({
    type: "user",
    fields,
    filters: { createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
    path: "/api/v2/users",
    key: "users",
    query: { role: "end-user" },
    terms: ["role:end-user"],
    sortOf: (order) => (order === null ? "" : undefined),
  }),
  search: textSearch(["type:user", "role:end-user"], endUsers),
  byEmail,
  byExternalId,
  changes: contactChanges(endUsers),
};
