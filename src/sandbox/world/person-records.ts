import type { BookName, CrmName, ExternalReference, PersonRecord, PersonRecords } from "../world.ts";
import { inAnotherCase, officeAddress, otherAddress, personIndexesIn, tagged } from "./emails.ts";
import type { Parents } from "./offspring.ts";
import type { KnownPerson, People } from "./people.ts";
import { asTyped } from "./phones.ts";
import { Draws, share } from "./random.ts";
import { createRows, numberAt } from "./rows.ts";
import { streams } from "./streams.ts";
import { laterThan } from "./timeline.ts";

/** How one book's people are known to it. All shares are of its records. */
export interface RecordsPlan {
  readonly name: string;
  readonly book: BookName;
  readonly seed: number;
  readonly stream: number;
  readonly people: People;
  /** Where in a person's slot of time the record was made, in [0.2, 0.6]. */
  readonly within: number;
  readonly tag: string;
  readonly noEmailShare: number;
  /** Of the members that came early enough: two records with one e-mail. */
  readonly duplicateShare: number;
  /** Names are as people write them, and the address is their main one. */
  readonly isTidy: boolean;
  /** Some give the mailbox of their office. */
  readonly hasOffices: boolean;
  /** The CRM whose serials are carried, and by how many of the people that are in both. */
  readonly external: External | null;
}

export interface External {
  readonly book: CrmName;
  readonly records: IndexedRecords;
  readonly share: number;
}

/** Person records that can also be asked by person. */
export interface IndexedRecords extends PersonRecords, SeededRecords {}

/** As the seed has them. */
export interface SeededRecords extends Omit<PersonRecords, "edits" | "change"> {
  personOf(serial: number): number;
  readonly asParents: Parents;
}

const officeShare = 0.01;
const tagShare = 0.03;
const otherCaseShare = 0.05;
const otherAddressShare = { withExternalId: 0.1, without: 0.01 };
const noPhoneShare = 0.21;
const noFamilyNameShare = 0.03;
const romanisedShare = 0.1;

/** Marks an entry of the serial index as the second record of its person. */
const second = 0x8000_0000;
/** Where in a slot of time the records of those are made that do not come first in it. */
const secondWithin = 0.7;
const outsiderWithin = 0.88;

