// What of each type is looked through: fields that name a thing. What of them the caller may not read is not.
import type { Entity } from "../mapping/entities.ts";
import type { Searched } from "./words.ts";

/** Types that can be searched. */
export const SEARCHED_TYPES = ["Contact", "Company", "Deal", "Ticket"] as const;
export type SearchedType = (typeof SEARCHED_TYPES)[number];

/** Fields of ours, and how much a word in them counts. */
export const SEARCHED_FIELDS: Readonly<Record<SearchedType, Readonly<Record<string, number>>>> = {
  Contact: { displayName: 1, email: 1, phone: 1 },
  Company: { name: 1, domain: 1 },
  Deal: { name: 1 },
  Ticket: { subject: 1, description: 0.5 },
};

/** The texts of an entity in these fields; a bad value is none. */
export function searchedTexts(entity: Entity, weights: Readonly<Record<string, number>>): Searched[] {
  const values = entity as Entity & Record<string, unknown>;
  return Object.entries(weights).flatMap(([field, weight]) => {
    const text = values[field];
    return typeof text === "string" ? [{ text, weight }] : [];
  });
}
