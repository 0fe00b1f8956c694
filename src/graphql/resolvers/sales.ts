import type {
  ActivityResolvers,
  CompanyResolvers,
  DealResolvers,
  DealStageResolvers,
  QueryResolvers,
} from "../../generated/resolvers.ts";
import { valueOf } from "../../mapping/entities.ts";
import { listConnection } from "./list-connection.ts";
import type { Needs } from "./needs.ts";
import { byGlobalId } from "./node.ts";

export const salesNeeds: Needs = {
  "Deal.stage": [{ type: "Deal", fields: ["stageId"] }],
  "Deal.company": [{ type: "Deal", fields: ["companyId"] }],
  "Activity.owner": [{ type: "Activity", fields: ["ownerId"] }],
  "Deal.owner": [{ type: "Deal", fields: ["ownerId"] }],
};

export const salesQueries: Pick<QueryResolvers, "company" | "companies" | "deal" | "deals"> = {
  company: (_, { id }, context) => byGlobalId(id, "Company", context),
  companies: (_, args, context) => listConnection("Company", args, context),
  deal: (_, { id }, context) => byGlobalId(id, "Deal", context),
  deals: (_, args, context) => listConnection("Deal", args, context),
};

export const companyResolvers: CompanyResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Company", source, id),
};

export const dealResolvers: DealResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Deal", source, id),
  stage: (deal, _, { loaders }) => {
    const stageId = valueOf(deal, "stageId");
    return stageId === null ? null : loaders.entity("DealStage", deal.source, stageId);
  },
  company: (deal, _, { loaders }) => {
    const companyId = valueOf(deal, "companyId");
    return companyId === null ? null : loaders.entity("Company", deal.source, companyId);
  },
  owner: (deal, _, { loaders }) => {
    const ownerId = valueOf(deal, "ownerId");
    return ownerId === null ? null : loaders.entity("User", deal.source, ownerId);
  },
};

export const dealStageResolvers: DealStageResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("DealStage", source, id),
};

export const activityResolvers: ActivityResolvers = {
  id: ({ source, id }, _, { ids }) => ids.encodeId("Activity", source, id),
  owner: async (activity, _, { loaders }) => {
    const ownerId = valueOf(activity, "ownerId");
    return ownerId === null ? null : loaders.entity("User", activity.source, ownerId);
  },
};
