import type { NodeResolvers, QueryResolvers } from "../../generated/resolvers.ts";
import { RequestError } from "../../errors.ts";
import type { Entity } from "../../mapping/entities.ts";
import { ENTITY_TYPES, entityTypeNamed, type SchemaName } from "../../mapping/entity-types.ts";
import type { GlobalId, Ids } from "../../runtime/opaque.ts";
import type { GraphqlContext } from "../context.ts";

/** A global id that must be of one type. Throws RequestError BAD_USER_INPUT. */
export function idOf(globalId: string, expected: SchemaName, ids: Ids): GlobalId {
  const id = ids.decodeId(globalId, "id");
  if (id.type !== expected) {
    throw new RequestError("BAD_USER_INPUT", `"id" is the id of a ${id.type}, and that of a ${expected} is needed`, {
      argument: "id",
    });
  }
  return id;
}

/** The entity that a global id of this type stands for, null where its source has none. */
export async function byGlobalId<T extends Exclude<SchemaName, "Customer">>(
  globalId: string,
  type: T,
  { ids, loaders }: GraphqlContext,
): ReturnType<typeof loaders.entity<T>> {
  const { source, id } = idOf(globalId, type, ids);
  return loaders.entity<T>(type, source, id);
}

export const nodeQueries: Pick<QueryResolvers, "node"> = {
  node: async (_, { id: globalId }, context): Promise<Entity | null> => {
    const { type, source, id } = context.ids.decodeId(globalId, "id");
    const entityType = entityTypeNamed(type);
    if (entityType === undefined) {
      throw new RequestError("BAD_USER_INPUT", `"id" is of a ${type}, which no node is`, { argument: "id" });
    }
    context.checkType(type);
    return entityType === "Contact"
      ? context.customers.byId(source, id)
      : context.loaders.entity(entityType, source, id);
  },
};

export const nodeResolvers: Pick<NodeResolvers, "__resolveType"> = {
  __resolveType: (entity) => ENTITY_TYPES[entity.type].schemaName,
};
