// Fields of the account's own, for who looks around in the sandbox: what its vendors have of them.

interface OwnField {
  readonly field: string | number;
  readonly [setting: string]: unknown;
}

interface Field {
  readonly entity: string;
  readonly name: string;
  readonly [setting: string]: unknown;
  readonly sources: Readonly<Record<string, OwnField>>;
}

const FIELDS: readonly Field[] = [
  {
    entity: "Customer",
    name: "loyaltyTier",
    values: { BRONZE: "bronze", SILVER: "silver", GOLD: "gold" },
    description: "How loyal the person is. A field of this company's own.",
    roles: ["MARKETING", "SALES"],
    sources: {
      hubspot: { field: "loyalty_tier" },
      salesforce: { field: "Loyalty_Tier__c", values: { BRONZE: "Bronze", SILVER: "Silver", GOLD: "Gold" } },
      dynamics: {
        field: "trb_loyaltytier",
        values: { BRONZE: 100_000_000, SILVER: 100_000_001, GOLD: 100_000_002 },
      },
      zendesk: { field: "loyalty_tier" },
      intercom: { field: "loyalty_tier" },
      stripe: { field: "loyalty_tier" },
      smartico: { field: "loyalty_tier" },
    },
  },
  {
    entity: "Customer",
    name: "memberSince",
    type: "Date",
    description: "Since when the person is in the loyalty programme. A field of this company's own.",
    roles: ["MARKETING", "SALES"],
    sources: {
      hubspot: { field: "member_since", format: "DD/MM/YYYY" },
      salesforce: { field: "Member_Since__c", format: "DD/MM/YYYY" },
      dynamics: { field: "trb_membersince", format: "DD/MM/YYYY" },
      zendesk: { field: "member_since" },
      intercom: { field: "member_since_at" },
      stripe: { field: "member_since", format: "DD/MM/YYYY" },
    },
  },
  {
    entity: "Customer",
    name: "wantsNewsletter",
    type: "Boolean",
    description: "Whether the person has asked for the newsletter. A field of this company's own.",
    roles: ["MARKETING"],
    sources: {
      hubspot: { field: "newsletter", trueWords: ["yes"], falseWords: ["no"] },
      salesforce: { field: "Newsletter__c", trueWords: ["Yes"], falseWords: ["No"] },
      dynamics: { field: "trb_newsletter", trueWords: ["Y"], falseWords: ["N"] },
      zendesk: { field: "newsletter" },
      intercom: { field: "newsletter" },
      stripe: { field: "newsletter", trueWords: ["1"], falseWords: ["0"] },
    },
  },
];

/** `customFields` of a configuration with these sources, each named as its vendor. */
export function sandboxCustomFields(sources: readonly string[]): readonly Field[] {
  return FIELDS.map((field) => ({
    ...field,
    sources: Object.fromEntries(Object.entries(field.sources).filter(([name]) => sources.includes(name))),
  }));
}
