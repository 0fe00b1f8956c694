// What administrators have decided, as it stands now: of two records the last word counts.
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
  const last = new Map<string, { readonly pair: readonly [number, number]; readonly isJoined: boolean }>();
  const say = (a: number, b: number, isJoined: boolean): void => {
    const pair = a < b ? ([a, b] as const) : ([b, a] as const);
    last.set(pair.join(), { pair, isJoined });
  };
  for (const { kind, records, from } of decisions.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    const own = records.flatMap((record) => placeOf(record) ?? []);
    const others = kind === "split" ? from.flatMap((record) => placeOf(record) ?? []) : [];
    for (const [index, a] of own.entries()) {
      for (const b of own.slice(index + 1)) if (a !== b) say(a, b, true);
      for (const b of others) if (a !== b) say(a, b, false);
    }
  }
  return {
    joined: [...last.values()].filter(({ isJoined }) => isJoined).map(({ pair }) => pair),
    areApart: (a, b) => last.get(a < b ? `${a},${b}` : `${b},${a}`)?.isJoined === false,
  };
}
