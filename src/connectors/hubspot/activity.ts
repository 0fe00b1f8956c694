// HubSpot's batch reads are of one type each: a call for each hundred of a type is as few as there can be.
import type { Activity } from "../../mapping/entities.ts";
import type { Select } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { EntitySource, Related } from "../contract.ts";
import { fieldsIn } from "../../filters/filter.ts";
import { inChunks } from "../in-chunks.ts";
import { activityFields, fieldsOfType } from "./activity-fields.ts";
import { readAssociatedIds } from "./associations.ts";
import { BATCH_SIZE, isObjectId, readBatch, type CrmObject } from "./crm-object.ts";
import { engagementIdsIn, engagementTypes } from "./engagement-id.ts";

const engagements = engagementTypes.map((each) => ({
  ...each,
  object: { type: each.type, fields: fieldsOfType(each.type), searchable: {} } satisfies CrmObject,
}));

/** Each under its type, as the mapping has them. */
async function readOfType(
  http: Http,
  object: CrmObject,
  ids: readonly string[],
  select: Select,
): Promise<readonly unknown[]> {
  const batches = await inChunks(ids, BATCH_SIZE, (some) => readBatch(object, http, some, select));
  return batches.flat().map((record) => ({ [object.type]: record }));
}

// As with deals: whose they are is asked first, of each type, then what they are.
const ofContacts: Related = {
  batchSize: BATCH_SIZE,
  arrangedBy: "core",
  filters: {},
  orders: { dueAt: ["ASC", "DESC"], createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"] },
  defaultOrder: { field: "createdAt", direction: "DESC" },
  async find(http, contactIds, { select, filter, order }) {
    const askable = contactIds.filter(isObjectId);
    const needed = [...new Set([...select, ...fieldsIn(filter), order.field])];
    const found = await Promise.all(
      engagements.map(async ({ type, object }) => {
        const idsOf = await readAssociatedIds(http, "contacts", type, askable);
        const records = await readOfType(http, object, [...new Set([...idsOf.values()].flat())], needed);
        return { idsOf, byId: new Map(records.map((record) => [idAt(record, `${type}.id`), record])) };
      }),
    );
    const recordsOf = (contactId: string): unknown[] =>
      found.flatMap(({ idsOf, byId }) =>
        (idsOf.get(contactId) ?? []).flatMap((id) => (byId.has(id) ? [byId.get(id)] : [])),
      );
    const withSome = new Set(found.flatMap(({ idsOf }) => [...idsOf.keys()]));
    return new Map([...withSome].map((contactId) => [contactId, { records: recordsOf(contactId), hasMore: false }]));
  },
};

export const activity: EntitySource<Activity> = {
  fields: activityFields,
  vendorTypes: engagements.length,
  async getMany(http, ids, select) {
    const found = await Promise.all(
      engagements.map((each) => readOfType(http, each.object, engagementIdsIn(ids, each).filter(isObjectId), select)),
    );
    return found.flat();
  },
  related: { Contact: ofContacts },
};
