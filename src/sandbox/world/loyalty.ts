// What companies add to the records of their customers in fields of their own: the same in every book that has them.
import type { Person } from "../world.ts";
import { Draws } from "./random.ts";
import { streams } from "./streams.ts";

export const loyaltyTiers = ["bronze", "silver", "gold"] as const;
export const interestNames = ["Outdoor", "Travel", "Music", "Sports"] as const;

export interface Loyalty {
  readonly tier: (typeof loyaltyTiers)[number];
  readonly points: number;
  /** Milliseconds, the beginning of a day in UTC. */
  readonly memberSince: number;
}

export interface OwnFacts {
  /** Null for who is no member. */
  readonly loyalty: Loyalty | null;
  /** Null where nobody has asked. */
  readonly wantsNewsletter: boolean | null;
  readonly interests: readonly (typeof interestNames)[number][];
}

const memberShare = 0.6;
const askedShare = 0.7;
const dayMs = 86_400_000;

/** A function of the person's place in the data set alone. */
export function ownFactsOf({ index, createdAt }: Pick<Person, "index" | "createdAt">): OwnFacts {
  const draws = new Draws(0, streams.ownFacts, index);
  const isMember = draws.chance(memberShare);
  const tier = draws.weighted<Loyalty["tier"]>([
    ["bronze", 3],
    ["silver", 2],
    ["gold", 1],
  ]);
  const loyalty: Loyalty = {
    tier,
    points: draws.below(2_500) * (1 + loyaltyTiers.indexOf(tier)),
    memberSince: Math.floor(createdAt / dayMs + draws.below(60)) * dayMs,
  };
  const isAsked = draws.chance(askedShare);
  const wants = draws.chance(0.5);
  return {
    loyalty: isMember ? loyalty : null,
    wantsNewsletter: isAsked ? wants : null,
    interests: interestNames.filter(() => draws.chance(0.3)),
  };
}

/** 31/01/2026, as people write it in a field that is a text. */
export function asWritten(day: number): string {
  const [year = "", month = "", date = ""] = new Date(day).toISOString().slice(0, 10).split("-");
  return `${date}/${month}/${year}`;
}
