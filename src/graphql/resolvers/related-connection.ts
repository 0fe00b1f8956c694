// What hangs on one thing: on a record of one source, or on a customer's records, merged over their sources.
import type { Order, Related } from "../../connectors/contract.ts";
import { RequestError, UpstreamError } from "../../errors.ts";
import { valueOf, type EntityByType, type EntityType } from "../../mapping/entities.ts";
import { checkAllSupported } from "../../loaders/arrange.ts";
import type { Connection, Stream } from "../../loaders/connection.ts";
import type { Parent } from "../../loaders/create-loaders.ts";
import { holdersAmong, type Holder } from "../../loaders/holders.ts";
import { merged } from "../../loaders/merged.ts";
import type { Ids } from "../../runtime/opaque.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf, kindOf, orderOf, pageSize, type ArrangementOf, type ConnectionArguments } from "./arguments.ts";
import { addShortfall, type FieldPlace } from "./shortfall.ts";

/** Something that entities of a type hang on, and their ids where its record lists them all. */
export interface ConnectionParent extends Parent {
  readonly childIds?: readonly string[] | null;
}

/** Of people, the fields that name all that hangs on them, by its type. */
const ID_FIELDS: { readonly [T in EntityType]?: "dealIds" | "activityIds" } = {
  Deal: "dealIds",
  Activity: "activityIds",
};

/** Gives the anchor the ids of its own, where its record lists them. */
export function withIdsOf(type: EntityType, customer: EntityByType["Contact"]): (parent: Parent) => ConnectionParent {
  const field = ID_FIELDS[type];
  return (parent) => {
    const isAnchor = parent.source === customer.source && parent.id === customer.id;
    return isAnchor && field !== undefined ? { ...parent, childIds: valueOf(customer, field) } : parent;
  };
}

/** What hangs on one thing, in the order asked for, else in its source's own. */
export function relatedConnection<T extends EntityType>(
  type: T,
  parent: ConnectionParent,
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const source = context.loaders.sources.find(({ name }) => name === parent.source);
  const holders = source === undefined ? [] : holdersAmong([source], type, parent.type);
  return heldConnection(type, holders, async () => [parent], args, context);
}

/**
 * What hangs on a customer's records, merged over all sources that have such a thing. One that can't be read is left out,
 * and is an error beside what the others have. Throws RequestError UNSUPPORTED_BY_SOURCE where no vendor can list it.
 */
export async function ofCustomer<T extends EntityType>(
  type: T,
  customer: EntityByType["Contact"],
  args: ConnectionArguments,
  context: GraphqlContext,
  place: FieldPlace,
  withChildren?: (parent: Parent) => ConnectionParent,
): Promise<Connection<EntityByType[T]>> {
  const { customers } = context;
  const holders = customers.holdersOf(type);
  const parentsIn = async ({ source, related }: Holder): Promise<readonly ConnectionParent[]> => {
    const parents =
      related.parentsBy === "email"
        ? await customers.addressesIn(source, customer)
        : await customers.recordsIn(source, customer);
    return withChildren === undefined ? parents : parents.map(withChildren);
  };
  const [connection, refusals] = await Promise.all([
    heldConnection(type, holders, parentsIn, args, context),
    refusalsOf(type, customer, args, context),
  ]);
  const [refusal] = refusals;
  if (refusal !== undefined && (await areAllEmpty(holders, parentsIn))) throw refusal;
  for (const one of refusals) addShortfall(context, place, one);
  return connection;
}

/** Of the sources that know the customer and can't list such things of a person: why. */
async function refusalsOf(
  type: EntityType,
  customer: EntityByType["Contact"],
  args: ConnectionArguments,
  { customers, ids }: GraphqlContext,
): Promise<readonly RequestError[]> {
  const refusers = customers.refusersOf(type);
  if (refusers.length === 0) return [];
  const arrange = arrangementOf(args, ids);
  const refusals = await Promise.all(
    refusers.map(async (source): Promise<RequestError[]> => {
      const reason = source.connector.cannot?.[type];
      if (reason === undefined || arrange(source.name) === null) return [];
      // A source that can't even say whether it knows the customer is no news here.
      const records = await customers.recordsIn(source, customer).catch(() => []);
      if (records.length === 0) return [];
      return [new RequestError("UNSUPPORTED_BY_SOURCE", `${source.name}: ${reason}`, { source: source.name })];
    }),
  );
  return refusals.flat();
}