/** One book's person records; only two typed arrays are kept. */
export function createPersonRecords(plan: RecordsPlan): SeededRecords {
  const { seed, stream, people, external } = plan;
  const slots = people.slots.count;
  const members = people.membersOf(plan.book);
  // A second record comes a twentieth of the time later, so that the two are not neighbours.
  const delay = Math.max(1, Math.floor(slots / 20));
  const hasSecond = (index: number): boolean =>
    index + delay < slots &&
    share(seed, stream + 1, index) < plan.duplicateShare &&
    members.has(index) &&
    people.hasEmail(index);
  const isSecondIn = (slot: number): boolean => slot >= delay && hasSecond(slot - delay);

  const before = new Uint32Array(slots + 1);
  const entries = new Uint32Array(slots + people.size);
  let size = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    before[slot] = size;
    if (members.has(slot)) entries[size++] = slot;
    if (isSecondIn(slot)) entries[size++] = (slot - delay + second) >>> 0;
    const outsider = members.outsiderIn(slot);
    if (outsider !== null) entries[size++] = outsider;
  }
  before[slots] = size;
  const personBySerial = entries.slice(0, size);

  const personOf = (serial: number): number => numberAt(personBySerial, serial) & ~second;

  function serialsOf(index: number): readonly number[] {
    if (!Number.isInteger(index) || index < 0 || index >= people.size || !members.has(index)) return [];
    const slot = people.slotOf(index);
    const first = numberAt(before, slot);
    if (index >= slots) return [first + (members.has(slot) ? 1 : 0) + (isSecondIn(slot) ? 1 : 0)];
    if (!hasSecond(index)) return [first];
    return [first, numberAt(before, index + delay) + (members.has(index + delay) ? 1 : 0)];
  }

  function externalSerialOf(index: number): number | null {
    if (external === null || share(seed, stream + 2, index) >= external.share) return null;
    return external.records.serialsOf(index)[0] ?? null;
  }

  function addressOf(known: KnownPerson, hasExternalId: boolean): string | null {
    const { index, email } = known.person;
    const draws = new Draws(seed, stream + 3, index);
    if (email === null || draws.chance(plan.noEmailShare)) return null;
    const first = index - (index % 2);
    if (plan.hasOffices && share(seed, streams.office, first) < officeShare) return officeAddress(first);
    const otherShare = hasExternalId ? otherAddressShare.withExternalId : otherAddressShare.without;
    if (!plan.isTidy && draws.chance(otherShare)) return otherAddress(email);
    return draws.chance(tagShare) ? tagged(email, plan.tag) : email;
  }

  function madeAt(index: number, isSecond: boolean, unit: number): number {
    const within = isSecond ? secondWithin : index < slots ? plan.within : outsiderWithin;
    return people.slots.timeIn(isSecond ? index + delay : people.slotOf(index), within + unit * 0.1);
  }

  function make(serial: number): PersonRecord {
    const isSecond = numberAt(personBySerial, serial) >= second;
    const index = personOf(serial);
    const known = people.at(index);
    const { person } = known;
    const draws = new Draws(seed, stream, serial);
    const externalSerial = externalSerialOf(index);
    const externalOf: ExternalReference | null =
      external === null || externalSerial === null ? null : { book: external.book, serial: externalSerial };
    const address = addressOf(known, externalOf !== null);
    const isRomanised = !plan.isTidy && draws.chance(romanisedShare);
    const createdAt = madeAt(index, isSecond, draws.unit());
    return {
      serial,
      person,
      givenName: isRomanised ? capitalised(known.given.ascii) : person.givenName,
      familyName: draws.chance(noFamilyNameShare)
        ? null
        : isRomanised
          ? capitalised(known.family.ascii)
          : person.familyName,
      email: address !== null && draws.chance(otherCaseShare) ? inAnotherCase(draws, address) : address,
      phone: person.phone === null || draws.chance(noPhoneShare) ? null : asTyped(draws, person.phone, person.country),
      crmSerial: externalOf?.book === "hubspot" ? externalOf.serial : null,
      externalOf,
      duplicateOf: isSecond ? (serialsOf(index)[0] ?? null) : null,
      createdAt,
      updatedAt: laterThan(createdAt, draws.unit()),
    };
  }

  function withExternal(reference: ExternalReference): readonly number[] {
    if (external === null || external.book !== reference.book) return [];
    const { records } = external;
    if (!(reference.serial >= 0 && reference.serial < records.size)) return [];
    const index = records.personOf(reference.serial);
    return externalSerialOf(index) === reference.serial ? serialsOf(index) : [];
  }

  return {
    ...createRows(plan.name, size, make),
    personOf,
    serialsOf,
    withExternal,
    withCrmSerial: (crmSerial) => withExternal({ book: "hubspot", serial: crmSerial }),
    withEmail(email) {
      const wanted = email.toLowerCase();
      const serials = personIndexesIn(wanted).flatMap((index) => serialsOf(index));
      return serials.filter((serial) => make(serial).email?.toLowerCase() === wanted).toSorted((a, b) => a - b);
    },
    asParents: {
      size,
      // One millisecond on, because instants are rounded down.
      firstThereAt: size === 0 ? 0 : people.slots.timeIn(people.slotOf(personOf(0)) + 1, 0) + 1,
      countAt: (at) => numberAt(before, people.slots.countBefore(at)),
    },
  };
}

function capitalised(ascii: string): string {
  return ascii.slice(0, 1).toUpperCase() + ascii.slice(1);
}
