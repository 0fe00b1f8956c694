// How people write dates into text fields, by a pattern: "DD/MM/YYYY", "M/D/YYYY h:mm A". What is between the parts stands
// for itself; letters among it need brackets, as in "DD.MM.YYYY [um] HH:mm", except the T of ISO 8601.

/** A date and time as it is written, wherever that is. */
interface Written {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

interface Part {
  /** What it tells; no two parts of a pattern tell the same. */
  readonly tells: keyof Written | "half";
  readonly expression: string;
  readonly write: (of: Written) => string;
}

const part = (tells: keyof Written, digits: number, isPadded = true): Part => ({
  tells,
  expression: isPadded ? `\\d{${digits}}` : `\\d{1,${digits}}`,
  write: (of) => String(of[tells]).padStart(isPadded ? digits : 1, "0"),
});

const halfDay = (isPadded: boolean): Part => ({
  ...part("hour", 2, isPadded),
  write: ({ hour }) => String(hour % 12 === 0 ? 12 : hour % 12).padStart(isPadded ? 2 : 1, "0"),
});

const PARTS: Readonly<Record<string, Part>> = {
  YYYY: part("year", 4),
  MM: part("month", 2),
  M: part("month", 2, false),
  DD: part("day", 2),
  D: part("day", 2, false),
  HH: part("hour", 2),
  H: part("hour", 2, false),
  hh: halfDay(true),
  h: halfDay(false),
  mm: part("minute", 2),
  ss: part("second", 2),
  SSS: part("millisecond", 3),
  A: { tells: "half", expression: "[AaPp][Mm]", write: ({ hour }) => (hour < 12 ? "AM" : "PM") },
};

export interface DatePattern {
  readonly pattern: string;
  readonly hasTime: boolean;
  /** The date and time that a text tells, as if it were in UTC; milliseconds. null for a text that is not so written. */
  readonly read: (text: string) => number | null;
  readonly write: (localMs: number) => string;
}

const TOKEN = /\[([^\]]*)\]|([A-Za-z])\2*|[^A-Za-z]/g;

/** Throws an Error that says what is wrong with a pattern: its message continues "<setting> ...". */
export function datePattern(pattern: string): DatePattern {
  const tokens = Array.from(pattern.matchAll(TOKEN), ([token, literal]) => ({ token, literal }));
  const pieces = tokens.map(({ token, literal }) => {
    if (literal !== undefined) return literal;
    if (!/[A-Za-z]/.test(token) || token === "T") return token;
    const known = Object.hasOwn(PARTS, token) ? PARTS[token] : undefined;
    if (known !== undefined) return known;
    throw new Error(
      `has ${JSON.stringify(token)}, which is no part of a date: use ${Object.keys(PARTS).join(", ")}, and put words in brackets, as in [at]`,
    );
  });
  const told = pieces.filter((piece) => typeof piece !== "string").map(({ tells }) => tells);
  checkParts(
    told,
    tokens.map(({ token }) => token),
  );
  checkWidths(pieces);
  const expression = new RegExp(
    `^${pieces.map((piece) => (typeof piece === "string" ? piece.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&") : `(${piece.expression})`)).join("")}$`,
  );
  return {
    pattern,
    hasTime: told.includes("hour"),
    read: (text) => {
      const found = expression.exec(text);
      return found === null ? null : localMsOf(new Map(told.map((tells, index) => [tells, found[index + 1] ?? ""])));
    },
    write: (localMs) => {
      const of = writtenOf(localMs);
      return pieces.map((piece) => (typeof piece === "string" ? piece : piece.write(of))).join("");
    },
  };
}

function checkParts(told: readonly string[], tokens: readonly string[]): void {
  for (const [needed, example] of [
    ["year", "YYYY"],
    ["month", "MM"],
    ["day", "DD"],
  ] as const)
    if (!told.includes(needed)) throw new Error(`has no ${needed}: add ${example}`);
  const twice = told.find((tells, index) => told.indexOf(tells) !== index);
  if (twice !== undefined)
    throw new Error(`tells the ${twice === "half" ? "half of the day" : twice} twice: leave one out`);
  const order = ["hour", "minute", "second", "millisecond"];
  const missing = order.find(
    (each, index) => !told.includes(each) && order.slice(index + 1).some((finer) => told.includes(finer)),
  );
  if (missing !== undefined)
    throw new Error(`tells less than a ${missing}, but not the ${missing}: add it, as in HH:mm:ss.SSS`);
  const isHalf = tokens.some((token) => token === "h" || token === "hh");
  if (isHalf !== told.includes("half"))
    throw new Error("should have h or hh together with A, as in h:mm A, or else HH");
}

// "1112" can be the 1st, the 11th or the 12th: without anything between, only fixed widths can be told apart.
function checkWidths(pieces: readonly (string | Part)[]): void {
  for (const [index, piece] of pieces.entries()) {
    const next = pieces[index + 1];
    if (typeof piece === "string" || next === undefined || !piece.expression.includes(",")) continue;
    const isRunOn = typeof next === "string" ? /^\d/.test(next) || next === "" : next.tells !== "half";
    if (isRunOn)
      throw new Error("has parts of no fixed width that run into the next: put something between, or use MM, DD, HH");
  }
}

function localMsOf(parts: ReadonlyMap<string, string>): number | null {
  const of = (tells: string): number => Number(parts.get(tells) ?? 0);
  const half = parts.get("half")?.toLowerCase();
  if (half !== undefined && (of("hour") < 1 || of("hour") > 12)) return null;
  const hour = half === undefined ? of("hour") : (of("hour") % 12) + (half === "pm" ? 12 : 0);
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, "0");
  const day = `${pad(of("year"), 4)}-${pad(of("month"))}-${pad(of("day"))}`;
  const iso = `${day}T${pad(hour)}:${pad(of("minute"))}:${pad(of("second"))}.${pad(of("millisecond"), 3)}Z`;
  const localMs = Date.parse(iso);
  return !Number.isNaN(localMs) && new Date(localMs).toISOString() === iso ? localMs : null;
}

function writtenOf(localMs: number): Written {
  const date = new Date(localMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
  };
}
