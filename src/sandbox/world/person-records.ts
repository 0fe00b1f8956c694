import type { PersonRecord, PersonRecords } from "../world.ts";
import { inAnotherCase, otherAddress, personIndexIn, tagged } from "./emails.ts";
import type { Parents } from "./offspring.ts";
import type { KnownPerson, Membership, People } from "./people.ts";
import { asTyped } from "./phones.ts";
import { Draws, share } from "./random.ts";
import { createRows, numberAt } from "./rows.ts";
import { laterThan } from "./timeline.ts";

/** How one vendor's customers are known to it. All shares are of its records. */
export interface RecordsPlan {
  readonly name: string;
  readonly seed: number;
  readonly stream: number;
  readonly people: People;
  readonly isMember: (membership: Membership) => boolean;
  /** Where in a person's slot of time the record was made, in [0.2, 0.6): no two vendors at once. */
  readonly within: number;
  readonly tag: string;
  readonly noEmailShare: number;
  /** Of people: two records with one e-mail. */
  readonly duplicateShare: number;
  /** The CRM's records and how many of the people that are in both carry its serial; null for the CRM itself. */
  readonly crm: { readonly records: IndexedRecords; readonly externalIdShare: number } | null;
}

/** Person records that can also be asked by person. */
export interface IndexedRecords extends PersonRecords {
  personOf(serial: number): number;
  serialsOf(person: number): readonly number[];
  readonly asParents: Parents;
}

const tagShare = 0.03;
const otherCaseShare = 0.05;
const otherAddressShare = { withExternalId: 0.1, without: 0.01 };
const noPhoneShare = 0.21;
const noFamilyNameShare = 0.03;
const romanisedShare = 0.1;

/** Marks an entry of the serial index as the second record of its person. */
const second = 0x8000_0000;

/** One vendor's person records; only two typed arrays are kept. */
export function createPersonRecords(plan: RecordsPlan): IndexedRecords {
  const { seed, stream, people } = plan;
  // A second record comes a twentieth of the time later, so that the two are not neighbours.
  const delay = Math.max(1, Math.floor(people.size / 20));
  const isMember = (index: number): boolean => plan.isMember(people.membership(index));
  const hasSecond = (index: number): boolean =>
    index + delay < people.size &&
    share(seed, stream + 1, index) < plan.duplicateShare &&
    isMember(index) &&
    people.hasEmail(index);

  const before = new Uint32Array(people.size + 1);
  const entries = new Uint32Array(people.size * 2);
  let size = 0;
  for (let index = 0; index < people.size; index += 1) {
    before[index] = size;
    if (isMember(index)) entries[size++] = index;
    if (index >= delay && hasSecond(index - delay)) entries[size++] = (index - delay + second) >>> 0;
  }
  before[people.size] = size;
  const personBySerial = entries.slice(0, size);

  const personOf = (serial: number): number => numberAt(personBySerial, serial) & ~second;

  function serialsOf(index: number): readonly number[] {
    if (index < 0 || index >= people.size || !isMember(index)) return [];
    const first = numberAt(before, index);
    if (!hasSecond(index)) return [first];
    return [first, numberAt(before, index + delay) + (isMember(index + delay) ? 1 : 0)];
  }

  function crmSerialOf(index: number): number | null {
    if (plan.crm === null || share(seed, stream + 2, index) >= plan.crm.externalIdShare) return null;
    return plan.crm.records.serialsOf(index)[0] ?? null;
  }

  function addressOf(known: KnownPerson, hasExternalId: boolean): string | null {
    const { index, email } = known.person;
    const draws = new Draws(seed, stream + 3, index);
    if (email === null || draws.chance(plan.noEmailShare)) return null;
    if (
      plan.crm !== null &&
      draws.chance(hasExternalId ? otherAddressShare.withExternalId : otherAddressShare.without)
    ) {
      return otherAddress(email);
    }
    return draws.chance(tagShare) ? tagged(email, plan.tag) : email;
  }

  function make(serial: number): PersonRecord {
    const entry = numberAt(personBySerial, serial);
    const isSecond = entry >= second;
    const index = personOf(serial);
    const known = people.at(index);
    const { person } = known;
    const draws = new Draws(seed, stream, serial);
    const crmSerial = crmSerialOf(index);
    const address = addressOf(known, crmSerial !== null);
    const isRomanised = plan.crm !== null && draws.chance(romanisedShare);
    const within = (isSecond ? 0.7 : plan.within) + draws.unit() * 0.1;
    const createdAt = people.slots.timeIn(isSecond ? index + delay : index, within);
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
      crmSerial,
      createdAt,
      updatedAt: laterThan(createdAt, draws.unit()),
    };
  }

  return {
    ...createRows(plan.name, size, make),
    personOf,
    serialsOf,
    withEmail(email) {
      const wanted = email.toLowerCase();
      const index = personIndexIn(wanted);
      return index === null ? [] : serialsOf(index).filter((serial) => make(serial).email?.toLowerCase() === wanted);
    },
    withCrmSerial(crmSerial) {
      if (plan.crm === null || !(crmSerial >= 0 && crmSerial < plan.crm.records.size)) return [];
      const index = plan.crm.records.personOf(crmSerial);
      return crmSerialOf(index) === crmSerial ? serialsOf(index) : [];
    },
    asParents: {
      size,
      // One millisecond on, because instants are rounded down.
      firstThereAt: size === 0 ? 0 : people.slots.timeIn(personOf(0) + 1, 0) + 1,
      countAt: (at) => numberAt(before, people.slots.countBefore(at)),
    },
  };
}

function capitalised(ascii: string): string {
  return ascii.slice(0, 1).toUpperCase() + ascii.slice(1);
}