/** Does nobody else know the customer? Whoever can't be read now may. */
async function areAllEmpty(
  holders: readonly Holder[],
  parentsIn: (holder: Holder) => Promise<readonly unknown[]>,
): Promise<boolean> {
  const counts = await Promise.all(
    holders.map((holder) =>
      parentsIn(holder).then(
        ({ length }) => length,
        () => 1,
      ),
    ),
  );
  return counts.every((count) => count === 0);
}

/** @param parentsIn what the list hangs on in a source; may throw UpstreamError */
async function heldConnection<T extends EntityType>(
  type: T,
  all: readonly Holder[],
  parentsIn: (holder: Holder) => Promise<readonly ConnectionParent[]>,
  args: ConnectionArguments,
  context: GraphqlContext,
): Promise<Connection<EntityByType[T]>> {
  const { loaders, ids } = context;
  const first = pageSize(args.first);
  const arrange = arrangementOf(args, ids);
  const asked = orderOf(args);
  const holders = args.filter == null ? all : all.filter(({ source }) => arrange(source.name) !== null);
  checkHolders(type, holders, args, arrange);
  const order = asked ?? sharedOrderOf(holders);

  const streamsIn = async (holder: Holder): Promise<Stream<EntityByType[T]>[]> => {
    const { source, related } = holder;
    const arrangement = arrange(source.name);
    if (arrangement === null) return [];
    const arranged = { filter: arrangement.filter, order: asked ?? (canOrder(related, order) ? order : null) };
    return (await parentsIn(holder)).map((parent) => ({
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
    only !== undefined && holders.length === 1 // most often: there is nobody else who would wait
      ? await streamsIn(only)
      : holders.map((holder) => streamsOrFailure(holder, streamsIn));
  const page = { kind: kindOf(type, asked), first, after: args.after ?? null };
  return merged(streams, { ...page, order, onFailure: "leave-out" }, ids);
}

/** Throws RequestError where one of the sources can't carry what is asked of it. */
export function checkHeld(type: EntityType, holders: readonly Holder[], args: ConnectionArguments, ids: Ids): void {
  checkHolders(type, holders, args, arrangementOf(args, ids));
}

function checkHolders(
  type: EntityType,
  holders: readonly Holder[],
  args: ConnectionArguments,
  arrange: ArrangementOf,
): void {
  if (args.orderBy == null && args.filter == null) return;
  checkAllSupported(
    holders.flatMap(({ source, parentType, related }): Parameters<typeof checkAllSupported>[0][number][] => {
      const arrangement = arrange(source.name);
      return arrangement === null
        ? []
        : [[{ source: source.name, list: `${type} of a ${parentType}` }, related, arrangement]];
    }),
  );
}

/** The streams of one of several sources: of one without any something empty, so that it is seen not to have failed. */
async function streamsOrFailure<E>(
  holder: Holder,
  streamsIn: (holder: Holder) => Promise<Stream<E>[]>,
): Promise<Stream<E>[]> {
  const key = holder.source.name;
  try {
    const streams = await streamsIn(holder);
    return streams.length > 0 ? streams : [{ key, read: async () => ({ items: [], hasMore: false }) }];
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return [{ key, read: () => Promise.reject(error) }];
  }
}

/** A default order that all can give; the first's where there is none, and then each keeps its own. */
function sharedOrderOf(holders: readonly Holder[]): Order {
  const shared = holders.find(({ related: { defaultOrder } }) =>
    holders.every(({ related }) => related.defaultOrder === defaultOrder || canOrder(related, defaultOrder)),
  );
  return (shared ?? holders[0])?.related.defaultOrder ?? { field: "createdAt", direction: "DESC" };
}

function canOrder({ orders }: Related, { field, direction }: Order): boolean {
  return orders[field]?.includes(direction) === true;
}
