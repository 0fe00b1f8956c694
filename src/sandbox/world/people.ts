import type { BookName, Person } from "../world.ts";
import { mainAddress } from "./emails.ts";
import { localeAt } from "./locales.ts";
import { membershipIn } from "./membership.ts";
import type { Name } from "./names.ts";
import { createOutsiders } from "./outsiders.ts";
import { phoneOf } from "./phones.ts";
import { Draws, share } from "./random.ts";
import { streams } from "./streams.ts";
import type { Slots } from "./timeline.ts";

/** A person with what only the data set needs to know. */
export interface KnownPerson {
  readonly person: Person;
  readonly given: Name;
  readonly family: Name;
}

/** Who has a record in one book. */
export interface Members {
  has(index: number): boolean;
  /** Who came in this slot of time besides the regular, and is in this book alone; null when nobody did. */
  outsiderIn(slot: number): number | null;
}

/** Everybody: a regular for each slot of time, with its number, and after all of them the outsiders. */
export interface People {
  readonly size: number;
  readonly slots: Slots;
  at(index: number): KnownPerson;
  membersOf(book: BookName): Members;
  /** In which slot of time the person came. */
  slotOf(index: number): number;
  hasEmail(index: number): boolean;
  /** Index of the person's company, or null, without making the person. */
  employer(index: number): number | null;
}

const noEmailShare = 0.01;
const noPhoneShare = 0.05;
/** Of those whose predecessor lives in the same country. */
const familyPhoneShare = 0.2;
const employedShare = 0.72;
/** In a slot of time first the regular comes, then everybody's records are made, then the outsider comes. */
const outsiderWithin = 0.8;

/** Regulars in the order in which they came, then outsiders in theirs. */
export function createPeople(seed: number, slots: Slots, companies: number): People {
  const outsiders = createOutsiders(slots.count);
  const isRegular = (index: number): boolean => index < slots.count;
  const slotOf = (index: number): number => (isRegular(index) ? index : outsiders.slotOf(index - slots.count));

  function employer(index: number): number | null {
    const unit = share(seed, streams.employer, index);
    if (unit >= employedShare) return null;
    // Squared, so that the first companies are large ones and most are small.
    return Math.floor(companies * (unit / employedShare) ** 2);
  }
  /** Whose number it is that the person gives: their own, or that of the person before, whom they live with. */
  function phoneOwner(index: number, country: string): number {
    if (index === 0 || share(seed, streams.familyPhone, index) >= familyPhoneShare) return index;
    const before = localeAt(new Draws(seed, streams.person, index - 1).unit());
    return before.country === country ? index - 1 : index;
  }
  const hasEmail = (index: number): boolean => share(seed, streams.hasEmail, index) >= noEmailShare;

  return {
    size: slots.count + outsiders.size,
    slots,
    employer,
    hasEmail,
    slotOf,
    membersOf(book) {
      const isMember = membershipIn(seed, book);
      return {
        has: (index) => (isRegular(index) ? isMember(index) : outsiders.bookOf(index - slots.count) === book),
        outsiderIn(slot) {
          const outsider = outsiders.cameIn(slot);
          return outsider !== null && outsiders.bookOf(outsider) === book ? slots.count + outsider : null;
        },
      };
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
        phone: draws.chance(noPhoneShare) ? null : phoneOf(locale, phoneOwner(index, locale.country)),
        country: locale.country,
        company: employer(index),
        createdAt: slots.timeIn(
          slotOf(index),
          isRegular(index) ? draws.unit() * 0.2 : outsiderWithin + draws.unit() * 0.05,
        ),
      };
      return { person, given, family };
    },
  };
}
