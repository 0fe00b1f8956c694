import type { SObjectRecord } from "../schema/sobject.ts";
import { compileCondition } from "./condition.ts";
import type { BoundCondition } from "./condition.ts";
import { bindOperand } from "./operand.ts";
import type { BoundOperand } from "./operand.ts";
import { sorted } from "./ordering.ts";
import type { BoundOrder } from "./ordering.ts";
import { unexpectedToken } from "./query-error.ts";
import { checkUse, resolveScope } from "./resolve.ts";
import type { Scope } from "./resolve.ts";
import { comparable } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";
import { bothOf, everySerial, serialsOf } from "./serials.ts";
import type { Serials } from "./serials.ts";
import type { Condition, Operand, OrderItem, Path, DatePart, Query } from "./syntax.ts";

/** The WHERE of a query over its object. */
export interface Filter extends BoundCondition<SObjectRecord> {}

const noFilter: Filter = { test: () => true, serials: everySerial };

/** Throws what is wrong with the condition. */
export function bindWhere(scope: Scope, where: Condition | null): Filter {
  if (where === null) return noFilter;
  return compileCondition<SObjectRecord>(where, {
    text: scope.text,
    nowMs: scope.nowMs,
    object: scope.object,
    bind(operand) {
      const { plain, place } = recordOperand(scope, operand);
      const bound = bindOperand(scope, plain);
      if (bound.field !== null) checkUse(scope, bound.field, "filtered", place);
      return bound;
    },
    valuesOf: (query, operand) => valuesFound(scope, query, operand),
  });
}

/** The ORDER BY of a query over records. */
export function bindOrder(scope: Scope, items: readonly OrderItem[]): readonly BoundOrder<SObjectRecord>[] {
  return items.map(({ operand, isDescending, areNullsLast }) => {
    const { plain, place } = recordOperand(scope, operand);
    const bound = bindOperand(scope, plain);
    if (bound.field !== null) checkUse(scope, bound.field, "sorted", place);
    return { operand: bound, isDescending, areNullsLast };
  });
}

/** Records that pass, in the order of their ids or against it. `among` narrows where to look. */
export function* matches(
  scope: Scope,
  filter: Filter,
  options: { readonly among?: Serials; readonly isDescending?: boolean } = {},
): Generator<SObjectRecord> {
  const { object } = scope;
  const { among = everySerial, isDescending = false } = options;
  for (const serial of serialsOf(bothOf(among, filter.serials), object.end, isDescending)) {
    const record = object.at(serial);
    if (record !== null && filter.test(record)) yield record;
  }
}

/** Serials of the records of a query: everything but its SELECT is applied. */
export function selectSerials(
  scope: Scope,
  query: Query,
  options: { readonly among?: Serials; readonly extraTest?: (record: SObjectRecord) => boolean } = {},
): readonly number[] {
  const { among = everySerial, extraTest = () => true } = options;
  const where = bindWhere(scope, query.where);
  const filter: Filter = {
    test: (record) => extraTest(record) && where.test(record),
    serials: where.serials,
  };
  const orders = bindOrder(scope, query.orderBy);
  const end = query.limit === null ? Number.POSITIVE_INFINITY : query.offset + query.limit;
  const direction = storedDirection(scope, orders);
  if (direction === null) {
    return sorted(matches(scope, filter, { among }), orders, ({ serial }) => serial).slice(query.offset, end);
  }
  const found: number[] = [];
  let passed = 0;
  if (end <= query.offset) return found;
  for (const record of matches(scope, filter, { among, isDescending: direction === "descending" })) {
    passed += 1;
    if (passed > query.offset) found.push(record.serial);
    if (passed >= end) break;
  }
  return found;
}

/** When records come in the order asked for as they lie there, nothing has to be sorted and a LIMIT ends the search. */
function storedDirection(
  { object }: Scope,
  orders: readonly BoundOrder<SObjectRecord>[],
): "ascending" | "descending" | null {
  const [first, ...others] = orders;
  if (first === undefined) return "ascending";
  const { ownField } = first.operand;
  if (others.length > 0 || ownField === null || (ownField !== "Id" && ownField !== object.orderedBy)) return null;
  return first.isDescending ? "descending" : "ascending";
}

function recordOperand(scope: Scope, operand: Operand): { readonly plain: Path | DatePart; readonly place: number } {
  if (operand.kind === "aggregate") throw unexpectedToken(scope.text, operand.place, operand.name);
  return { plain: operand, place: operand.place };
}

/** The values of `IN (SELECT ContactId FROM Case)`. */
function valuesFound(scope: Scope, query: Query, operand: BoundOperand<SObjectRecord>): readonly Scalar[] {
  const inner = resolveScope(scope.org, query, scope.nowMs);
  const [item, ...others] = query.select;
  if (item?.kind !== "operand" || item.operand.kind !== "path" || others.length > 0) {
    throw unexpectedToken(scope.text, query.from.place, query.from.name);
  }
  const { read, type } = bindOperand(inner, item.operand);
  const values = new Set<Scalar>();
  for (const serial of selectSerials(inner, query)) {
    const record = inner.object.at(serial);
    if (record !== null) values.add(comparable(type, read(record)));
  }
  // What a query finds nothing of, no null equals.
  values.delete(null);
  return operand.type === type || isReference(operand.type, type) ? [...values] : [];
}

function isReference(a: string, b: string): boolean {
  return [a, b].every((type) => type === "id" || type === "reference");
}
