// Clocks on walls: which instant a date and time in a zone is. By Intl, which has the rules of every zone.

export interface TimeZone {
  readonly name: string;
  /** What the zone's clocks are ahead of UTC at an instant; milliseconds. */
  offsetAt(instantMs: number): number;
  /**
   * The instant at which the zone's clocks show a date and time, given as if it were in UTC. A time that they show twice,
   * when they are set back, is the first; one that they skip is as much after the leap as it was meant to be after what
   * comes before: 02:30 on the night from 02:00 to 03:00 is 03:30. So RFC 5545 has it, and Temporal.
   */
  instantOf(localMs: number): number;
}

const DAY_MS = 86_400_000;

/** Throws RangeError for a zone that is not known. */
export function createTimeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  const offsetAt = (instantMs: number): number => {
    const shown = format.formatToParts(instantMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes, seconds] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(shown) ?? [];
    const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
    return (sign === "-" ? -total : total) * 1000;
  };
  return {
    name,
    offsetAt,
    instantOf(localMs) {
      // Clocks are never set twice within two days.
      const before = localMs - offsetAt(localMs - DAY_MS);
      const after = localMs - offsetAt(localMs + DAY_MS);
      const isShownBefore = before + offsetAt(before) === localMs;
      return !isShownBefore && after + offsetAt(after) === localMs ? after : before;
    },
  };
}
