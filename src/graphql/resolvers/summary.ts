// What a customer's records add up to. All of them are read, by the same loaders as their lists: of a part no sum is right.
import type { CustomerSummaryResolvers } from "../../generated/resolvers.ts";
import type { DealOutcome, TicketStatus } from "../../generated/types.ts";
import { LINKING_FIELDS } from "../../identity/find-links.ts";
import { whyUnsupported } from "../../loaders/arrange.ts";
import type { Arrangement } from "../../loaders/create-loaders.ts";
import type { Holder } from "../../loaders/holders.ts";
import { valueOf, type Contact, type EntityByType, type EntityType } from "../../mapping/entities.ts";
import { totalsOf } from "../../sums/money-sum.ts";
import type { GraphqlContext } from "../context.ts";
import { arrangementOf } from "./arguments.ts";
import type { Needs } from "./needs.ts";
import { withIdsOf, type ConnectionParent } from "./related-connection.ts";

const linking = { type: "Contact", fields: LINKING_FIELDS } as const;

export const summaryNeeds: Needs = {
  "CustomerSummary.openTickets": [{ type: "Ticket", fields: ["status"] }, linking],
  "CustomerSummary.lifetimeValue": [{ type: "Payment", fields: ["amount", "status"] }, linking],
  "CustomerSummary.openDealAmount": [
    { type: "Deal", fields: ["amount", "stageId"] },
    { type: "DealStage", fields: ["outcome"] },
    { type: "Contact", fields: ["dealIds", ...LINKING_FIELDS] },
  ],
  "CustomerSummary.lastActivityAt": [
    { type: "Activity", fields: ["createdAt"] },
    { type: "Contact", fields: ["activityIds", ...LINKING_FIELDS] },
  ],
  "CustomerSummary.lastPaymentAt": [{ type: "Payment", fields: ["createdAt", "status"] }, linking],
};

const OPEN: readonly TicketStatus[] = ["NEW", "OPEN", "PENDING", "ON_HOLD"];
const UNDECIDED: DealOutcome = "OPEN";

/** The most that a list gives at a time. */
const PAGE = 200;

export const customerSummaryResolvers: CustomerSummaryResolvers = {
  async openTickets(customer, _, context) {
    const tickets = await allOf("Ticket", customer, context, { status: { in: OPEN } });
    return tickets.filter((ticket) => OPEN.some((status) => status === valueOf(ticket, "status"))).length;
  },
  async lifetimeValue(customer, _, context) {
    const payments = (await allOf("Payment", customer, context)).filter(isPaid);
    return totalsOf(payments.map((payment) => valueOf(payment, "amount")).filter((amount) => amount !== null));
  },
  async openDealAmount(customer, _, context) {
    const deals = await allOf("Deal", customer, context);
    const amounts = await Promise.all(
      deals.map(async (deal) => {
        const stageId = valueOf(deal, "stageId");
        const stage = stageId === null ? null : await context.loaders.entity("DealStage", deal.source, stageId);
        return stage !== null && valueOf(stage, "outcome") === UNDECIDED ? valueOf(deal, "amount") : null;
      }),
    );
    return totalsOf(amounts.filter((amount) => amount !== null));
  },
  async lastActivityAt(customer, _, context) {
    return latest(await allOf("Activity", customer, context));
  },
  async lastPaymentAt(customer, _, context) {
    return latest((await allOf("Payment", customer, context)).filter(isPaid));
  },
};

const isPaid = (payment: EntityByType["Payment"]): boolean => valueOf(payment, "status") === "SUCCEEDED";

function latest(dated: readonly (EntityByType["Payment"] | EntityByType["Activity"])[]): string | null {
  return dated.reduce<string | null>((last, each) => {
    const createdAt = valueOf(each, "createdAt");
    return createdAt !== null && (last === null || createdAt > last) ? createdAt : last;
  }, null);
}

/**
 * All that a customer's records have of a type, over all sources, to the end. Rejects with the error of a source or of a
 * record that can't be read.
 * @param wanted leaves out what does not count, where a source can: the others give all
 */
async function allOf<T extends EntityType>(
  type: T,
  customer: Contact,
  context: GraphqlContext,
  wanted: object | null = null,
): Promise<EntityByType[T][]> {
  const { customers, loaders } = context;
  const narrow = arrangementOf({ filter: wanted }, context.ids);
  const all = arrangementOf({}, context.ids);

  const ofParent = async (parent: ConnectionParent, arrangement: Arrangement): Promise<EntityByType[T][]> => {
    const found: EntityByType[T][] = [];
    const ids = parent.childIds ?? null;
    for (let after: string | null = null; ;) {
      const slice: Awaited<ReturnType<typeof loaders.related<T>>> =
        ids === null
          ? await loaders.related(type, parent, arrangement, after, PAGE)
          : await loaders.entities(type, parent, ids, arrangement, after, Math.max(PAGE, ids.length));
      for (const { entity } of slice.items) {
        if (entity instanceof Error) throw entity;
        found.push(entity);
      }
      after = slice.behind ?? slice.items.at(-1)?.position ?? null;
      if (!slice.hasMore || after === null) return found;
    }
  };

  const inHolder = async ({ source, parentType, related }: Holder): Promise<EntityByType[T][]> => {
    const asked = { narrowed: narrow(source.name), whole: all(source.name) };
    const what = { source: source.name, list: `${type} of a ${parentType}` };
    const canNarrow = asked.narrowed !== null && whyUnsupported(what, related, asked.narrowed) === null;
    const arrangement = canNarrow ? asked.narrowed : asked.whole;
    if (arrangement === null) return [];
    const parents: readonly ConnectionParent[] =
      related.parentsBy === "email"
        ? await customers.addressesIn(source, customer)
        : (await customers.recordsIn(source, customer)).map(withIdsOf(type, customer));
    return (await Promise.all(parents.map((parent) => ofParent(parent, arrangement)))).flat();
  };

  const found = (await Promise.all(customers.holdersOf(type).map(inHolder))).flat();
  // What hangs on two of a person's records counts once.
  return [...new Map(found.map((entity) => [`${entity.source}/${entity.id}`, entity])).values()];
}
