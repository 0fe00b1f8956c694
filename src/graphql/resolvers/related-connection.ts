// What hangs on one thing: on a record of one source, or on a customer's records, merged over their sources.
import type { Order, Related } from "../../connectors/contract.ts";
import { UpstreamError } from "../../errors.ts";
import type { EntityByType, EntityType } from "../../mapping/entities.ts";
import { checkAllSupported } from "../../loaders/arrange.ts";
import type { Connection, Stream } from "../../loaders/connection.ts";
import type { Parent } from "../../loaders/create-loaders.ts";
import { relatedOf } from "../../loaders/load-related.ts";
import { merged } from "../../loaders/merged.ts";
import type { Source } from "../../loaders/source.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf, kindOf, orderOf, pageSize, type ConnectionArguments } from "./arguments.ts";

/** Something that entities of a type hang on, and their ids where its record lists them all. */
export interface ConnectionParent extends Parent {
  readonly childIds?: readonly string[] | null;
}

/** A source where entities of a type hang on these parents. */
interface Holder {
  readonly source: Source;
  readonly parentType: EntityType;
  readonly related: Related;
  /** Throws UpstreamError. */
  parents(): Promise<readonly ConnectionParent[]>;
}

/** What hangs on one thing, in the order asked for, else in its source's own. */
export function relatedConnection<T extends EntityType>(
  type: T,
  parent: ConnectionParent,
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const source = context.loaders.sources.find(({ name }) => name === parent.source);
  const related = source === undefined ? undefined : relatedOf(source, type, parent.type);
  const holders =
    source === undefined || related === undefined
      ? []
      : [{ source, related, parentType: parent.type, parents: async () => [parent] }];
  return heldConnection(type, holders, args, context);
}

/**
 * What hangs on a customer's records, merged over all sources that have such a thing. One that can't be read is left out,
 * and is an error beside what the others have.
 */
export function ofCustomer<T extends EntityType>(
  type: T,
  customer: EntityByType["Contact"],
  args: ConnectionArguments,
  context: GraphqlContext,
  withChildren: (parent: Parent) => ConnectionParent = (parent) => parent,
): Promise<Connection<EntityByType[T]>> {
  const { customers } = context;
  const holders = customers.holdersOf(type).flatMap((source): Holder[] => {
    const related = relatedOf(source, type, "Contact");
    const parents = async (): Promise<readonly ConnectionParent[]> =>
      (await customers.recordsIn(source, customer)).map(withChildren);
    return related === undefined ? [] : [{ source, related, parentType: "Contact", parents }];
  });
  return heldConnection(type, holders, args, context);
}

async function heldConnection<T extends EntityType>(
  type: T,
  all: readonly Holder[],
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const { loaders, ids } = context;
  const first = pageSize(args.first);
  const arrange = arrangementOf(args, ids);
  const holders = all.flatMap((holder) => {
    const arrangement = arrange(holder.source.name);
    return arrangement === null ? [] : [{ ...holder, arrangement }];
  });
  checkAllSupported(
    holders.map(({ source, parentType, related, arrangement }) => [
      { source: source.name, list: `${type} of a ${parentType}` },
      related,
      arrangement,
    ]),
  );
  const asked = orderOf(args);
  const order = asked ?? sharedOrderOf(holders);
  const streamsOf = async ({
    related,
    parents,
    arrangement,
  }: (typeof holders)[number]): Promise<Stream<EntityByType[T]>[]> => {
    const arranged = { filter: arrangement.filter, order: asked ?? (canOrder(related, order) ? order : null) };
    return (await parents()).map((parent) => ({
      key: `${parent.source}/${parent.id}`,
      isEmptyLast: parent.childIds != null || related.arrangedBy === "core",
      read: (after, count) =>
        parent.childIds == null
          ? loaders.related(type, parent, arranged, after, count)
          : loaders.entities(type, parent, parent.childIds, arranged, after, count),
    }));
  };
  const [only] = holders;
  const streams =
    only !== undefined && holders.length === 1 // most often: it is not worth a Promise.all
      ? await streamsOf(only)
      : (
          await Promise.all(holders.map(async (holder) => streamsOrFailure(holder.source, () => streamsOf(holder))))
        ).flat();
  const page = { kind: kindOf(type, asked), first, after: args.after ?? null };
  return merged(streams, { ...page, order, onFailure: "leave-out" }, ids);
}

/** The streams of one of several sources: of one without any something empty, so that it is seen not to have failed. */
async function streamsOrFailure<E>(source: Source, make: () => Promise<Stream<E>[]>): Promise<Stream<E>[]> {
  const key = source.name;
  try {
    const streams = await make();
    return streams.length > 0 ? streams : [{ key, read: async () => ({ items: [], hasMore: false }) }];
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return [{ key, read: () => Promise.reject(error) }];
  }
}

/** A default order that all can give; the first's where there is none, and then each keeps its own. */
function sharedOrderOf(holders: readonly Holder[]): Order {
  const defaults = holders.map(({ related }) => related.defaultOrder);
  const shared = defaults.find((order) =>
    holders.every(({ related }) => isSame(related.defaultOrder, order) || canOrder(related, order)),
  );
  return shared ?? defaults[0] ?? { field: "createdAt", direction: "DESC" };
}

function canOrder({ orders }: Related, { field, direction }: Order): boolean {
  return orders[field]?.includes(direction) === true;
}

function isSame(one: Order, other: Order): boolean {
  return one.field === other.field && one.direction === other.direction;
}
