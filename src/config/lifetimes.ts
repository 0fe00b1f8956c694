// How long what was read may be served again, by type of entity.
import type { EntityType } from "../mapping/entities.ts";
import { byEntityType, ENTITY_TYPES } from "../mapping/entity-types.ts";
import { settings, whole } from "./settings.ts";

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

const DAY = 86_400;

/** What holds where nothing is written: as the table of types says, and through a day of failures. */
export const defaultLifetimes: Lifetimes = byEntityType((type) => {
  const { freshSeconds, staleSeconds } = ENTITY_TYPES[type];
  return { freshSeconds, staleSeconds, staleIfErrorSeconds: DAY };
});

function lifetime() {
  return settings({
    freshSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleIfErrorSeconds: whole("seconds", 0, 30 * DAY).optional(),
  }).optional();
}

/** Lifetimes as written: any types, and of each any of the three. */
export const lifetimesSchema = settings(byEntityType(lifetime));

type Written = { readonly [T in EntityType]?: { readonly [K in keyof Lifetime]?: number | undefined } | undefined };

/** What is written, over what it was before. */
export function withLifetimes(base: Lifetimes, written: Written): Lifetimes {
  return byEntityType((type) => {
    const freshSeconds = written[type]?.freshSeconds ?? base[type].freshSeconds;
    const staleSeconds = Math.max(freshSeconds, written[type]?.staleSeconds ?? base[type].staleSeconds);
    const staleIfErrorSeconds = written[type]?.staleIfErrorSeconds ?? base[type].staleIfErrorSeconds;
    return { freshSeconds, staleSeconds, staleIfErrorSeconds: Math.max(staleSeconds, staleIfErrorSeconds) };
  });
}
