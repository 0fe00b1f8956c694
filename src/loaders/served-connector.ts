// A connector as far as its source is to serve it: what `sources[].entities` leaves out is not there.
import type { Connector, EntitySource } from "../connectors/contract.ts";
import type { Entity, EntityType } from "../mapping/entities.ts";
import { ENTITY_TYPES } from "../mapping/entity-types.ts";
import { entriesOf } from "./account-gaps.ts";
import { seenSource, type Ask } from "./seen-source.ts";

/** Fields that hold ids of another type's records: without these there is nothing to be had for them. */
const LEADS_TO: Readonly<Record<string, EntityType>> = {
  companyId: "Company",
  dealIds: "Deal",
  activityIds: "Activity",
};

/**
 * The connector with these types alone. People whom something served belongs to stay, without a list of them: they are
 * read to be joined with the people of other sources. What is found by the customer's e-mail address needs nobody else.
 */
export function servedConnector(connector: Connector, types: readonly EntityType[]): Connector {
  const isServed = (type: EntityType): boolean => types.includes(type);
  const all = entriesOf(connector);
  if (all.every(([type]) => isServed(type))) return connector;
  const isPeopleNeeded = all.some(
    ([type, { related }]) =>
      isServed(type) && ENTITY_TYPES[type].isOfPeople === true && related?.Contact?.parentsBy !== "email",
  );
  const served = all.flatMap(([type, source]): (readonly [EntityType, EntitySource<Entity>])[] => {
    if (isServed(type)) return [[type, withoutDeadEnds(type, source, isServed)]];
    if (type !== "Contact" || !isPeopleNeeded) return [];
    const { list: _, ...unlisted } = withoutDeadEnds(type, source, isServed);
    return [[type, unlisted]];
  });
  // `fromEntries` knows no keys; each type has kept its own source.
  return { ...connector, entities: Object.fromEntries(served) as Connector["entities"] };
}

/** The source without ids of what is not served: they are neither asked for nor read. */
function withoutDeadEnds(
  type: EntityType,
  source: EntitySource<Entity>,
  isServed: (type: EntityType) => boolean,
): EntitySource<Entity> {
  const deadEnds = Object.keys(source.fields).filter((field) => {
    const target = Object.hasOwn(LEADS_TO, field) ? LEADS_TO[field] : undefined;
    return target !== undefined && !isServed(target);
  });
  if (deadEnds.length === 0) return source;
  const lines = Object.entries(source.fields).filter(([field]) => !deadEnds.includes(field));
  // Only nullable lines are left out, so it is a mapping still.
  const fields = Object.fromEntries(lines) as typeof source.fields;
  const ask: Ask = (_, http, { select }, __, call) =>
    call(
      http,
      select.filter((field) => !deadEnds.includes(field)),
    );
  return { ...seenSource(type, source, ask), fields };
}
