// Date functions as spans of time, in UTC; weeks begin on Sunday, as the environment's calendar has it.
import { badQuery } from "../errors.ts";

/** From `from` on and before `until`; milliseconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

type Unit = "Minutes" | "Hours" | "Days" | "Weeks" | "Months" | "Years";

const dayMs = 86_400_000;
const [always, never] = [Infinity, -Infinity];

/** Null for a name that is no date function. Throws DataverseError 400 for a value that it can't take. */
export function periodOf(name: string, value: string | readonly string[] | undefined, now: number): Period | null {
  const today = startOf("Days", now);
  const span = (from: number, until: number): Period => ({ from, until });
  const counted = /^(Last|Next|OlderThan)X(Minutes|Hours|Days|Weeks|Months|Years)$/.exec(name);
  if (counted !== null) {
    const [, direction, unit] = counted;
    if (!isUnit(unit)) return null;
    const count = countOf(name, value);
    if (direction === "OlderThan")
      return span(never, shifted(unit, startOf(unit === "Minutes" || unit === "Hours" ? unit : "Days", now), -count));
    // From the start of the first day, up to now; the other way up to the end of the last.
    if (direction === "Last") return span(shifted(unit, unit === "Hours" ? now : today, -count), now + 1);
    return span(now, unit === "Hours" ? shifted(unit, now, count) : shifted(unit, today + dayMs, count));
  }
  if (name === "On" || name === "OnOrAfter" || name === "OnOrBefore") {
    const day = startOf("Days", dateOf(name, value));
    return span(name === "OnOrBefore" ? never : day, name === "OnOrAfter" ? always : day + dayMs);
  }
  switch (name) {
    case "Today":
      return span(today, today + dayMs);
    case "Yesterday":
      return span(today - dayMs, today);
    case "Tomorrow":
      return span(today + dayMs, today + 2 * dayMs);
    case "Last7Days":
      return span(today - 7 * dayMs, now + 1);
    case "Next7Days":
      return span(now, today + 8 * dayMs);
    default:
      return calendarPeriod(name, now);
  }
}

function calendarPeriod(name: string, now: number): Period | null {
  const [, which, word] = /^(This|Last|Next)(Week|Month|Year)$/.exec(name) ?? [];
  const unit = `${word}s`;
  if (which === undefined || !isUnit(unit)) return null;
  const from = shifted(unit, startOf(unit, now), which === "This" ? 0 : which === "Last" ? -1 : 1);
  return { from, until: shifted(unit, from, 1) };
}

function isUnit(word: string | undefined): word is Unit {
  return word !== undefined && ["Minutes", "Hours", "Days", "Weeks", "Months", "Years"].includes(word);
}

function startOf(unit: Unit, at: number): number {
  const date = new Date(at);
  if (unit === "Minutes") return at - (at % 60_000);
  if (unit === "Hours") return at - (at % 3_600_000);
  if (unit === "Years") return Date.UTC(date.getUTCFullYear(), 0, 1);
  if (unit === "Months") return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  return unit === "Weeks" ? day - date.getUTCDay() * dayMs : day;
}

function shifted(unit: Unit, at: number, count: number): number {
  if (unit === "Minutes") return at + count * 60_000;
  if (unit === "Hours") return at + count * 3_600_000;
  if (unit === "Days") return at + count * dayMs;
  if (unit === "Weeks") return at + count * 7 * dayMs;
  const date = new Date(at);
  if (unit === "Months") return date.setUTCMonth(date.getUTCMonth() + count);
  return date.setUTCFullYear(date.getUTCFullYear() + count);
}

function countOf(name: string, value: string | readonly string[] | undefined): number {
  const count = typeof value === "string" ? Number(value) : Number.NaN;
  if (!Number.isInteger(count) || count < 1) throw badQuery(`The function '${name}' needs a positive 'PropertyValue'.`);
  return count;
}

function dateOf(name: string, value: string | readonly string[] | undefined): number {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw badQuery(`The function '${name}' needs a date in 'PropertyValue'.`);
  return at;
}
