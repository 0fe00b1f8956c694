import { id, text } from "../../mapping/converters.ts";
import { dateOf, isoInstant, isoOrMillis } from "../../mapping/dates.ts";
import type { Deal } from "../../mapping/entities.ts";
import { at, required, type FieldMap } from "../../mapping/field-map.ts";
import { decimalMoney } from "../../mapping/money.ts";
import { idAt } from "../../mapping/reply.ts";
import type { EntitySource, List, Related } from "../contract.ts";
import { fieldsIn } from "../../filters/filter.ts";
import { inChunks } from "../in-chunks.ts";
import { readAssociatedIds } from "./associations.ts";
import { BATCH_SIZE, isObjectId, readBatch, readMany, type CrmObject } from "./crm-object.ts";
import { objectList } from "./object-list.ts";
import { textSearch } from "./text-search.ts";

const fields: FieldMap<Deal> = {
  id: required("id", id),
  name: at("properties.dealname", text),
  amount: decimalMoney("properties.amount", "properties.deal_currency_code"),
  closeDate: at("properties.closedate", dateOf(isoOrMillis)),
  createdAt: at("createdAt", isoInstant),
  updatedAt: at("updatedAt", isoInstant),
  stageId: at("properties.dealstage", id),
  companyId: at("properties.hs_primary_associated_company", id),
  ownerId: at("properties.hubspot_owner_id", id),
};

const deals: CrmObject = {
  type: "deals",
  fields,
  searchable: {
    createdAt: "createdate",
    updatedAt: "hs_lastmodifieddate",
    closeDate: "closedate",
    stageId: "dealstage",
  },
};

const can: Pick<List, "filters" | "orders"> = {
  filters: { stageId: ["in"], createdAt: ["gte", "lt"], updatedAt: ["gte", "lt"] },
  orders: { createdAt: ["ASC", "DESC"], updatedAt: ["ASC", "DESC"], closeDate: ["ASC", "DESC"] },
};

// HubSpot has no search of several contacts' deals that says whose each is: first the ids, then the deals.
const ofContacts: Related = {
  ...can,
  batchSize: BATCH_SIZE,
  arrangedBy: "core",
  defaultOrder: { field: "createdAt", direction: "DESC" },
  async find(http, contactIds, { select, filter, order }) {
    const idsOf = await readAssociatedIds(http, "contacts", "deals", contactIds.filter(isObjectId));
    const dealIds = [...new Set([...idsOf.values()].flat())];
    const needed = [...new Set([...select, ...fieldsIn(filter), order.field])];
    const batches = await inChunks(dealIds, BATCH_SIZE, (ids) => readBatch(deals, http, ids, needed));
    const byId = new Map(batches.flat().map((record) => [idAt(record, "id"), record]));
    return new Map(
      [...idsOf].map(([contactId, ids]) => {
        const records = ids.flatMap((dealId) => (byId.has(dealId) ? [byId.get(dealId)] : []));
        return [contactId, { records, hasMore: false }];
      }),
    );
  },
};

export const deal: EntitySource<Deal> = {
  fields,
  getMany: (http, ids, select) => readMany(deals, http, ids, select),
  list: objectList(deals, can),
  related: { Contact: ofContacts },
  search: textSearch(deals),
};
