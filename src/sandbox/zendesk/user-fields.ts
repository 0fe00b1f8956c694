// Fields that the account has defined for its users: https://developer.zendesk.com/api-reference/ticketing/users/user_fields/
import { loyaltyTiers, ownFactsOf } from "../world/loyalty.ts";
import type { Person } from "../world.ts";
import { fieldOptionIds, userFieldIds } from "./ids.ts";
import { apiTime } from "./wire.ts";

const definedAt = apiTime(Date.UTC(2019, 2, 4, 9));

const fields = [
  { key: "loyalty_tier", title: "Loyalty tier", type: "dropdown" },
  { key: "loyalty_points", title: "Loyalty points", type: "integer" },
  { key: "member_since", title: "Member since", type: "date" },
  { key: "newsletter", title: "Newsletter", type: "checkbox" },
] as const;

export type UserFieldKey = (typeof fields)[number]["key"];

export function userFields(origin: string): readonly (Record<string, unknown> & { readonly id: number })[] {
  return fields.map(({ key, title, type }, position) => {
    const id = userFieldIds.idOf(position);
    return {
      url: `${origin}/api/v2/user_fields/${id}.json`,
      id,
      type,
      key,
      title,
      raw_title: title,
      description: "",
      raw_description: "",
      position,
      active: true,
      system: false,
      regexp_for_validation: null,
      tag: null,
      created_at: definedAt,
      updated_at: definedAt,
      ...(type === "dropdown" && {
        custom_field_options: loyaltyTiers.map((value, index) => ({
          id: fieldOptionIds.idOf(index),
          name: value.charAt(0).toUpperCase() + value.slice(1),
          raw_name: value.charAt(0).toUpperCase() + value.slice(1),
          position: index,
          value,
        })),
      }),
    };
  });
}

type UserFieldValues = Readonly<Record<UserFieldKey, unknown>>;

/** Every user has every field; a checkbox is never empty. */
export const noOwnUserFields: UserFieldValues = {
  loyalty_tier: null,
  loyalty_points: null,
  member_since: null,
  newsletter: false,
};

export function ownUserFieldsOf(person: Person): UserFieldValues {
  const { loyalty, wantsNewsletter } = ownFactsOf(person);
  return {
    loyalty_tier: loyalty?.tier ?? null,
    loyalty_points: loyalty?.points ?? null,
    member_since: loyalty === null ? null : apiTime(loyalty.memberSince),
    newsletter: wantsNewsletter === true,
  };
}
