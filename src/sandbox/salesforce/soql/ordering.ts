import type { BoundOperand } from "./operand.ts";
import { comparable, compare } from "./scalar.ts";
import type { Scalar } from "./scalar.ts";

/** One ORDER BY item over records or groups. Amounts are sorted by what they are worth, in the corporate currency. */
export interface BoundOrder<Source> {
  readonly operand: BoundOperand<Source>;
  readonly isDescending: boolean;
  readonly areNullsLast: boolean;
}

/** What is kept of each source, in this order; equal ones stay in theirs. */
export function sorted<Source, Kept>(
  sources: Iterable<Source>,
  orders: readonly BoundOrder<Source>[],
  keep: (source: Source) => Kept,
): readonly Kept[] {
  const keyed = Array.from(sources, (source) => ({
    kept: keep(source),
    keys: orders.map(({ operand }) => comparable(operand.type, operand.readCorporate(source))),
  }));
  keyed.sort((a, b) => {
    for (const [place, order] of orders.entries()) {
      const difference = compareKeys(a.keys[place] ?? null, b.keys[place] ?? null, order);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return keyed.map(({ kept }) => kept);
}

function compareKeys(a: Scalar, b: Scalar, order: BoundOrder<never>): number {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === order.areNullsLast ? 1 : -1;
  }
  return order.isDescending ? compare(b, a) : compare(a, b);
}
