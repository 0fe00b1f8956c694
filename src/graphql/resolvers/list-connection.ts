// Lists of everything: the sources' own one after the other, or merged where an order is asked for.
import type { EntityByType, EntityType } from "../../mapping/entities.ts";
import { checkAllSupported } from "../../loaders/arrange.ts";
import { concatenated } from "../../loaders/concatenated.ts";
import { unknownCount, type Connection, type PageRequest, type Stream } from "../../loaders/connection.ts";
import type { Arrangement } from "../../loaders/create-loaders.ts";
import { listOf } from "../../loaders/load-list.ts";
import { merged } from "../../loaders/merged.ts";
import type { Source } from "../../loaders/source.ts";
import type { Ids } from "../../runtime/opaque.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf, kindOf, orderOf, pageSize, type ConnectionArguments } from "./arguments.ts";

/** One source's part in a list of all. */
interface ListPart<E> {
  readonly source: Source;
  readonly arrangement: Arrangement;
  readonly stream: Stream<E>;
}

/** Everything of a type, a source after the other; in one order where one is asked for. */
export function listConnection<T extends EntityType>(
  type: T,
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const { loaders } = context;
  const order = orderOf(args);
  const alsoNeeded = order === null ? [] : [order.field];
  return rootConnection(type, listedSources(type, context), args, context, (source, arrangement) => ({
    key: source.name,
    read: (after, count) => loaders.list(type, source, arrangement, after, count, alsoNeeded),
  }));
}

/** Customers, a source after the other in the order in which sources anchor; in one order where one is asked for. */
export function customerConnection(
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType["Contact"]>> {
  const { customers } = context;
  const isFiltered = Object.values(args.filter ?? {}).some((condition) => condition != null);
  const count = (): Promise<number | null> => (isFiltered ? unknownCount() : customers.count());
  return rootConnection("Contact", customers.listed, args, context, customers.anchors, count);
}

/** The sources that a list of all is made of, in its order. */
export function listedSources(
  type: EntityType,
  { loaders, customers }: Pick<GraphqlContext, "loaders" | "customers">,
): readonly Source[] {
  return type === "Contact" ? customers.listed : loaders.sources.filter((source) => listOf(source, type) !== undefined);
}

/** Throws RequestError where one of the sources can't carry what is asked of it. */
export function checkList(type: EntityType, sources: readonly Source[], args: ConnectionArguments, ids: Ids): void {
  const arrange = arrangementOf(args, ids);
  checkAllSupported(
    sources.flatMap((source): Parameters<typeof checkAllSupported>[0][number][] => {
      const arrangement = arrange(source.name);
      const what = { source: source.name, list: type };
      return arrangement === null ? [] : [[what, listOf(source, type) ?? { filters: {}, orders: {} }, arrangement]];
    }),
  );
}

async function rootConnection<T extends EntityType>(
  type: T,
  sources: readonly Source[],
  args: ConnectionArguments,
  context: GraphqlContext,
  streamOf: (source: Source, arrangement: Arrangement) => Stream<EntityByType[T]>,
  count?: () => Promise<number | null>,
): Promise<Connection<EntityByType[T]>> {
  const first = pageSize(args.first);
  const arrange = arrangementOf(args, context.ids);
  const parts = sources.flatMap((source): ListPart<EntityByType[T]>[] => {
    const arrangement = arrange(source.name);
    return arrangement === null ? [] : [{ source, arrangement, stream: streamOf(source, arrangement) }];
  });
  checkList(type, sources, args, context.ids);
  const streams = parts.map(({ stream }) => stream);
  const order = orderOf(args);
  const page: PageRequest = {
    kind: kindOf(type, order),
    first,
    after: args.after ?? null,
    totalCount: count ?? (() => countAll(type, parts, context)),
  };
  if (order === null) return concatenated(streams, page, context.ids);
  return merged(streams, { ...page, order, onFailure: "throw" }, context.ids);
}

async function countAll(
  type: EntityType,
  parts: readonly Omit<ListPart<unknown>, "stream">[],
  context: GraphqlContext,
): Promise<number | null> {
  const counts = await Promise.all(
    parts.map(({ source, arrangement }) => context.loaders.count(type, source, arrangement.filter)),
  );
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}
