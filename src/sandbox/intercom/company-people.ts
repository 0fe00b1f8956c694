// Which contacts a company has: an index over the book, made by the first request that needs it, letting others through.
import { setImmediate } from "node:timers/promises";
import type { Contact } from "./contact.ts";
import type { Stock } from "./stock.ts";

export interface CompanyPeople {
  /** Serials of the contacts of a company, ascending. */
  of(company: number): readonly number[];
}

const rowsPerTurn = 2_000;

/** Gives the index; what was written since the start is always seen. `size` is the book's number of contacts. */
export function createCompanyPeople(contacts: Stock<Contact>, size: number): () => Promise<CompanyPeople> {
  let building: Promise<ReadonlyMap<number, readonly number[]>> | undefined;

  async function build(): Promise<ReadonlyMap<number, readonly number[]>> {
    const people = new Map<number, number[]>();
    for (let serial = 0; serial < size; serial += 1) {
      for (const company of contacts.get(serial)?.companies ?? []) {
        const known = people.get(company);
        if (known === undefined) people.set(company, [serial]);
        else known.push(serial);
      }
      if (serial % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
    }
    return people;
  }

  return async () => {
    const indexed = await (building ??= build());
    const written = new Set(contacts.written());
    const added = new Map<number, readonly number[]>();
    for (const serial of written) {
      for (const company of contacts.get(serial)?.companies ?? []) {
        added.set(company, [...(added.get(company) ?? []), serial]);
      }
    }
    return {
      of(company) {
        const known = indexed.get(company) ?? [];
        if (contacts.version === 0) return known;
        const unchanged = known.filter((serial) => !written.has(serial) && contacts.has(serial));
        return [...unchanged, ...(added.get(company) ?? [])].sort((a, b) => a - b);
      },
    };
  };
}
