// Date literals, as periods in UTC that begin and end at midnight; weeks begin on Sunday, as in the United States:
// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
const dayMs = 86_400_000;

/** From `from` up to but not including `until`, in milliseconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

interface Calendar {
  /** Midnight before now. */
  readonly today: number;
  readonly year: number;
  readonly month: number;
}

type Unit = "DAY" | "WEEK" | "MONTH" | "QUARTER" | "YEAR";

const fixed: Readonly<Record<string, (calendar: Calendar) => Period>> = {
  YESTERDAY: (at) => units(at, "DAY", -1, 0),
  TODAY: (at) => units(at, "DAY", 0, 1),
  TOMORROW: (at) => units(at, "DAY", 1, 2),
  LAST_90_DAYS: (at) => units(at, "DAY", -90, 1),
  NEXT_90_DAYS: (at) => units(at, "DAY", 1, 91),
};
const relative = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/;
const counted =
  /^(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S$|^N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/;

/** Whether there is such a literal. */
export function isPeriod(name: string, count: number | null): boolean {
  return count === null ? Object.hasOwn(fixed, name) || relative.test(name) : counted.test(name);
}

/** What a literal means now. Throws RangeError for one that does not exist. */
export function periodOf(name: string, count: number | null, nowMs: number): Period {
  const now = new Date(nowMs);
  const at: Calendar = {
    today: Math.floor(nowMs / dayMs) * dayMs,
    year: now.getUTCFullYear(),
    month: now.getUTCMonth(),
  };
  if (count === null) {
    const period = Object.hasOwn(fixed, name) ? fixed[name] : undefined;
    if (period !== undefined) return period(at);
    const [, place, unit] = relative.exec(name) ?? [];
    const start = place === "LAST" ? -1 : place === "THIS" ? 0 : 1;
    return units(at, unitNamed(unit), start, start + 1);
  }
  const [, place, unit, unitAgo] = counted.exec(name) ?? [];
  if (unitAgo !== undefined) return units(at, unitNamed(unitAgo), -count, 1 - count);
  const named = unitNamed(unit);
  // Days up to and with today; of the others, today's is not one of them.
  if (place === "LAST") return units(at, named, -count, named === "DAY" ? 1 : 0);
  return units(at, named, 1, count + 1);
}

function units(at: Calendar, unit: Unit, first: number, last: number): Period {
  return { from: startOf(at, unit, first), until: startOf(at, unit, last) };
}

/** When the unit begins that is `offset` after the one that today is in. */
function startOf({ today, year, month }: Calendar, unit: Unit, offset: number): number {
  switch (unit) {
    case "DAY":
      return today + offset * dayMs;
    case "WEEK":
      return today + (offset * 7 - new Date(today).getUTCDay()) * dayMs;
    case "MONTH":
      return Date.UTC(year, month + offset, 1);
    case "QUARTER":
      return Date.UTC(year, (Math.floor(month / 3) + offset) * 3, 1);
    case "YEAR":
      return Date.UTC(year + offset, 0, 1);
  }
}

function unitNamed(name: string | undefined): Unit {
  switch (name) {
    case "DAY":
    case "WEEK":
    case "MONTH":
    case "QUARTER":
    case "YEAR":
      return name;
    default:
      throw new RangeError("there is no such date literal");
  }
}
