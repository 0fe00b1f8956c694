// Dates in searches: `created>=2026-01-01`, `updated<2026-01-01T10:00:00Z`, `created>4hours`.
import { invalidSearch } from "../errors.ts";
import { wholeSeconds } from "../wire.ts";
import type { Clause } from "./parse-search.ts";

const unitMs: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  year: 365 * 86_400_000,
};
const dayMs = 86_400_000;

/** From inclusive, to exclusive, in milliseconds; whole seconds or infinite. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * The instants that satisfy the clause. A date stands for its whole day in UTC: `>` begins after it and `:` is within
 * it. Throws Zendesk's 422 for what is no date.
 */
export function timeSpan(clause: Clause, nowMs: number): TimeSpan {
  const { from, to } = spanOf(clause.value, nowMs);
  switch (clause.operator) {
    case ":":
      return { from, to };
    case "<":
      return { from: Number.NEGATIVE_INFINITY, to: from };
    case "<=":
      return { from: Number.NEGATIVE_INFINITY, to };
    case ">":
      return { from: to, to: Number.POSITIVE_INFINITY };
    case ">=":
      return { from, to: Number.POSITIVE_INFINITY };
  }
}

/** Tells whether an instant, in milliseconds, satisfies the clause; it is compared as the API shows it. */
export function timeMatcher(clause: Clause, nowMs: number): (timeMs: number) => boolean {
  const { from, to } = timeSpan(clause, nowMs);
  return (timeMs) => {
    const time = wholeSeconds(timeMs);
    return time >= from && time < to;
  };
}

function spanOf(value: string, nowMs: number): TimeSpan {
  const relative = /^(\d{1,6})\s*(minute|hour|day|week|month|year)s?$/i.exec(value);
  if (relative !== null) {
    const unit = unitMs[relative[2]?.toLowerCase() ?? ""] ?? 0;
    const time = Math.floor((nowMs - Number(relative[1]) * unit) / 1_000) * 1_000;
    return { from: time, to: time + 1_000 };
  }
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(value);
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(value.slice(10));
  const from = isDay || isInstant ? Date.parse(isDay || hasZone ? value : `${value}Z`) : Number.NaN;
  if (Number.isNaN(from)) throw invalidSearch(`${value} is not a date`);
  return { from, to: from + (isDay ? dayMs : 1_000) };
}
