// Columns that the organization has added to contact, under its publisher's prefix.
import { asWritten, loyaltyTiers, ownFactsOf } from "../../world/loyalty.ts";
import type { PersonRecord } from "../../world.ts";
import type { ColumnPlan } from "../define-table.ts";
import type { Choice } from "../table.ts";
import { choice, integer, text } from "./column-plans.ts";

/** Where the numbers of a publisher's options begin. */
const firstOption = 100_000_000;

const tiers = loyaltyTiers.map((tier, place): Choice => ({
  value: firstOption + place,
  label: tier.charAt(0).toUpperCase() + tier.slice(1),
}));

export const ownContactColumns: Readonly<Record<string, ColumnPlan<PersonRecord>>> = {
  trb_loyaltytier: choice(tiers, ({ person }) => {
    const { loyalty } = ownFactsOf(person);
    return loyalty === null ? null : firstOption + loyaltyTiers.indexOf(loyalty.tier);
  }),
  trb_loyaltypoints: integer(({ person }) => ownFactsOf(person).loyalty?.points ?? null),
  trb_membersince: text(({ person }) => {
    const { loyalty } = ownFactsOf(person);
    return loyalty === null ? null : asWritten(loyalty.memberSince);
  }),
  trb_newsletter: text(({ person }) => {
    const { wantsNewsletter } = ownFactsOf(person);
    return wantsNewsletter === null ? null : wantsNewsletter ? "Y" : "N";
  }),
  trb_interests: text(({ person }) => ownFactsOf(person).interests.join(",") || null),
};
