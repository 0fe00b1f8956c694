// What `_entities` costs: by the types that the router asks for, and how many of each their sources read in a call.
import { entitySourceOf, type Source } from "../../loaders/source.ts";
import type { EntityType } from "../../mapping/entities.ts";
import { entityTypeNamed } from "../../mapping/entity-types.ts";
import type { FieldCost } from "../cost.ts";

/** E-mails in one search: who is known to another source too is looked up there. */
const LOOKUP_BATCH = 25;
const NONE: ReadonlySet<string> = new Set();

/**
 * The most calls that so many representations take: all of the type, and in the source, that reads the fewest at once.
 * `typeNames` are those that something is selected on.
 */
export function entitiesCost(sources: readonly Source[]): FieldCost {
  const idsAtOnce = (type: EntityType): number => {
    const sizes = sources.flatMap((source) => {
      const entitySource = entitySourceOf(source, type);
      if (entitySource?.getMany === undefined) return [];
      const { batchSize = Infinity, vendorTypes = 1 } = entitySource;
      return [Math.min(batchSize, source.connector.limits.batchSize) * vendorTypes];
    });
    return sizes.length === 0 ? Infinity : Math.min(...sizes);
  };
  return (_, size, typeNames = NONE) => {
    const calls = [...typeNames].map((name) => {
      const type = entityTypeNamed(name);
      if (type === undefined) return 0;
      const lookups = type === "Contact" ? Math.ceil(size / LOOKUP_BATCH) : 0;
      return Math.ceil(size / idsAtOnce(type)) + lookups;
    });
    return Math.max(0, ...calls);
  };
}
