// Dates that people wrote as a text, in the order of their country: "31.01.2026 08:15".

const UNITS = ["year", "month", "day", "hour", "minute", "second"] as const;
type Unit = (typeof UNITS)[number];
type Parts = Readonly<Record<Unit, number>>;

/** What stands in a format for which part, the longer before the shorter. */
const TOKENS: readonly (readonly [token: string, unit: Unit, digits: string])[] = [
  ["YYYY", "year", "\\d{4}"],
  ["MM", "month", "\\d{2}"],
  ["DD", "day", "\\d{2}"],
  ["HH", "hour", "\\d{2}"],
  ["mm", "minute", "\\d{2}"],
  ["ss", "second", "\\d{2}"],
  ["M", "month", "\\d{1,2}"],
  ["D", "day", "\\d{1,2}"],
  ["H", "hour", "\\d{1,2}"],
];

export interface DateFormat {
  /** RFC 3339 in UTC with milliseconds; null for a text that is not written so, or names no day that there is. */
  instantIn(text: string, zone: string): string | null;
  /** `2026-01-31`; null likewise. */
  dateIn(text: string): string | null;
}

/** Reads a format such as DD/MM/YYYY or D.M.YYYY HH:mm. Throws an Error whose message continues "<format> ...". */
export function dateFormat(format: string): DateFormat {
  const units: Unit[] = [];
  let pattern = "";
  for (let at = 0; at < format.length;) {
    const found = TOKENS.find(([token]) => format.startsWith(token, at));
    const character = format.charAt(at);
    if (found === undefined && /[A-Za-z0-9]/.test(character)) {
      throw new Error(`has "${character}", which stands for nothing: use YYYY, MM or M, DD or D, HH or H, mm, ss`);
    }
    if (found !== undefined && units.includes(found[1])) throw new Error(`has the ${found[1]} twice`);
    if (found !== undefined) units.push(found[1]);
    pattern += found === undefined ? character.replaceAll(/[^\s]/g, String.raw`\$&`) : `(${found[2]})`;
    at += found?.[0].length ?? 1;
  }
  const missing = (["year", "month", "day"] as const).filter((unit) => !units.includes(unit));
  if (missing.length > 0) throw new Error(`should have the ${missing.join(" and the ")} too, as in DD/MM/YYYY`);
  const whole = new RegExp(`^${pattern}$`);

  const read = (text: string): Parts | null => {
    const [, ...digits] = whole.exec(text.trim()) ?? [];
    if (digits.length === 0) return null;
    const of = (unit: Unit): number => Number(digits[units.indexOf(unit)] ?? 0);
    const parts = Object.fromEntries(UNITS.map((unit) => [unit, of(unit)])) as Record<Unit, number>;
    return isReal(parts) ? parts : null;
  };
  return {
    instantIn(text, zone) {
      const parts = read(text);
      return parts === null ? null : new Date(utcOf(parts, zone)).toISOString();
    },
    dateIn(text) {
      const parts = read(text);
      return parts === null ? null : new Date(asUtc(parts)).toISOString().slice(0, 10);
    },
  };
}

/** The calendar date of an instant where the clocks are those of a zone. */
export function dateInZone(instant: string, zone: string): string {
  const ms = Date.parse(instant);
  return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 10);
}

/** An IANA zone that is known here. */
export function isZone(zone: string): boolean {
  try {
    return clockOf(zone) !== null;
  } catch {
    return false;
  }
}

function asUtc({ year, month, day, hour, minute, second }: Parts): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC takes years below 100 for others
  return date.setUTCHours(hour, minute, second);
}

function isReal(parts: Parts): boolean {
  const date = new Date(asUtc(parts));
  return (
    date.getUTCMonth() === parts.month - 1 &&
    date.getUTCDate() === parts.day &&
    date.getUTCHours() === parts.hour &&
    date.getUTCMinutes() === parts.minute &&
    parts.second < 60
  );
}

/** Of an hour that comes twice the first; one that is left out is taken for the hour after. */
function utcOf(parts: Parts, zone: string): number {
  const local = asUtc(parts);
  const before = local - offsetAt(local - 86_400_000, zone);
  if (before + offsetAt(before, zone) === local) return before;
  const after = local - offsetAt(local + 86_400_000, zone);
  return after + offsetAt(after, zone) === local ? after : before;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/** Milliseconds that a zone's clocks are ahead of UTC. */
function offsetAt(ms: number, zone: string): number {
  const shown = new Map(
    clockOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const of = (unit: Unit): number => Number(shown.get(unit) ?? 0);
  const parts = Object.fromEntries(UNITS.map((unit) => [unit, of(unit)])) as Record<Unit, number>;
  const year = shown.get("era") === "BC" ? 1 - parts.year : parts.year;
  return asUtc({ ...parts, year }) - Math.floor(ms / 1000) * 1000;
}
