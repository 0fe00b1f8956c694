import type { Person } from "../world.ts";
import { mainAddress } from "./emails.ts";
import { localeAt } from "./locales.ts";
import type { Name } from "./names.ts";
import { phoneOf } from "./phones.ts";
import { Draws, share } from "./random.ts";
import { streams } from "./streams.ts";
import type { Slots } from "./timeline.ts";

/** Which systems a person is known in. */
export interface Membership {
  readonly crm: boolean;
  readonly desk: boolean;
  readonly payments: boolean;
}

/** A person with what only the data set needs to know. */
export interface KnownPerson {
  readonly person: Person;
  readonly given: Name;
  readonly family: Name;
}

export interface People {
  readonly size: number;
  readonly slots: Slots;
  at(index: number): KnownPerson;
  membership(index: number): Membership;
  hasEmail(index: number): boolean;
  /** Index of the person's company, or null, without making the person. */
  employer(index: number): number | null;
}

// Percent of people. CRM 70, desk 60, payments 55; 8 are known to the desk only, 8 to payments only.
const memberships: readonly (readonly [percent: number, membership: Membership])[] = [
  [16, { crm: true, desk: true, payments: true }],
  [22, { crm: true, desk: true, payments: false }],
  [17, { crm: true, desk: false, payments: true }],
  [14, { crm: false, desk: true, payments: true }],
  [15, { crm: true, desk: false, payments: false }],
  [8, { crm: false, desk: true, payments: false }],
  [8, { crm: false, desk: false, payments: true }],
];
const byPercent = memberships.flatMap(([percent, membership]) => Array.from({ length: percent }, () => membership));

const noEmailShare = 0.01;
const noPhoneShare = 0.05;
const employedShare = 0.72;

/** People, in the order in which they came. */
export function createPeople(seed: number, slots: Slots, companies: number): People {
  function employer(index: number): number | null {
    const unit = share(seed, streams.employer, index);
    if (unit >= employedShare) return null;
    // Squared, so that the first companies are large ones and most are small.
    return Math.floor(companies * (unit / employedShare) ** 2);
  }
  const hasEmail = (index: number): boolean => share(seed, streams.hasEmail, index) >= noEmailShare;

  return {
    size: slots.count,
    slots,
    employer,
    hasEmail,
    membership(index) {
      const found = byPercent[Math.floor(share(seed, streams.membership, index) * byPercent.length)];
      if (found === undefined) throw new RangeError("the shares of memberships must add up to 100");
      return found;
    },
    at(index) {
      const draws = new Draws(seed, streams.person, index);
      const locale = localeAt(draws.unit());
      const given = draws.pick(locale.names.given);
      const family = draws.pick(locale.names.family);
      const email = mainAddress(draws, given, family, index);
      const person: Person = {
        index,
        givenName: given.native,
        familyName: family.native,
        email: hasEmail(index) ? email : null,
        phone: draws.chance(noPhoneShare) ? null : phoneOf(locale, index),
        country: locale.country,
        company: employer(index),
        createdAt: slots.timeIn(index, draws.unit() * 0.2),
      };
      return { person, given, family };
    },
  };
}
