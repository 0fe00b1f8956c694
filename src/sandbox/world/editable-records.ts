import type { PersonEdit, PersonRecord } from "../world.ts";
import type { IndexedRecords, SeededRecords } from "./person-records.ts";

/** Records of the seed under what was changed since; only what was changed is kept. */
export function editable(records: SeededRecords): IndexedRecords {
  const changed = new Map<number, PersonRecord>();
  const edits: PersonEdit[] = [];
  const at = (serial: number): PersonRecord => changed.get(serial) ?? records.at(serial);

  return {
    ...records,
    at,
    edits,
    change(serial, change, instant) {
      const before = at(serial);
      const after = { ...before, ...change, updatedAt: instant };
      changed.set(serial, after);
      edits.push({ before, after });
    },
    withEmail(email) {
      const wanted = email.toLowerCase();
      const others = records.withEmail(email).filter((serial) => !changed.has(serial));
      const own = [...changed.values()].filter((record) => record.email?.toLowerCase() === wanted);
      return [...others, ...own.map(({ serial }) => serial)].sort((a, b) => a - b);
    },
  };
}
