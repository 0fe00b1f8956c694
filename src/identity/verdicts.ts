// What administrators have decided, as it stands now: of words that contradict each other the last counts.
import type { RecordKey } from "./people.ts";

export interface Decision {
  /** merge: `records` are one. split: `records` are one of their own, apart from each of `from`. */
  readonly kind: "merge" | "split";
  /** Later ones compare greater. */
  readonly at: string;
  readonly records: readonly RecordKey[];
  readonly from: readonly RecordKey[];
}

export interface Verdicts {
  /** Pairs that are one. */
  readonly joined: readonly (readonly [number, number])[];
  areApart(a: number, b: number): boolean;
}

/** @param placeOf the place of a record among those looked at; undefined for others */
export function verdictsOf(
  decisions: readonly Decision[],
  placeOf: (record: RecordKey) => number | undefined,
): Verdicts {
  const joined: (readonly [number, number])[] = [];
  const apart = new Set<string>();
  const groupOf = new Map<number, readonly number[]>();
  const groupWith = (place: number): readonly number[] => groupOf.get(place) ?? [place];
  const areApart = (a: number, b: number): boolean => apart.has(a < b ? `${a},${b}` : `${b},${a}`);

  // From the last word to the first: what a later one rules out, also by way of others, is not said any more.
  const join = (a: number, b: number): void => {
    const [ofA, ofB] = [groupWith(a), groupWith(b)];
    if (ofA.includes(b) || ofA.some((one) => ofB.some((other) => areApart(one, other)))) return;
    const group = [...ofA, ...ofB];
    for (const place of group) groupOf.set(place, group);
    joined.push(a < b ? [a, b] : [b, a]);
  };
  const part = (a: number, b: number): void => {
    if (!groupWith(a).includes(b)) apart.add(a < b ? `${a},${b}` : `${b},${a}`);
  };
  for (const { kind, records, from } of latestFirst(decisions)) {
    const own = records.flatMap((record) => placeOf(record) ?? []).toSorted((a, b) => a - b);
    const others = kind === "split" ? from.flatMap((record) => placeOf(record) ?? []) : [];
    for (const [index, a] of own.entries()) {
      for (const b of others) if (a !== b) part(a, b);
      for (const b of own.slice(index + 1)) if (a !== b) join(a, b);
    }
  }
  return { joined, areApart };
}

/** Of two of one instant, the one that stands later in the list is the later. */
function latestFirst(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.toReversed().sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}
