// `sources[].entities`: which of the types that a connector can read its source serves.
import { z } from "zod";
import type { Connector } from "../connectors/contract.ts";
import type { EntityType } from "../mapping/entities.ts";
import { ENTITY_TYPES, entityTypeNamed, entityTypes, isEntityType } from "../mapping/entity-types.ts";
import { suggestion } from "./did-you-mean.ts";
import { sentence } from "./settings.ts";

/** Types whose records name a company: what a vendor does not list is found by these alone. */
const NAMES_COMPANY: readonly EntityType[] = ["Contact", "Deal"];

/** A list of types that stand on their own; left out, all that the connector can read. */
export function entitiesSchema(connector: Connector) {
  const choices = choicesOf(connector);
  const wording = `a list of types such as [${choices.slice(0, 2).join(", ")}]`;
  return z
    .array(z.string({ error: ({ input }) => sentence(`a type: one of ${choices.join(", ")}`, input) }), {
      error: ({ input }) => sentence(wording, input),
    })
    .superRefine((written, context) => {
      if (written.length === 0) {
        const fix = `leave entities out to serve all that ${connector.name} has`;
        context.addIssue({ code: "custom", message: sentence("at least one type", written, fix) });
      }
      for (const [index, type] of written.entries()) {
        const message = problemOf(type, written.slice(0, index), written, connector);
        if (message !== null) context.addIssue({ code: "custom", message, path: [index] });
      }
    })
    .optional();
}

/** The types served: those written, or all, and their parts. */
export function servedEntities(
  written: readonly string[] | undefined,
  { entities }: Pick<Connector, "entities">,
): readonly EntityType[] {
  const known = entityTypes.filter((type) => Object.hasOwn(entities, type));
  if (written === undefined) return known;
  return known.filter((type) => [type, ...(ENTITY_TYPES[type].partOf ?? [])].some((one) => written.includes(one)));
}

/** Are people read where these types are written: to be customers, or to be joined with those of other sources? */
export function hasPeople(written: readonly string[], connector: Pick<Connector, "entities">): boolean {
  return servedEntities(written, connector).some(
    (type) => type === "Contact" || ENTITY_TYPES[type].isOfPeople === true,
  );
}

function choicesOf({ entities }: Connector): readonly EntityType[] {
  return entityTypes.filter((type) => Object.hasOwn(entities, type) && ENTITY_TYPES[type].partOf === undefined);
}

function problemOf(
  type: string,
  before: readonly string[],
  written: readonly string[],
  connector: Connector,
): string | null {
  const { name, entities } = connector;
  const choices = choicesOf(connector);
  if (before.includes(type)) return `is ${type}, which stands in this list already; remove one of the two`;
  if (!isEntityType(type)) {
    const meant = entityTypeNamed(type);
    if (meant !== undefined) return `is ${type}, as the schema calls it; sources have ${meant}, so write that`;
    return `names no type, but ${JSON.stringify(type)}; ${suggestion(type, choices)}`;
  }
  const wholes = ENTITY_TYPES[type].partOf;
  if (wholes !== undefined) return `is ${type}, which comes with ${wholes.join(", ")} by itself; leave it out`;
  const source = entities[type];
  if (source === undefined) return `is ${type}, which ${name} has not; it has ${choices.join(", ")}`;
  const isFound = type !== "Company" || source.list !== undefined || NAMES_COMPANY.some((one) => written.includes(one));
  if (isFound) return null;
  const finders = NAMES_COMPANY.filter((one) => Object.hasOwn(entities, one));
  return `is ${type}, which ${name} does not list: it is found from a ${finders.join(" or a ")}, so name that too, or leave ${type} out`;
}
