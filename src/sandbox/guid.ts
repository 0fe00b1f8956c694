// GUIDs that say which record they are of: a vendor that numbers its records by GUID needs no index over them.
import { hash } from "./world/random.ts";

export interface GuidScheme {
  /** Lower case, 8-4-4-4-12. */
  idOf(serial: number): string;
  /** Null when no record has that id; takes either case. */
  serialOf(id: string): number | null;
}

const guidPattern = /^[0-9a-f]{8}-([0-9a-f]{4})-ef11-[0-9a-f]{4}-6045bd([0-9a-f]{6})$/i;
const lowRange = 2 ** 24;

/** Each `tag`, from 0 to 4095, gives other ids. They look like those that a database hands out in sequence. */
export function guidScheme(tag: number): GuidScheme {
  const variant = (0x8000 | tag).toString(16);
  const idOf = (serial: number): string => {
    const high = Math.floor(serial / lowRange);
    // The first part is a check: it makes an invented id miss.
    return `${hex(hash(tag, high, serial), 8)}-${hex(high, 4)}-ef11-${variant}-6045bd${hex(serial % lowRange, 6)}`;
  };
  return {
    idOf,
    serialOf(id) {
      const [, high, low] = guidPattern.exec(id) ?? [];
      if (high === undefined || low === undefined) return null;
      const serial = Number.parseInt(high, 16) * lowRange + Number.parseInt(low, 16);
      return idOf(serial) === id.toLowerCase() ? serial : null;
    },
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
