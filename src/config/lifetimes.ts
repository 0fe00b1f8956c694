// How long what was read may be served again, by type of entity.
import type { Connector } from "../connectors/contract.ts";
import { settings, whole } from "./settings.ts";

export type EntityType = keyof Connector["entities"];

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
};

function lifetime() {
  return settings({
    freshSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleSeconds: whole("seconds", 0, 7 * DAY).optional(),
    staleIfErrorSeconds: whole("seconds", 0, 30 * DAY).optional(),
  }).optional();
}

/** Lifetimes as written: any types, and of each any of the three. */
export const lifetimesSchema = settings({
  Contact: lifetime(),
  Company: lifetime(),
  Deal: lifetime(),
  DealStage: lifetime(),
  Activity: lifetime(),
  Ticket: lifetime(),
  TicketComment: lifetime(),
  User: lifetime(),
  Payment: lifetime(),
  Refund: lifetime(),
  Invoice: lifetime(),
  BillingSubscription: lifetime(),
} satisfies Record<EntityType, ReturnType<typeof lifetime>>);

type Written = { readonly [T in EntityType]?: { readonly [K in keyof Lifetime]?: number | undefined } | undefined };

/** What is written, over what it was before. */
export function withLifetimes(base: Lifetimes, written: Written): Lifetimes {
  const of = (type: EntityType): Lifetime => {
    const freshSeconds = written[type]?.freshSeconds ?? base[type].freshSeconds;
    const staleSeconds = Math.max(freshSeconds, written[type]?.staleSeconds ?? base[type].staleSeconds);
    const staleIfErrorSeconds = written[type]?.staleIfErrorSeconds ?? base[type].staleIfErrorSeconds;
    return { freshSeconds, staleSeconds, staleIfErrorSeconds: Math.max(staleSeconds, staleIfErrorSeconds) };
  };
  return {
    Contact: of("Contact"),
    Company: of("Company"),
    Deal: of("Deal"),
    DealStage: of("DealStage"),
    Activity: of("Activity"),
    Ticket: of("Ticket"),
    TicketComment: of("TicketComment"),
    User: of("User"),
    Payment: of("Payment"),
    Refund: of("Refund"),
    Invoice: of("Invoice"),
    BillingSubscription: of("BillingSubscription"),
  };
}
