// Properties that the account has defined for its contacts. HubSpot keeps all values as texts.
import { asWritten, interestNames, loyaltyTiers, ownFactsOf } from "../world/loyalty.ts";
import type { PersonRecord } from "../world.ts";
import type { Property } from "./crm-object.ts";

const labelOf = (tier: string): string => tier.charAt(0).toUpperCase() + tier.slice(1);

export const ownContactProperties: Readonly<Record<string, Property<PersonRecord>>> = {
  loyalty_tier: {
    label: "Loyalty tier",
    type: "enumeration",
    options: loyaltyTiers.map((value) => ({ label: labelOf(value), value })),
    isCustom: true,
    read: ({ person }) => ownFactsOf(person).loyalty?.tier ?? null,
  },
  loyalty_points: {
    label: "Loyalty points",
    type: "number",
    isCustom: true,
    read({ person }) {
      const { loyalty } = ownFactsOf(person);
      return loyalty === null ? null : String(loyalty.points);
    },
  },
  // Both came with an import, as texts.
  member_since: {
    label: "Member since",
    type: "string",
    isCustom: true,
    read({ person }) {
      const { loyalty } = ownFactsOf(person);
      return loyalty === null ? null : asWritten(loyalty.memberSince);
    },
  },
  newsletter: {
    label: "Newsletter",
    type: "string",
    isCustom: true,
    read({ person }) {
      const { wantsNewsletter } = ownFactsOf(person);
      return wantsNewsletter === null ? null : wantsNewsletter ? "yes" : "no";
    },
  },
  interests: {
    label: "Interests",
    type: "enumeration",
    options: interestNames.map((value) => ({ label: value, value })),
    isMultiple: true,
    isCustom: true,
    read: ({ person }) => ownFactsOf(person).interests.join(";") || null,
  },
};
