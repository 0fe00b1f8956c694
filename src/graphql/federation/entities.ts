// `_entities`: what other subgraphs refer to, by the same loaders, rules and caches as everything else.
import { RequestError } from "../../errors.ts";
import type { Entity } from "../../mapping/entities.ts";
import { ENTITY_TYPES, entityTypeNamed } from "../../mapping/entity-types.ts";
import type { GraphqlContext } from "../context.ts";

/**
 * An entity for each representation, in order: null where its source has none for the caller, as `node` has it, and an
 * Error where it can't be had, which execution makes the error at that place. Asked for together, so that they are read in
 * the vendors' batches.
 *
 * Not by the resolver of @apollo/subgraph: it writes a `__typename` into what it is given, and ours are the cache's; and
 * one type that it does not know fails all the others.
 */
export function resolveEntities(
  representations: readonly unknown[],
  context: GraphqlContext,
): Promise<readonly (Entity | Error | null)[]> {
  // One refusal a type: two hundred would be two hundred stack traces that say the same.
  const refusals = new Map<string, RequestError | null>();
  const refusalOf = (typeName: string): RequestError | null => {
    let refusal = refusals.get(typeName);
    if (refusal === undefined) refusals.set(typeName, (refusal = refusalFor(typeName, context)));
    return refusal;
  };
  return Promise.all(
    representations.map((representation, index) => {
      try {
        const { typeName, id } = referenceOf(representation, index);
        return refusalOf(typeName) ?? settled(entityOf(typeName, id, index, context));
      } catch (error) {
        return asError(error);
      }
    }),
  );
}

/** At once: compiled plans do not wait for a type. */
export function entityTypeName(entity: Entity): string {
  return ENTITY_TYPES[entity.type].schemaName;
}

function refusalFor(typeName: string, context: GraphqlContext): RequestError | null {
  try {
    context.checkType(typeName);
    return null;
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

interface Reference {
  readonly typeName: string;
  readonly id: string;
}

function referenceOf(representation: unknown, index: number): Reference {
  const isMap = typeof representation === "object" && representation !== null;
  const { __typename: typeName, id } = (isMap ? representation : {}) as Readonly<Record<string, unknown>>;
  if (typeof typeName !== "string" || typeof id !== "string") {
    throw badRepresentation(index, "should be a map of `__typename` and `id`, two texts");
  }
  if (entityTypeNamed(typeName) === undefined) {
    throw badRepresentation(index, `is of type ${JSON.stringify(typeName)}, which is no entity of this subgraph`);
  }
  return { typeName, id };
}

function entityOf(typeName: string, globalId: string, index: number, context: GraphqlContext): Promise<Entity | null> {
  const { type, source, id } = context.ids.decodeId(globalId, `representations[${index}].id`);
  if (type !== typeName) throw badRepresentation(index, `has the id of a ${type}, and says that it is a ${typeName}`);
  const entityType = entityTypeNamed(type);
  if (entityType === undefined) throw new Error(`${type} was an entity type a moment ago`);
  return entityType === "Contact" ? context.customers.byId(source, id) : context.loaders.entity(entityType, source, id);
}

function badRepresentation(index: number, problem: string): RequestError {
  const argument = `representations[${index}]`;
  return new RequestError("BAD_USER_INPUT", `${argument} ${problem}`, { argument });
}

async function settled(entity: Promise<Entity | null>): Promise<Entity | Error | null> {
  try {
    return await entity;
  } catch (error) {
    return asError(error);
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
