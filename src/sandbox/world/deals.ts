import type { Children, DealRow } from "../world.ts";
import { localeOf } from "./locales.ts";
import { drawAmountMinor } from "./money.ts";
import { createOffspring } from "./offspring.ts";
import type { People } from "./people.ts";
import type { IndexedRecords } from "./person-records.ts";
import type { Pipeline } from "./pipelines.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { dayMs, lastAt, laterThan } from "./timeline.ts";

const products = [
  "Starter",
  "Team plan",
  "Annual licence",
  "Onboarding",
  "Renewal",
  "Support add-on",
  "Migration",
  "Pilot",
];

export interface DealsPlan {
  readonly seed: number;
  readonly size: number;
  /** How many employees may own one. */
  readonly agents: number;
  readonly pipeline: Pipeline;
  readonly people: People;
  readonly contacts: IndexedRecords;
  /** The company of a contact, in the same book. */
  readonly companyOf: (contact: number) => number | null;
}

/** Deals of one CRM's contacts: most contacts have 0 to 3, one in forty about a dozen. */
export function createDeals(plan: DealsPlan): Children<DealRow> {
  const { seed, size, agents, people, contacts } = plan;
  const { stages, weights } = plan.pipeline;
  const { family, createdAt } = createOffspring({
    name: "deal",
    seed,
    stream: streams.dealParents,
    size,
    parents: contacts.asParents,
    heavyShare: 0.14,
    heavyEvery: 40,
    quietShare: 0.35,
  });

  return createChildren("deal", family, (serial, contact) => {
    const draws = new Draws(seed, streams.deals, serial);
    const { person } = people.at(contacts.personOf(contact));
    const currency = draws.chance(0.9) ? localeOf(person.country).currency : "USD";
    const stage = draws.weighted(weights);
    const madeAt = createdAt(serial);
    const isOpen = stages[stage]?.outcome === "open";
    const closeAt = isOpen ? lastAt + Math.floor(draws.unit() * 180 * dayMs) : laterThan(madeAt, draws.unit());
    return {
      serial,
      name: `${person.familyName} – ${draws.pick(products)} #${serial + 1}`,
      stage,
      amountMinor: drawAmountMinor(draws, currency, { minDollars: 200, maxDollars: 80_000 }),
      currency,
      closeAt,
      contact,
      company: plan.companyOf(contact),
      owner: draws.below(agents),
      createdAt: madeAt,
      updatedAt: isOpen ? laterThan(madeAt, draws.unit()) : closeAt,
    };
  });
}
