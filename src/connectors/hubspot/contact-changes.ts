// Contacts by `lastmodifieddate`: https://developers.hubspot.com/docs/api/crm/search
// The search sorts by one property only and ends at its 10,000th result, so no page but the first of a search is ever
// asked for. How long it takes until a change can be found is not documented: `changesOverlapSeconds`. It has no archived
// contacts, and HubSpot lists these in no order of time: who is gone is not told.
import { valueAtPath, type Select } from "../../mapping/field-map.ts";
import { idAt, recordsAt, ReplyShapeError, textAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import { readChanges, type ChangeReader } from "../changes-by-instant.ts";
import type { Changes } from "../contract.ts";
import { pathOf, propertiesOf, type CrmObject } from "./crm-object.ts";
import { SEARCH_PAGE_SIZE } from "./search.ts";

const CHANGED = "lastmodifieddate";
const ID = "hs_object_id";

interface Found {
  readonly propertyName: string;
  readonly operator: "EQ" | "GT";
  readonly value: string;
}

export function contactChanges(contacts: CrmObject): Changes {
  return {
    intervalMs: 60_000,
    read: (http, after, select) => readChanges(http, readerOf(contacts, http, select), after),
  };
}

function readerOf(contacts: CrmObject, http: Http, select: Select): ChangeReader {
  const properties = [...new Set([...propertiesOf(contacts, http, select), CHANGED])];

  async function search(filters: readonly Found[], sort: string) {
    const reply = await http.read(`${pathOf(contacts)}/search`, {
      filterGroups: filters.length === 0 ? [] : [{ filters }],
      sorts: [sort],
      properties,
      limit: SEARCH_PAGE_SIZE,
    });
    return { records: recordsAt(reply, "results"), isWhole: textAt(reply, "paging.next.after") === null };
  }

  return {
    later: (instantMs) =>
      search(instantMs === null ? [] : [{ propertyName: CHANGED, operator: "GT", value: String(instantMs) }], CHANGED),
    async at(instantMs, cursor) {
      const { records, isWhole } = await search(
        [
          { propertyName: CHANGED, operator: "EQ", value: String(instantMs) },
          { propertyName: ID, operator: "GT", value: cursor ?? "0" },
        ],
        ID,
      );
      return { records, next: isWhole ? null : idAt(records.at(-1), "id") };
    },
    instantOf(record) {
      const millis = Date.parse(String(valueAtPath(record, ["properties", CHANGED])));
      if (!Number.isNaN(millis)) return millis;
      throw new ReplyShapeError(`expected an instant at "properties.${CHANGED}"`);
    },
  };
}
