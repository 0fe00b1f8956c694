// Fields that the organization has defined for its contacts.
import { asWritten, loyaltyTiers, ownFactsOf } from "../../world/loyalty.ts";
import type { PersonRecord } from "../../world.ts";
import { field, type Unnamed } from "./field.ts";

const capitalised = (tier: string): string => tier.charAt(0).toUpperCase() + tier.slice(1);

export const ownContactFields: Readonly<Record<string, Unnamed<PersonRecord>>> = {
  Loyalty_Tier__c: field.picklist("Loyalty Tier", loyaltyTiers.map(capitalised), ({ person }) => {
    const { loyalty } = ownFactsOf(person);
    return loyalty === null ? null : capitalised(loyalty.tier);
  }),
  Loyalty_Points__c: field.double("Loyalty Points", ({ person }) => ownFactsOf(person).loyalty?.points ?? null),
  // Both came with a migration, as texts.
  Member_Since__c: field.text("Member Since", 20, ({ person }) => {
    const { loyalty } = ownFactsOf(person);
    return loyalty === null ? null : asWritten(loyalty.memberSince);
  }),
  Newsletter__c: field.text("Newsletter", 10, ({ person }) => {
    const { wantsNewsletter } = ownFactsOf(person);
    return wantsNewsletter === null ? null : wantsNewsletter ? "Yes" : "No";
  }),
};
