// Sums for dashboards: what all sources have of a type, counted and added up.
import { GraphQLError, responsePathAsArray, type GraphQLResolveInfo } from "graphql";
import type { DealGroupResolvers, QueryResolvers, TicketGroupResolvers } from "../../generated/resolvers.ts";
import type {
  DealGroupBy,
  RevenueGroupBy,
  TicketGroupBy,
  TicketPriority,
  TicketStatus,
} from "../../generated/types.ts";
import { checkAllSupported } from "../../loaders/arrange.ts";
import { listOf } from "../../loaders/load-list.ts";
import type { EntityType } from "../../mapping/entities.ts";
import type { Summed, SummedGroup } from "../../sums/load-sums.ts";
import type { Grouping, SummedType } from "../../sums/summed-types.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf } from "./arguments.ts";

type GroupBy = DealGroupBy | TicketGroupBy | RevenueGroupBy;

/** The fields of ours behind what can be grouped by, but for those that every type has in its own way. */
const FIELDS: Readonly<Partial<Record<GroupBy, string>>> = {
  STAGE: "stageId",
  OWNER: "ownerId",
  STATUS: "status",
  PRIORITY: "priority",
  ASSIGNEE: "assigneeId",
};

interface StatsArguments {
  readonly groupBy: readonly GroupBy[];
  readonly filter?: object | null | undefined;
}

export const statsQueries: Pick<QueryResolvers, "dealStats" | "ticketStats" | "revenueStats"> = {
  dealStats: (_, args, context, info) => statsOf("Deal", args, context, info),
  ticketStats: (_, args, context, info) => statsOf("Ticket", args, context, info),
  revenueStats: (_, args, context, info) => statsOf("Payment", args, context, info),
};

/** Throws RequestError UNSUPPORTED_BY_SOURCE for a filter that a source can't carry. */
async function statsOf(
  type: SummedType,
  { groupBy, filter }: StatsArguments,
  context: GraphqlContext,
  { path, fieldNodes }: GraphQLResolveInfo,
): Promise<Summed> {
  const { loaders, ids, sums, shortfalls } = context;
  const arrange = arrangementOf({ filter }, ids);
  const parts = loaders.sources.flatMap((source) => {
    const list = listOf(source, type);
    const arrangement = list === undefined ? null : arrange(source.name);
    return list === undefined || arrangement === null
      ? []
      : [{ source, list, arrangement, filter: arrangement.filter }];
  });
  checkAllSupported(
    parts.map(({ source, list, arrangement }) => [{ source: source.name, list: type }, list, arrangement]),
  );
  const summed = await sums.of(type, groupingOf(groupBy), parts);
  for (const originalError of summed.failures) {
    const place = { nodes: fieldNodes, path: responsePathAsArray(path) };
    shortfalls.push(new GraphQLError(originalError.message, { ...place, originalError }));
  }
  return summed;
}

function groupingOf(groupBy: readonly GroupBy[]): Grouping {
  const asked = new Set(groupBy);
  return {
    by: [...asked].flatMap((each) => FIELDS[each] ?? []).sort(), // the same things in another order are the same
    isByMonth: asked.has("MONTH"),
    isByCurrency: asked.has("CURRENCY"),
    isByBrand: asked.has("BRAND"),
  };
}

function keyOf({ keys }: SummedGroup, groupBy: GroupBy): string | null {
  return keys[FIELDS[groupBy] ?? ""] ?? null;
}

/** What a key of a group leads to. */
function led<T extends EntityType>(type: T, group: SummedGroup, groupBy: GroupBy, { loaders }: GraphqlContext) {
  const id = keyOf(group, groupBy);
  return id === null || group.source === null ? null : loaders.entity(type, group.source, id);
}

export const dealGroupResolvers: DealGroupResolvers = {
  stage: async (group, _, context) => led("DealStage", group, "STAGE", context),
  owner: async (group, _, context) => led("User", group, "OWNER", context),
};

// The mapping's tables give no other words.
export const ticketGroupResolvers: TicketGroupResolvers = {
  status: (group) => keyOf(group, "STATUS") as TicketStatus | null,
  priority: (group) => keyOf(group, "PRIORITY") as TicketPriority | null,
  assignee: async (group, _, context) => led("User", group, "ASSIGNEE", context),
};
