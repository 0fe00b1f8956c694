// The ways to a type of entity, each by way of what may be asked: what the account lets us see, what the source serves.
import type { ComputedSums, EntitySource, Filter, List, Order, Related, Sums } from "../connectors/contract.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import type { Http } from "../upstream/http.ts";

/** What a call would need to see. */
export interface Wanted {
  readonly select: Select;
  readonly filter?: Filter;
  readonly order?: Order | null;
  readonly goesBy?: readonly string[] | undefined;
}

/** Calls with what is not hidden of what is wanted; gives nothing where there is nothing to be had. */
export type Ask = <R>(
  type: EntityType,
  http: Http,
  wanted: Wanted,
  nothing: R,
  call: (http: Http, select: Select) => Promise<R>,
) => Promise<R>;

/** As it was, but that each call goes by `ask`. */
export function seenSource(type: EntityType, source: EntitySource<Entity>, ask: Ask): EntitySource<Entity> {
  const { getMany, list, sums, related, changes, search, byEmail, byExternalId } = source;
  return {
    ...source,
    ...(getMany && {
      getMany: (http, ids, select) =>
        ask<readonly unknown[]>(type, http, { select }, [], (seen, fields) => getMany(seen, ids, fields)),
    }),
    ...(list && { list: seenList(type, list, ask) }),
    ...(sums && { sums: seenSums(type, sums, ask) }),
    ...(related && {
      related: Object.fromEntries(
        Object.entries(related).map(([parent, each]) => [parent, seenRelated(type, each, ask)]),
      ),
    }),
    ...(changes && {
      changes: {
        ...changes,
        read: (http, after, select) =>
          ask(type, http, { select }, { records: [], next: after ?? "", isAtEnd: true }, (seen, fields) =>
            changes.read(seen, after, fields),
          ),
      },
    }),
    ...(search && {
      search: {
        find: (http, words, request) =>
          ask<readonly unknown[]>(type, http, { select: request.select }, [], (seen, select) =>
            search.find(seen, words, { ...request, select }),
          ),
      },
    }),
    ...(byEmail && {
      byEmail: {
        ...byEmail,
        find: (http, keys, select) =>
          ask<readonly unknown[]>(type, http, { select, goesBy: byEmail.goesBy }, [], (seen, fields) =>
            byEmail.find(seen, keys, fields),
          ),
      },
    }),
    ...(byExternalId && {
      byExternalId: {
        ...byExternalId,
        find: (http, field, values, select) =>
          ask<readonly unknown[]>(type, http, { select, goesBy: [field] }, [], (seen, fields) =>
            byExternalId.find(seen, field, values, fields),
          ),
      },
    }),
  };
}

function seenList(type: EntityType, list: List, ask: Ask): List {
  const { count } = list;
  return {
    ...list,
    read: (http, request) =>
      ask(type, http, request, { records: [], next: null }, (seen, select) => list.read(seen, { ...request, select })),
    ...(count && {
      count: (http, filter) => ask<number | null>(type, http, { select: [], filter }, 0, (seen) => count(seen, filter)),
    }),
  };
}

function seenSums(type: EntityType, sums: Sums, ask: Ask): Sums {
  const { compute } = sums;
  if (compute === undefined) return sums;
  return {
    ...sums,
    compute(http, request) {
      const { by, monthOf, amount, filter } = request;
      const select = [...by, ...(monthOf === null ? [] : [monthOf]), ...(amount === null ? [] : [amount])];
      return ask<ComputedSums | null>(type, http, { select, filter }, { groups: [] }, (seen, fields) => {
        const isSeen = (field: string | null): boolean => field !== null && fields.includes(field);
        return compute(seen, {
          by: by.filter(isSeen),
          monthOf: isSeen(monthOf) ? monthOf : null,
          amount: isSeen(amount) ? amount : null,
          filter,
        });
      });
    },
  };
}

function seenRelated(type: EntityType, related: Related, ask: Ask): Related {
  return {
    ...related,
    find(http, parentIds, request) {
      const { select, filter, order } = request;
      const isDefault = order.field === related.defaultOrder.field; // which nobody asked for
      const wanted = { select, filter, order: isDefault ? null : order, goesBy: related.goesBy };
      return ask<Awaited<ReturnType<Related["find"]>>>(type, http, wanted, new Map(), (seen, fields) =>
        related.find(seen, parentIds, { ...request, select: fields }),
      );
    },
  };
}
