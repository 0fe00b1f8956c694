// Rows that carry a brand of their own, and so belong to it and not to their source as a whole.
import type { Filter } from "../connectors/contract.ts";
import { allOf, where } from "../filters/filter.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import type { Select } from "../mapping/field-map.ts";
import type { LoadScope } from "./load-scope.ts";
import type { Source } from "./source.ts";

/** What the caller may see of the rows of a type, which a field of ours divides. */
export interface RowSight {
  readonly field: string;
  /** The source's ids of the brands whose rows the caller may see; "" is that of rows of no brand. */
  readonly brandIds: readonly string[];
}

/** Null where rows are the source's: who sees the source sees them all. */
export function rowSightOf(scope: LoadScope, source: Source, type: EntityType): RowSight | null {
  const field = source.connector.entities[type]?.projection?.brand;
  return field === undefined ? null : { field, brandIds: scope.brandIdsOf(source.name) };
}

/** A row whose brand can't be read is nobody's. */
export function isSeen(sight: RowSight | null, entity: Entity): boolean {
  if (sight === null) return true;
  const brandId: unknown = (entity as Entity & Record<string, unknown>)[sight.field];
  return brandId === null
    ? sight.brandIds.includes("")
    : typeof brandId === "string" && sight.brandIds.includes(brandId);
}

/** The fields, and the one that tells whose the row is. */
export function withSight(select: Select, sight: RowSight | null): Select {
  return sight === null || select.includes(sight.field) ? select : [...select, sight.field];
}

/** The filter, and that the caller may see the row: for the source to carry, so that pages stay full. */
export function seenOnly(filter: Filter, sight: RowSight | null): Filter {
  return sight === null ? filter : allOf(filter, where({ [sight.field]: { in: sight.brandIds } }));
}
