// The sources' groups as one list: what means the same in several sources is one group.
import type { Source } from "../loaders/source.ts";
import type { SummedGroup } from "./load-sums.ts";
import { totalsOf } from "./money-sum.ts";
import { LEADING_FIELDS, type Grouping } from "./summed-types.ts";
import type { SumGroup } from "./tally.ts";

export interface Merge {
  /**
   * Throws RangeError for a sum that is not exact any more.
   * @param brandField the field that names the brand of each row, where the source's rows have one each
   */
  add(source: Source, brandField: string | null, groups: readonly SumGroup[]): void;
  /** By month, then in the order of the sources, then by what they share, then by currency; what has nothing comes last. */
  groups(): readonly SummedGroup[];
}

export function createMerge({ by, isByCurrency, isByBrand }: Grouping, brands: readonly string[]): Merge {
  const merged = new Map<string, SummedGroup>();
  const places = new Map<string, number>();

  return {
    add(source, brandField, groups) {
      places.set(source.name, places.size);
      for (const { keys: all, month, count, amount } of groups) {
        const keys = Object.fromEntries(by.map((field) => [field, all[field] ?? null]));
        const leads = by.some((field) => LEADING_FIELDS.has(field) && keys[field] !== null);
        const group: SummedGroup = {
          source: leads ? source.name : null,
          keys,
          month,
          brands: isByBrand ? brandsOf(source, brandField === null ? undefined : (all[brandField] ?? null)) : null,
          currency: isByCurrency ? (amount?.currency ?? null) : null,
          count,
          amount,
        };
        const { source: of, brands: named } = group;
        const key = JSON.stringify([of, keys, month, named, amount?.currency ?? null]);
        const known = merged.get(key);
        merged.set(key, known === undefined ? group : both(known, group));
      }
    },
    groups: () => [...merged.values()].sort(compare),
  };

  /** @param rowBrand the source's id of the row's own brand, null for none; undefined where rows are the source's */
  function brandsOf(source: Source, rowBrand: string | null | undefined): readonly string[] {
    if (rowBrand === undefined) return source.brands.filter((brand) => brands.includes(brand)).sort();
    if (rowBrand === null) return [];
    return [(Object.hasOwn(source.brandNames, rowBrand) ? source.brandNames[rowBrand] : undefined) ?? rowBrand];
  }

  function compare(a: SummedGroup, b: SummedGroup): number {
    const placeOf = ({ source }: SummedGroup): number => (source === null ? Infinity : (places.get(source) ?? 0));
    return (
      lastWithout(a.month, b.month) ||
      (placeOf(a) === placeOf(b) ? 0 : placeOf(a) - placeOf(b)) ||
      lastWithout(JSON.stringify(a.brands), JSON.stringify(b.brands)) ||
      by.reduce((order, field) => order || lastWithout(a.keys[field] ?? null, b.keys[field] ?? null), 0) ||
      lastWithout(a.amount?.currency ?? null, b.amount?.currency ?? null)
    );
  }
}

function lastWithout(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}

/** Of one currency, or both without an amount. */
function both(one: SummedGroup, other: SummedGroup): SummedGroup {
  const amounts = [one.amount, other.amount].filter((amount) => amount !== null);
  const [amount = null] = totalsOf(amounts);
  return { ...one, count: one.count + other.count, amount };
}
