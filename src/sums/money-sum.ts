import type { Money } from "../generated/types.ts";

/** A total in minor units as clients get it. Throws RangeError for one that a number does not hold exactly. */
export function exactMinorUnits(total: bigint): number {
  const minorUnits = Number(total);
  if (Number.isSafeInteger(minorUnits)) return minorUnits;
  throw new RangeError(`A sum of ${total} minor units is more than fits 53 bits`);
}

/** What amounts add up to, one sum a currency, by the currency's code. Throws RangeError. */
export function totalsOf(amounts: Iterable<Money>): Money[] {
  const totals = new Map<string, bigint>();
  for (const { minorUnits, currency } of amounts) {
    totals.set(currency, (totals.get(currency) ?? 0n) + BigInt(minorUnits));
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, total]) => ({ minorUnits: exactMinorUnits(total), currency }));
}
