import type { EngagementName } from "./crm-object.ts";
import { hubspotContactId, hubspotContactSerial } from "../ids.ts";

/** Numeric ids as strings, growing with the serial. */
export interface IdScheme {
  idOf(serial: number): string;
  /** Null when no record can have that id. */
  serialOf(id: string): number | null;
  /** Serial of the first record whose id is greater. */
  serialAfter(id: number): number;
}

function scheme(first: number, step: number): IdScheme {
  return {
    idOf: (serial) => String(first + serial * step),
    serialOf(id) {
      if (!/^[1-9]\d{0,14}$/.test(id)) return null;
      const offset = Number(id) - first;
      return offset >= 0 && offset % step === 0 ? offset / step : null;
    },
    serialAfter: (id) => Math.max(0, Math.floor((id - first) / step) + 1),
  };
}

const firstContact = Number(hubspotContactId(0));

/** The contacts' own two functions stand in ../ids.ts: the other vendors carry these ids. */
export const contactIds: IdScheme = {
  ...scheme(firstContact, Number(hubspotContactId(1)) - firstContact),
  idOf: hubspotContactId,
  serialOf: hubspotContactSerial,
};
export const companyIds = scheme(8_900_004_211, 7);
export const dealIds = scheme(19_200_000_513, 5);
/** Each type counts for itself: a note and a call may have the same number. */
export const engagementIds: Readonly<Record<EngagementName, IdScheme>> = {
  notes: scheme(37_100_000_209, 3),
  tasks: scheme(37_100_000_209, 5),
  calls: scheme(48_200_000_117, 7),
  meetings: scheme(48_200_000_117, 3),
  emails: scheme(52_300_000_331, 9),
};
export const ownerIds = scheme(70_000_041, 13);
/** int32 in the contract. */
export const ownerUserIds = scheme(41_000_007, 11);
