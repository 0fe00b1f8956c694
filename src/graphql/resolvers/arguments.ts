// Connection arguments as clients write them, to what loaders take.
import { RequestError } from "../../errors.ts";
import type { Condition, Order } from "../../connectors/contract.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Arrangement } from "../../loaders/create-loaders.ts";
import type { Ids } from "../../runtime/opaque.ts";

interface DateTimeRange {
  readonly gte?: unknown;
  readonly lt?: unknown;
}

/** Any of the schema's filters: a source, and conditions by the name of the field that they restrict. */
export interface FilterInput {
  readonly source?: { readonly in: readonly string[] } | null | undefined;
  readonly stage?: { readonly in: readonly string[] } | null | undefined;
  readonly brand?: { readonly in: readonly string[] } | null | undefined;
  readonly level?: { readonly in: readonly string[] } | null | undefined;
  readonly segments?: { readonly in: readonly string[] } | null | undefined;
  readonly status?: { readonly in: readonly string[] } | null | undefined;
  readonly priority?: { readonly in: readonly string[] } | null | undefined;
  readonly createdAt?: DateTimeRange | null | undefined;
  readonly updatedAt?: DateTimeRange | null | undefined;
}

export interface OrderInput {
  /** A field in the schema's capitals: CREATED_AT. */
  readonly field: string;
  readonly direction?: Order["direction"] | undefined;
}

export interface ConnectionArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly filter?: FilterInput | null | undefined;
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

export function arrangementOf(args: ConnectionArguments, ids: Ids): ArrangementOf {
  const { source: sources, stage, brand, ...others } = args.filter ?? {};
  const conditions = { ...others, brandId: brand };
  const filter: Record<string, Condition> = {};
  for (const [field, condition] of Object.entries(conditions)) {
    if (condition !== null && condition !== undefined) filter[field] = conditionOf(condition);
  }
  const stages = stage?.in.map((id) => ids.decodeId(id, "filter.stage.in"));
  const order = orderOf(args);

  return (source) => {
    if (sources != null && !sources.in.includes(source)) return null;
    if (stages === undefined) return { filter, order };
    const stageIds = stages.filter((id) => id.type === "DealStage" && id.source === source).map(({ id }) => id);
    return stageIds.length === 0 ? null : { filter: { ...filter, stageId: { in: stageIds } }, order };
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

function conditionOf(condition: DateTimeRange | { readonly in: readonly string[] }): Condition {
  if ("in" in condition) return { in: condition.in };
  const { gte, lt } = condition;
  return { ...(gte != null && { gte: instant(gte) }), ...(lt != null && { lt: instant(lt) }) };
}

/** The DateTime scalar parses to a Date; loaders compare RFC 3339 text. */
function instant(value: unknown): string {
  return value instanceof Date ? value.toISOString() : new Date(String(value)).toISOString();
}

/** CREATED_AT to createdAt. */
function fieldName(constant: string): string {
  return constant.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
