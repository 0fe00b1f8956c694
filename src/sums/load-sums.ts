// What several sources have of a type, counted and added up: each counted for itself, and kept, and then put together.
import type { Filter, SumRequest } from "../connectors/contract.ts";
import { UpstreamError } from "../errors.ts";
import type { Money } from "../generated/types.ts";
import type { LoadScope } from "../loaders/load-scope.ts";
import { asError } from "../loaders/read-through.ts";
import { rowSightOf, seenOnly } from "../loaders/row-sight.ts";
import type { Source } from "../loaders/source.ts";
import { countRecords, type Counting } from "./count-records.ts";
import { createMerge } from "./merge-groups.ts";
import type { Counted, SumStore } from "./sum-store.ts";
import { SUMMED_TYPES, type Grouping, type SummedType } from "./summed-types.ts";

/** Records that were counted together, whichever sources they are of. */
export interface SummedGroup {
  /** The source that the ids in `keys` are of; null where there are none. */
  readonly source: string | null;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly month: string | null;
  /** Names of the brands of their sources that the caller may see; null where they were not told apart. */
  readonly brands: readonly string[] | null;
  /** Null where currencies were not asked for, though they are always told apart. */
  readonly currency: string | null;
  readonly count: number;
  readonly amount: Money | null;
}

export interface Summed {
  /** When the oldest part began to be read, RFC 3339; null where no part could be. */
  readonly asOf: string | null;
  /** False while something is still being read, and where something can't be. */
  readonly isComplete: boolean;
  readonly groups: readonly SummedGroup[];
  /** What can't be read, one error a source. */
  readonly failures: readonly Error[];
}

export interface SumsOf {
  /** Never rejects for what a source does: that is a failure beside what the others have. */
  of(
    type: SummedType,
    grouping: Grouping,
    parts: readonly { readonly source: Source; readonly filter: Filter }[],
  ): Promise<Summed>;
}

/** Of the time that an operation has left, what may be waited for sums: what they lead to is read after them. */
const SHARE_OF_TIME = 0.75;

/** @param brands that the caller may see */
export function createSums(store: SumStore, scope: LoadScope, brands: readonly string[]): SumsOf {
  const { clock, observer } = scope;

  async function count(
    type: SummedType,
    grouping: Grouping,
    source: Source,
    filter: Filter,
    untilMs: number,
  ): Promise<Counted> {
    const { monthOf, amount, only } = SUMMED_TYPES[type];
    const sight = rowSightOf(scope, source, type);
    const brandField = grouping.isByBrand && sight !== null ? [sight.field] : [];
    const request: SumRequest = {
      by: [...grouping.by, ...brandField, ...(only === null ? [] : [only.field])],
      monthOf: grouping.isByMonth ? monthOf : null,
      amount,
      filter: seenOnly(filter, sight),
    };
    const counting: Counting = {
      source,
      of: { type, request, only },
      clock,
      observe: ({ ms, outcome, shared }) => observer.onCall(source.name, ms, outcome, shared),
    };
    const { counted, freshForMs, isKept } = await store.read(
      {
        key: JSON.stringify([source.name, type, request]),
        source: source.name,
        count: (run) => countRecords(counting, run),
        onUnheard: (error) => scope.onBackgroundError(error),
      },
      untilMs,
    );
    if (isKept) observer.onCacheHit(source.name, clock.now() - counted.readAtMs);
    else observer.onCacheMiss(source.name);
    observer.onLifetime(freshForMs);
    return counted;
  }

  return {
    async of(type, grouping, parts) {
      const untilMs = clock.now() + SHARE_OF_TIME * (scope.deadlineMs - clock.now());
      const results = await Promise.allSettled(
        parts.map(({ source, filter }) => {
          const waitMs = Math.min(untilMs, scope.patience?.untilMs(source.name) ?? Infinity);
          return count(type, grouping, source, filter, waitMs);
        }),
      );
      const merge = createMerge(grouping, brands);
      const failures: Error[] = [];
      let isComplete = true;
      let oldestMs = Infinity;
      for (const [index, result] of results.entries()) {
        const source = parts[index]?.source;
        if (source === undefined) continue;
        if (result.status === "rejected") {
          failures.push(asError(result.reason));
          isComplete = false;
          continue;
        }
        const { groups, readAtMs, isEnd, problem } = result.value;
        merge.add(source, rowSightOf(scope, source, type)?.field ?? null, groups);
        oldestMs = Math.min(oldestMs, readAtMs);
        isComplete &&= isEnd && problem === null;
        if (problem !== null) failures.push(problem);
      }
      if (failures.length > 0) observer.onLifetime(0);
      for (const failure of failures) {
        if (failure instanceof UpstreamError) observer.onLost(failure.source, failure.failure);
      }
      const asOf = Number.isFinite(oldestMs) ? new Date(oldestMs).toISOString() : null;
      return { asOf, isComplete, groups: merge.groups(), failures };
    },
  };
}
