// How long what was read may be served again, by type of entity.
import { entityTypes, type EntityType } from "../mapping/entities.ts";
import { settings, whole } from "./settings.ts";

export type { EntityType };

/** Each counted since the entity was read; none is shorter than the one before. */
export interface Lifetime {
  /** Served without asking the source. */
  readonly freshSeconds: number;
  /** Served while the source is asked in the background. */
  readonly staleSeconds: number;
  /** Served, and marked stale, while the source fails. */
  readonly staleIfErrorSeconds: number;
}

export type Lifetimes = Readonly<Record<EntityType, Lifetime>>;

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** People and money move slowly, tickets do not; what an account defines itself hardly ever changes. */
export const defaultLifetimes: Lifetimes = {
  Contact: { freshSeconds: 60, staleSeconds: 300, staleIfErrorSeconds: DAY },
  Company: { freshSeconds: 300, staleSeconds: HOUR, staleIfErrorSeconds: DAY },
  Deal: { freshSeconds: 30, staleSeconds: 120, staleIfErrorSeconds: DAY },
  DealStage: { freshSeconds: HOUR, staleSeconds: DAY, staleIfErrorSeconds: DAY },
  Activity: { freshSeconds: 30, staleSeconds: 120, staleIfErrorSeconds: DAY },
  Ticket: { freshSeconds: 15, staleSeconds: 60, staleIfErrorSeconds: DAY },
  TicketComment: { freshSeconds: 15, staleSeconds: 60, staleIfErrorSeconds: DAY },
  User: { freshSeconds: 300, staleSeconds: HOUR, staleIfErrorSeconds: DAY },
  Payment: { freshSeconds: 30, staleSeconds: 120, staleIfErrorSeconds: DAY },
  Refund: { freshSeconds: 30, staleSeconds: 120, staleIfErrorSeconds: DAY },
  Invoice: { freshSeconds: 60, staleSeconds: 300, staleIfErrorSeconds: DAY },
  BillingSubscription: { freshSeconds: 60, staleSeconds: 300, staleIfErrorSeconds: DAY },
  Player: { freshSeconds: 30, staleSeconds: 120, staleIfErrorSeconds: DAY },
};

/** Something for each type. */
function ofEachType<V>(make: (type: EntityType) => V): Record<EntityType, V> {
  // Every type is in the list, and nothing else.
  return Object.fromEntries(entityTypes.map((type) => [type, make(type)])) as Record<EntityType, V>;
}

function lifetime() {
  return settings({
    freshSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleIfErrorSeconds: whole("seconds", 0, 30 * DAY).optional(),
  }).optional();
}

/** Lifetimes as written: any types, and of each any of the three. */
export const lifetimesSchema = settings(ofEachType(lifetime));

type Written = { readonly [T in EntityType]?: { readonly [K in keyof Lifetime]?: number | undefined } | undefined };

/** What is written, over what it was before. */
export function withLifetimes(base: Lifetimes, written: Written): Lifetimes {
  return ofEachType((type) => {
    const freshSeconds = written[type]?.freshSeconds ?? base[type].freshSeconds;
    const staleSeconds = Math.max(freshSeconds, written[type]?.staleSeconds ?? base[type].staleSeconds);
    const staleIfErrorSeconds = written[type]?.staleIfErrorSeconds ?? base[type].staleIfErrorSeconds;
    return { freshSeconds, staleSeconds, staleIfErrorSeconds: Math.max(staleSeconds, staleIfErrorSeconds) };
  });
}
