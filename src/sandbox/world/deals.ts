import type { Children, DealRow, StageRow } from "../world.ts";
import { localeOf } from "./locales.ts";
import { drawAmountMinor } from "./money.ts";
import { createOffspring } from "./offspring.ts";
import type { People } from "./people.ts";
import type { IndexedRecords } from "./person-records.ts";
import { Draws } from "./random.ts";
import { createChildren } from "./rows.ts";
import { streams } from "./streams.ts";
import { dayMs, lastAt, laterThan } from "./timeline.ts";

/** HubSpot's default pipeline, which is what a new account has. */
export const stages: readonly StageRow[] = [
  { key: "appointmentscheduled", label: "Appointment Scheduled", outcome: "open", probability: 0.2 },
  { key: "qualifiedtobuy", label: "Qualified To Buy", outcome: "open", probability: 0.4 },
  { key: "presentationscheduled", label: "Presentation Scheduled", outcome: "open", probability: 0.6 },
  { key: "decisionmakerboughtin", label: "Decision Maker Bought-In", outcome: "open", probability: 0.8 },
  { key: "contractsent", label: "Contract Sent", outcome: "open", probability: 0.9 },
  { key: "closedwon", label: "Closed Won", outcome: "won", probability: 1 },
  { key: "closedlost", label: "Closed Lost", outcome: "lost", probability: 0 },
];

const stageWeights: readonly (readonly [stage: number, weight: number])[] = [
  [0, 14],
  [1, 12],
  [2, 10],
  [3, 7],
  [4, 5],
  [5, 32],
  [6, 20],
];
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

/** Deals of CRM contacts: most contacts have 0 to 3, one in forty about a dozen. */
export function createDeals(
  seed: number,
  size: number,
  agents: number,
  parties: { readonly people: People; readonly contacts: IndexedRecords },
): Children<DealRow> {
  const { people, contacts } = parties;
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
    const stage = draws.weighted(stageWeights);
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
      company: person.company,
      owner: draws.below(agents),
      createdAt: madeAt,
      updatedAt: isOpen ? laterThan(madeAt, draws.unit()) : closeAt,
    };
  });
}
