// What the account holds: the players of the book, as events have changed them since.
import type { PlayerBook } from "../world.ts";
import { serialsOf } from "./player-ids.ts";
import { webhookBody, type WebhookBody } from "./webhook-body.ts";

export interface AcceptedEvent {
  readonly eid: string;
  /** Milliseconds since the epoch. */
  readonly event_date: number;
  readonly ext_brand_id: string;
  readonly user_ext_id: string;
  readonly event_type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface Account {
  hasBrand(extBrandId: string): boolean;
  hasEvent(eid: string): boolean;
  /** Null where the brand has no such player. */
  find(extBrandId: string, userExtId: string): number | null;
  /** Takes an event: `update_profile` changes the player, every other is only kept. */
  accept(event: AcceptedEvent, serial: number): void;
  /** The newest events, at most 1,000, the newest last. */
  readonly events: readonly AcceptedEvent[];
  /** The players from a serial on, as their webhooks would tell of them. */
  bodies(from: number, count: number): readonly WebhookBody[];
}

const keptEvents = 1_000;

export function createAccount(book: PlayerBook): Account {
  const eids = new Set<string>();
  const events: AcceptedEvent[] = [];
  const changes = new Map<number, WebhookBody>();

  const brandOf = (serial: number) => {
    const brand = book.brands[book.player(serial).brand];
    if (brand === undefined) throw new RangeError(`player ${serial} is of no brand`);
    return brand;
  };

  return {
    hasBrand: (extBrandId) => book.brands.some(({ key }) => key === extBrandId),
    hasEvent: (eid) => eids.has(eid),
    find(extBrandId, userExtId) {
      const serials = serialsOf(userExtId, book.players);
      return serials.find((serial) => brandOf(serial).key === extBrandId) ?? null;
    },
    accept(event, serial) {
      eids.add(event.eid);
      events.push(event);
      if (events.length > keptEvents) events.shift();
      if (event.event_type !== "update_profile") return;
      changes.set(serial, { ...changes.get(serial), ...event.payload, updated_at: String(event.event_date) });
    },
    events,
    bodies(from, count) {
      const end = Math.min(book.players.size, from + count);
      return Array.from({ length: Math.max(0, end - from) }, (_, index) => {
        const serial = from + index;
        const record = book.players.at(serial);
        return { ...webhookBody(record, book.player(serial), brandOf(serial)), ...changes.get(serial) };
      });
    },
  };
}
