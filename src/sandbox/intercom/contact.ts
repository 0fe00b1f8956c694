// https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/contact
// A record of the book is a user, or a lead: the second record of a person (who came back without signing in), one with
// neither an external id nor an address (a user must have one of them), and some who never signed up.
import { salesforceContactIds } from "../ids.ts";
import { languageOf } from "../world/languages.ts";
import { localeOf } from "../world/locales.ts";
import { Draws, hash } from "../world/random.ts";
import type { DeskBook, PersonRecord } from "../world.ts";
import { ownAttributesOf } from "./data-attributes.ts";
import { ownSeed, uses } from "./draws.ts";
import { secondsOf } from "./seconds.ts";

/** Instants in seconds. */
export interface Contact {
  readonly serial: number;
  readonly role: "user" | "lead";
  readonly externalId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  /** Index of the admin. */
  readonly owner: number | null;
  readonly isUnsubscribed: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly signedUpAt: number | null;
  readonly lastSeenAt: number | null;
  readonly lastRepliedAt: number | null;
  readonly lastContactedAt: number | null;
  readonly device: Device | null;
  /** English name. */
  readonly country: string | null;
  readonly customAttributes: Readonly<Record<string, unknown>>;
  /** Serials of the companies. */
  readonly companies: readonly number[];
}

export interface Device {
  readonly browser: string;
  readonly browserVersion: string;
  readonly language: string;
  readonly os: string;
}

const neverSignedUpShare = 0.12;
const ownedShare = 0.3;
const unsubscribedShare = 0.08;
const unseenShare = 0.25;
const systems = ["Windows 10", "OS X 10.15.7", "Android 14", "iOS 17.4", "Linux"] as const;

/** The contact that a record of the book is. */
export function contactOf(record: PersonRecord, book: DeskBook, worldSeed: number): Contact {
  const { serial, person } = record;
  const draws = new Draws(ownSeed(worldSeed), uses.contact, serial);
  const known = record.duplicateOf === null && record.externalOf !== null ? record.externalOf : null;
  const neverSignedUp = draws.chance(neverSignedUpShare);
  const isLead = record.duplicateOf !== null || (known === null && (record.email === null || neverSignedUp));
  const createdAt = secondsOf(record.createdAt);
  const owner = draws.chance(ownedShare) && book.agents.length > 0 ? 1 + draws.below(book.agents.length) : null;
  const isUnsubscribed = draws.chance(unsubscribedShare);
  const name = [record.givenName, record.familyName].filter((part) => part !== null && part !== "").join(" ");
  return {
    serial,
    role: isLead ? "lead" : "user",
    externalId: isLead ? leadId(worldSeed, serial) : known === null ? null : salesforceContactIds.idOf(known.serial),
    email: record.email,
    phone: record.phone,
    name: name === "" ? null : name,
    avatar: null,
    owner,
    isUnsubscribed,
    createdAt,
    updatedAt: secondsOf(record.updatedAt),
    signedUpAt: isLead ? null : createdAt,
    lastSeenAt: draws.chance(unseenShare) ? null : secondsOf(record.updatedAt),
    get lastRepliedAt() {
      return lastOf(book.tickets.of(serial).map((ticket) => book.tickets.at(ticket).createdAt));
    },
    get lastContactedAt() {
      const taken = book.tickets.of(serial).map((ticket) => book.tickets.at(ticket));
      return lastOf(taken.filter((ticket) => ticket.assignee !== null).map((ticket) => ticket.updatedAt));
    },
    device: deviceOf(draws, person.country),
    country: localeOf(person.country).countryName,
    customAttributes: ownAttributesOf(person),
    companies: person.company === null || isLead ? [] : [person.company],
  };
}

/** Intercom gives leads an external id of its own. */
export function leadId(worldSeed: number, serial: number): string {
  const hex = [0, 1, 2, 3]
    .map((part) =>
      hash(ownSeed(worldSeed), uses.externalId + part * 16, serial)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function deviceOf(draws: Draws, country: string): Device | null {
  if (draws.chance(0.35)) return null;
  return {
    browser: draws.pick(["chrome", "firefox", "safari", "edge"]),
    browserVersion: `${100 + draws.below(40)}.0.0`,
    language: languageOf(country),
    os: draws.pick(systems),
  };
}

function lastOf(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : secondsOf(instants.reduce((a, b) => Math.max(a, b)));
}
