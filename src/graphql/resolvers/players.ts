import type { PlayerResolvers, QueryResolvers } from "../../generated/resolvers.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { valueOf } from "../../mapping/entities.ts";
import { listConnection } from "./list-connection.ts";
import type { Needs } from "./needs.ts";
import { byGlobalId } from "./node.ts";

export const playerNeeds: Needs = {
  "Player.brand": [{ type: "Player", fields: ["brandId"] }],
  "Player.customer": [
    { type: "Player", fields: ["contactId"] },
    { type: "Contact", fields: LINKING_FIELDS },
  ],
};

export const playerQueries: Pick<QueryResolvers, "player" | "players"> = {
  player: (_, { id }, context) => byGlobalId(id, "Player", context),
  players: (_, args, context) => listConnection("Player", args, context),
};

export const playerResolvers: PlayerResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Player", source, id),
  brand: (player, _, { loaders }) => {
    const id = valueOf(player, "brandId");
    if (id === null) return null;
    const { brandNames = {} } = loaders.sources.find(({ name }) => name === player.source) ?? {};
    return { id, name: Object.hasOwn(brandNames, id) ? (brandNames[id] ?? id) : id };
  },
  customer: async (player, _, { customers }) => {
    const contactId = valueOf(player, "contactId");
    return contactId === null ? null : customers.byRecord(player.source, contactId);
  },
};
