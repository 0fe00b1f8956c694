// What hangs on parents by a field that holds the parent's id.
import { idAt } from "../../mapping/reply.ts";
import type { Abilities, Order, Related, RelatedRecords, RelatedRequest } from "../contract.ts";
import { carriedPart } from "../../filters/abilities.ts";
import { fieldsIn } from "../../filters/filter.ts";
import { conditionsOf, type Filterable } from "./conditions.ts";
import { readWhereIn } from "./query.ts";
import { recordIdOf, recordIdsOf } from "./record-id.ts";
import { BATCH_SIZE, columnsOf } from "./sobject.ts";

/** The fields of ours that filtering and ordering read, beside the selected ones. */
export function neededBy({ select, filter, order }: RelatedRequest): string[] {
  return [...new Set([...select, ...fieldsIn(filter), order.field])];
}

/** What the filter lets through of each parent's, by one query for all of them. */
export function relatedBy(filterable: Filterable, parentField: string, can: Abilities, defaultOrder: Order): Related {
  const { object } = filterable;
  return {
    filters: can.filters,
    orders: can.orders,
    defaultOrder,
    batchSize: BATCH_SIZE,
    arrangedBy: "core",
    goesBy: [parentField],
    async find(http, parentIds, request) {
      const also = conditionsOf(filterable, http, carriedPart(request.filter, can));
      if (also === null) return new Map();
      const select = columnsOf(object, http, neededBy(request), [parentField]);
      const found = await readWhereIn(http, { select, from: object.name }, parentField, recordIdsOf(parentIds), also);
      return byParent(
        parentIds,
        found.map((record) => ({ parentId: idAt(record, parentField), record })),
      );
    },
  };
}

/** The records under the ids that were asked for, in whatever length these are. A record that is there twice counts once. */
export function byParent(
  parentIds: readonly string[],
  found: readonly { readonly parentId: string | null; readonly record: unknown }[],
): ReadonlyMap<string, RelatedRecords> {
  const recordsOf = new Map<string, Map<unknown, unknown>>();
  for (const { parentId, record } of found) {
    const parent = recordIdOf(parentId ?? "");
    if (parent === null) continue;
    const records = recordsOf.get(parent) ?? new Map<unknown, unknown>();
    recordsOf.set(parent, records.set(idAt(record, "Id") ?? record, record));
  }
  return new Map(
    parentIds.flatMap((id) => {
      const records = recordsOf.get(recordIdOf(id) ?? "");
      return records === undefined ? [] : [[id, { records: [...records.values()], hasMore: false }] as const];
    }),
  );
}
