// Connection arguments as clients write them, to what loaders take.
import { RequestError } from "../../errors.ts";
import type { Order } from "../../connectors/contract.ts";
import { EVERYTHING, isNothing } from "../../filters/filter.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Arrangement } from "../../loaders/create-loaders.ts";
import type { Ids } from "../../runtime/opaque.ts";
import { filterOf } from "./filter-of.ts";

export interface OrderInput {
  /** A field in the schema's capitals: CREATED_AT. */
  readonly field: string;
  readonly direction?: Order["direction"] | undefined;
}

export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  /** Any of the schema's filters. */
  readonly filter?: object | null | undefined;
  readonly orderBy?: OrderInput | null | undefined;
}

const DEFAULT_FIRST = 20;
const MAX_FIRST = 200;

/** The page size. Throws RequestError: a size of no use is a mistake, not something to correct in silence. */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_FIRST;
  if (size < 1 || size > MAX_FIRST) {
    throw new RequestError("BAD_USER_INPUT", `"first" should be 1 to ${MAX_FIRST}, instead got ${size}`, {
      argument: "first",
    });
  }
  return size;
}

/** The filter and order for one source; null when the filter lets none of its records through. */
export type ArrangementOf = (source: string) => Arrangement | null;

/** Throws RequestError BAD_USER_INPUT. */
export function arrangementOf(args: ConnectionArguments, ids: Ids): ArrangementOf {
  const filterFor = args.filter == null ? () => EVERYTHING : filterOf(args.filter, ids);
  const order = orderOf(args);
  return (source) => {
    const filter = filterFor(source);
    return isNothing(filter) ? null : { filter, order };
  };
}

/** The order asked for, null where none is. */
export function orderOf({ orderBy }: ConnectionArguments): Order | null {
  return orderBy == null ? null : { field: fieldName(orderBy.field), direction: orderBy.direction ?? "ASC" };
}

/** Names a list in cursors: a position in one order is none in another. */
export function kindOf(type: EntityType, order: Order | null): string {
  return order === null ? type : `${type} by ${order.field} ${order.direction}`;
}

/** CREATED_AT to createdAt. */
function fieldName(constant: string): string {
  return constant.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
