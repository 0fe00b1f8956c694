import type { Children, InvoiceRow, SubscriptionRow } from "../world.ts";
import { drawAmountMinor } from "./money.ts";
import { createOffspring } from "./offspring.ts";
import { currencyOf } from "./payments.ts";
import type { Payers } from "./payments.ts";
import { Draws, hash } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { dayMs, lastAt, laterThan } from "./timeline.ts";

const plans = ["basic-monthly", "team-monthly", "business-monthly", "enterprise-yearly"] as const;

/** Invoices of payers; numbers are unique. */
export function createInvoices(seed: number, size: number, parties: Payers): Children<InvoiceRow> {
  const { family, createdAt } = createOffspring({
    name: "invoice",
    seed,
    stream: streams.invoiceParents,
    size,
    parents: parties.payers.asParents,
    heavyShare: 0.25,
    heavyEvery: 50,
    quietShare: 0.4,
  });
  return createChildren("invoice", family, (serial, customer) => {
    const draws = new Draws(seed, streams.invoices, serial);
    const madeAt = createdAt(serial);
    const currency = currencyOf(draws, parties, customer);
    const status = draws.weighted(parties.provider.invoices);
    const prefix = hash(seed, streams.invoices + 1, customer)
      .toString(16)
      .toUpperCase()
      .padStart(8, "0");
    return {
      serial,
      customer,
      number: `${prefix}-${String(serial + 1).padStart(4, "0")}`,
      totalMinor: drawAmountMinor(draws, currency, { minDollars: 10, maxDollars: 5_000 }),
      currency,
      status,
      // Charged at once, or to be paid by hand within 14 or 30 days.
      dueAt: status === "draft" || draws.chance(0.3) ? null : madeAt + draws.pick([14, 30]) * dayMs,
      createdAt: madeAt,
    };
  });
}

/** Subscriptions of payers; the current period of a running one holds the data's last instant. */
export function createSubscriptions(seed: number, size: number, parties: Payers): Children<SubscriptionRow> {
  const { family, createdAt } = createOffspring({
    name: "subscription",
    seed,
    stream: streams.subscriptionParents,
    size,
    parents: parties.payers.asParents,
    heavyShare: 0.1,
    heavyEvery: 50,
    quietShare: 0.4,
  });
  return createChildren("subscription", family, (serial, customer) => {
    const draws = new Draws(seed, streams.subscriptions, serial);
    const madeAt = createdAt(serial);
    const currency = currencyOf(draws, parties, customer);
    const plan = draws.pick(plans);
    const status = draws.weighted(parties.provider.subscriptions);
    const hasEnded = status === "canceled";
    const periodMs = (plan.endsWith("yearly") ? 365 : 30) * dayMs;
    const until = hasEnded ? laterThan(madeAt, draws.unit()) : lastAt;
    const periodStart = madeAt + Math.floor((until - madeAt) / periodMs) * periodMs;
    return {
      serial,
      customer,
      plan,
      amountMinor: drawAmountMinor(draws, currency, { minDollars: 5, maxDollars: 400 }),
      currency,
      status,
      periodStart,
      periodEnd: periodStart + periodMs,
      cancelAtPeriodEnd: status === "active" && draws.chance(0.06),
      createdAt: madeAt,
    };
  });
}
