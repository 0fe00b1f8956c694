// Opportunities hang on accounts. Which contact one is with, its contact roles say:
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitycontactrole.htm
import { valueAtPath } from "../../mapping/field-map.ts";
import { idAt } from "../../mapping/reply.ts";
import type { Http } from "../../upstream/http.ts";
import type { List, Related } from "../contract.ts";
import { textOption } from "../options.ts";
import { readWhereIn } from "./query.ts";
import { recordIdOf, recordIdsOf } from "./record-id.ts";
import { byParent, neededBy } from "./related-records.ts";
import { BATCH_SIZE, columnsOf, type SObject } from "./sobject.ts";

export type Found = readonly { readonly parentId: string | null; readonly record: unknown }[];

/** By contact roles; with the option `dealsBy: account`, all deals of the account that the contact belongs to. */
export function dealsOfContacts(
  opportunities: SObject,
  { filters, orders }: Pick<List, "filters" | "orders">,
): Related {
  return {
    filters,
    orders,
    batchSize: BATCH_SIZE,
    arrangedBy: "core",
    defaultOrder: { field: "createdAt", direction: "DESC" },
    async find(http, contactIds, request) {
      const ids = recordIdsOf(contactIds);
      if (ids.length === 0) return new Map();
      const columns = columnsOf(opportunities, http, neededBy(request));
      return byParent(contactIds, await finderOf(http)(http, ids, columns));
    },
  };
}

type Finder = (http: Http, contactIds: readonly string[], columns: readonly string[]) => Promise<Found>;

const finders: Readonly<Record<string, Finder>> = {
  async contactRole(http, contactIds, columns) {
    const select = ["ContactId", ...columns.map((column) => `Opportunity.${column}`)];
    const roles = await readWhereIn(http, { select, from: "OpportunityContactRole" }, "ContactId", contactIds);
    return roles.flatMap((role) => {
      const record = valueAtPath(role, ["Opportunity"]);
      // Null where the one is shared with us and the other is not.
      return record === null || record === undefined ? [] : [{ parentId: idAt(role, "ContactId"), record }];
    });
  },
  async account(http, contactIds, columns) {
    const contacts = await readWhereIn(http, { select: ["Id", "AccountId"], from: "Contact" }, "Id", contactIds);
    const accountIds = recordIdsOf(contacts.map((contact) => idAt(contact, "AccountId") ?? ""));
    const select = [...new Set([...columns, "AccountId"])];
    const deals = await readWhereIn(http, { select, from: "Opportunity" }, "AccountId", accountIds);
    return contacts.flatMap((contact) => {
      const accountId = recordIdOf(idAt(contact, "AccountId") ?? "");
      if (accountId === null) return [];
      const own = deals.filter((record) => recordIdOf(idAt(record, "AccountId") ?? "") === accountId);
      return own.map((record) => ({ parentId: idAt(contact, "Id"), record }));
    });
  },
};

function finderOf(http: Http): Finder {
  const name = textOption(http, "dealsBy");
  const finder = Object.hasOwn(finders, name) ? finders[name] : undefined;
  if (finder !== undefined) return finder;
  throw new TypeError(`Option dealsBy should be ${Object.keys(finders).join(" or ")}, instead got ${name}`);
}
