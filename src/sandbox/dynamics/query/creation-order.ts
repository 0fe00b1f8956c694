// Lists by the instant of creation, and among equals by something else. Serials go up with that instant, so that only what
// was made in the same second has to be sorted: a page of a million records reads no more than itself.
import { badQuery } from "../errors.ts";
import type { Table } from "../table.ts";
import type { BoundFilter } from "./bind-filter.ts";
import { sortSerials } from "./order.ts";
import type { OrderItem } from "./order.ts";

/**
 * The serials of all that a filter lets through behind the record `after`; null is from the start.
 * @param order begins with `createdon`
 */
export function* serialsByCreation(
  table: Table,
  filter: BoundFilter | null,
  order: readonly OrderItem[],
  after: number | null,
): Iterable<number> {
  const step = order[0]?.isDescending === true ? -1 : 1;
  let isBehind = after === null;
  for (const group of groupsFrom(table, order, step, after)) {
    const passing = group.filter((serial) => {
      const record = table.at(serial);
      return record !== null && (filter === null || serial === after || filter.test(record) === true);
    });
    for (const serial of sortSerials(table, passing, order)) {
      if (isBehind) yield serial;
      else isBehind = serial === after;
    }
  }
}

/** Serials of the same instant together, from the group that `after` is in. */
function* groupsFrom(
  table: Table,
  order: readonly OrderItem[],
  step: 1 | -1,
  after: number | null,
): Iterable<readonly number[]> {
  const instantAt = (serial: number): unknown => {
    const record = table.at(serial);
    return record === null ? undefined : order[0]?.key(record);
  };
  const isThere = (serial: number): boolean => serial >= 0 && serial < table.capacity;

  let next = after ?? (step === 1 ? 0 : table.capacity - 1);
  if (after !== null) {
    const instant = instantAt(after);
    if (instant === undefined) throw badQuery("Malformed XML in the Paging Cookie");
    const isOfGroup = (serial: number): boolean => isThere(serial) && [instant, undefined].includes(instantAt(serial));
    while (isOfGroup(next - step)) next -= step;
  }
  let group: number[] = [];
  let instant: unknown;
  for (; isThere(next); next += step) {
    const own = instantAt(next);
    if (own === undefined) continue; // no record
    if (group.length > 0 && own !== instant) {
      yield group;
      group = [];
    }
    instant = own;
    group.push(next);
  }
  if (group.length > 0) yield group;
}
