import type { EntityType } from "../../mapping/entities.ts";

/** Which fields of which entities a resolver reads: what projection asks the sources for when a query selects its field. */
export type Needs = Readonly<Record<string, readonly Need[]>>;

export interface Need {
  readonly type: EntityType;
  readonly fields: readonly string[];
  /** Only for callers who may read this field of the schema: `Customer.phone`. */
  readonly ifMayRead?: string;
}
