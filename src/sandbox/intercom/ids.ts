// Contacts and companies have ids of 24 hexadecimal digits; everything else is numbered, and written as a string or a
// number, as the field would have it.
import { hash } from "../world/random.ts";

/** A one-to-one mapping of serials to ids. */
export interface IdScheme {
  idOf(serial: number): string;
  /** Null when no record can have that id. */
  serialOf(id: string): number | null;
}

function hexIds(tag: number): IdScheme {
  const middle = `1bb69f${tag.toString(16).padStart(2, "0")}`;
  const idOf = (serial: number): string => {
    // The first part is a check: it makes an invented id miss.
    const check = hash(tag, 0, serial) % 0x1000000;
    return `67${check.toString(16).padStart(6, "0")}${middle}${serial.toString(16).padStart(8, "0")}`;
  };
  return {
    idOf,
    serialOf(id) {
      if (!/^[0-9a-f]{24}$/.test(id)) return null;
      const serial = Number.parseInt(id.slice(16), 16);
      return idOf(serial) === id ? serial : null;
    },
  };
}

function numbers(first: number, step: number): IdScheme {
  return {
    idOf: (serial) => String(first + serial * step),
    serialOf(id) {
      if (!/^[1-9]\d{0,15}$/.test(id)) return null;
      const serial = (Number(id) - first) / step;
      return Number.isSafeInteger(serial) && serial >= 0 ? serial : null;
    },
  };
}

export const contactIds = hexIds(0x21);
export const companyIds = hexIds(0x4c);
export const adminIds = numbers(991_267_459, 7);
export const teamIds = numbers(5_017_690, 1);
export const tagIds = numbers(7_522_901, 3);
/** Conversations and tickets share their numbers, as they do in Intercom's inbox. */
export const threadIds = numbers(215_469_000_017, 3);
export const ticketTypeIds = numbers(2_310_401, 2);
export const ticketStateIds = numbers(4_880_121, 1);
export const ticketAttributeIds = numbers(8_144_031, 1);

const partsPerThread = 1_000;

/** `place` is the part's place in its conversation or ticket; the message that began it has place 0. */
export function partId(thread: number, place: number): string {
  return String(24_100_000_000 + thread * partsPerThread + place);
}

/** The number of a ticket in the inbox, which the API does not take. */
export function inboxNumber(thread: number): string {
  return String(thread + 1);
}

export const workspaceId = "tr1butry";
/** Fin, which answers and assigns by itself. */
export const bot = { id: "991267452", name: "Fin", email: `operator+${workspaceId}@intercom.io` } as const;
