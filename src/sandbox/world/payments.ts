import type { Children, PaymentRow, RefundRow } from "../world.ts";
import { localeOf } from "./locales.ts";
import { drawAmountMinor, exponentOf } from "./money.ts";
import { createOffspring } from "./offspring.ts";
import type { People } from "./people.ts";
import type { IndexedRecords } from "./person-records.ts";
import type { Provider } from "./providers.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { laterThan } from "./timeline.ts";

/** No payment has more; refund serials are unique because of it. */
export const maxRefunds = 2;

const refundedShare = 0.06;
const partialShare = 0.4;
const foreignCurrencyShare = 0.05;

const descriptions = [
  "Order",
  "Subscription update",
  "Credits",
  "Booking",
  "Zahlung für Bestellung",
  "Ödeme",
  "お支払い",
];
const reasons: readonly RefundRow["reason"][] = [
  "requested_by_customer",
  "requested_by_customer",
  "duplicate",
  "fraudulent",
  null,
];

/** Whose payments they are, and with which provider. */
export interface Payers {
  readonly people: People;
  readonly payers: IndexedRecords;
  readonly provider: Provider;
}

/** Mostly the currency of the payer's country, US dollars where the provider does not take it. */
export function currencyOf(draws: Draws, parties: Payers, payer: number): string {
  if (draws.chance(foreignCurrencyShare)) return draws.pick(["USD", "EUR", "GBP", "JPY"]);
  const { currency } = localeOf(parties.people.at(parties.payers.personOf(payer)).person.country);
  return parties.provider.currencies.includes(currency) ? currency : "USD";
}

/** Payments: most payers have a few, one in fifty very many. */
export function createPayments(seed: number, size: number, parties: Payers): Children<PaymentRow> {
  const { provider } = parties;
  const { family, createdAt } = createOffspring({
    name: "payment",
    seed,
    stream: streams.paymentParents,
    size,
    parents: parties.payers.asParents,
    heavyShare: 0.4,
    heavyEvery: 50,
    quietShare: 0.35,
  });

  return createChildren("payment", family, (serial, customer) => {
    const draws = new Draws(seed, streams.payments, serial);
    const madeAt = createdAt(serial);
    const isLegacyCharge = draws.chance(provider.legacyShare);
    const status = isLegacyCharge ? "succeeded" : draws.weighted(provider.payments);
    const currency = currencyOf(draws, parties, customer);
    const amountMinor = drawAmountMinor(draws, currency, { minDollars: 4, maxDollars: 3_000 });
    const isRefunded = status === "succeeded" && draws.chance(refundedShare);
    return {
      serial,
      customer,
      amountMinor,
      currency,
      status,
      description: draws.chance(0.3) ? null : `${draws.pick(descriptions)} ${10_000 + serial}`,
      isLegacyCharge,
      createdAt: madeAt,
      get refunds() {
        return isRefunded ? refundsOf(seed, { serial, amountMinor, currency, createdAt: madeAt }) : [];
      },
    };
  });
}

type Refunded = Pick<PaymentRow, "serial" | "amountMinor" | "currency" | "createdAt">;

// The whole amount, or a part, or two parts that stay below it.
function refundsOf(seed: number, payment: Refunded): readonly RefundRow[] {
  const first = new Draws(seed, streams.refunds, payment.serial * maxRefunds);
  const step = exponentOf(payment.currency) === 3 ? 10 : 1;
  const third = Math.floor(payment.amountMinor / 3 / step) * step;
  const isPartial = third > 0 && first.chance(partialShare);
  const firstAt = laterThan(payment.createdAt, first.unit());
  const refund = (place: number, amountMinor: number, createdAt: number, draws: Draws): RefundRow => ({
    serial: payment.serial * maxRefunds + place,
    amountMinor,
    reason: draws.pick(reasons),
    createdAt,
  });
  const only = refund(0, isPartial ? third : payment.amountMinor, firstAt, first);
  if (!isPartial || first.chance(0.5)) return [only];
  return [only, refund(1, third, laterThan(firstAt, first.unit()), first)];
}
