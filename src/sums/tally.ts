// Counting and adding up, record by record or group by group; amounts in whole minor units, never as floats.
import type { SumRequest } from "../connectors/contract.ts";
import { MappingError } from "../errors.ts";
import type { Money } from "../generated/types.ts";
import type { EntityType } from "../mapping/entities.ts";
import { fieldOf, type MappingContext } from "../mapping/field-map.ts";
import { exactMinorUnits } from "./money-sum.ts";

/** Records of one source that were counted together. */
export interface SumGroup {
  /** What they share, by field of ours; null where they have nothing there. */
  readonly keys: Readonly<Record<string, string | null>>;
  /** "2026-11", null where months were not told apart, and for records without a date. */
  readonly month: string | null;
  readonly count: number;
  /** Null where amounts were not added up, and for records that have none. */
  readonly amount: Money | null;
}

/** Of which records only those with a value count. */
export interface OnlyWith {
  readonly field: string;
  readonly value: string;
}

export interface TallyOf {
  readonly type: EntityType;
  readonly fields: object;
  readonly request: SumRequest;
  readonly only: OnlyWith | null;
  readonly mapping: MappingContext;
}

export interface Tally {
  /** @param record one, or what stands for so many that are counted together */
  add(record: unknown, count: number): void;
  /** As far as they were counted. Throws RangeError for a sum that is not exact any more. */
  groups(): readonly SumGroup[];
  /** The first value that could not be read: its record was counted as having none there. */
  readonly problem: MappingError | null;
}

interface Growing extends SumGroup {
  count: number;
  minorUnits: bigint;
}

export function createTally({ type, fields, request, only, mapping }: TallyOf): Tally {
  const { by, monthOf, amount } = request;
  const groups = new Map<string, Growing>();
  let problem: MappingError | null = null;

  function read(record: unknown, field: string): unknown {
    try {
      return fieldOf(fields, field)?.read(record, mapping) ?? null;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problem ??= new MappingError(mapping.source, idOf(record), `${type}.${field}`, message);
      return null;
    }
  }

  function idOf(record: unknown): string {
    try {
      return String(fieldOf(fields, "id")?.read(record, mapping));
    } catch {
      return "?"; // what the vendor added up has no id
    }
  }

  const textAt = (record: unknown, field: string): string | null => {
    const value = read(record, field);
    return value === null ? null : String(value);
  };

  return {
    add(record, count) {
      if (count <= 0 || (only !== null && textAt(record, only.field) !== only.value)) return;
      const values = by.map((field) => textAt(record, field));
      const month = monthOf === null ? null : (textAt(record, monthOf)?.slice(0, 7) ?? null);
      const money = amount === null ? null : (read(record, amount) as Money | null);
      const key = JSON.stringify([values, month, money?.currency ?? null]);
      let group = groups.get(key);
      if (group === undefined) {
        const keys = Object.fromEntries(by.map((field, index) => [field, values[index] ?? null]));
        groups.set(key, (group = { keys, month, count: 0, amount: money, minorUnits: 0n }));
      }
      group.count += count;
      group.minorUnits += BigInt(money?.minorUnits ?? 0);
    },
    groups: () =>
      [...groups.values()].map(({ keys, month, count, amount: first, minorUnits }) => ({
        keys,
        month,
        count,
        amount: first === null ? null : { minorUnits: exactMinorUnits(minorUnits), currency: first.currency },
      })),
    get problem() {
      return problem;
    },
  };
}
