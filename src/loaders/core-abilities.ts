// What can be asked of lists that the core filters and orders itself.
import type { Abilities, EntitySource, Operator, Related } from "../connectors/contract.ts";
import type { Entity } from "../mapping/entities.ts";

const OPERATORS: readonly Operator[] = ["in", "notIn", "gte", "lt", "contains", "startsWith", "isNull"];

const known = new WeakMap<Related, Related>();

/** The relation as it can be asked for: by whatever the mapping has, where all of a parent's records are here. */
export function asArranged({ fields }: Pick<EntitySource<Entity>, "fields">, related: Related): Related {
  if (related.arrangedBy === "source") return related;
  let arranged = known.get(related);
  if (arranged === undefined) known.set(related, (arranged = { ...related, ...coreAbilities(Object.keys(fields)) }));
  return arranged;
}

function coreAbilities(fields: readonly string[]): Abilities {
  const named = fields.filter((field) => field !== "externalIds");
  return {
    filters: Object.fromEntries(named.map((field) => [field, OPERATORS])),
    combines: "any",
    refuses: () => null,
    orders: Object.fromEntries(named.map((field) => [field, ["ASC", "DESC"]])),
  };
}
