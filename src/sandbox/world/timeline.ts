// When things happened. Everything ends at one fixed instant, so that the data is the same on every day.

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The last instant at which anything was created or changed: five minutes before 2026-11-01T00:00Z. */
export const lastAt = Date.UTC(2026, 9, 31, 23, 55);
/** The first person came. */
export const firstAt = Date.UTC(2021, 10, 1);
/** Companies were all there before the first person. */
export const companiesFromAt = Date.UTC(2019, 10, 1);

/** Equal slots of time, one a person in the order of coming; what belongs to slot s happened within it. */
export interface Slots {
  readonly count: number;
  /** `within` in [0, 1) places the instant in its slot. Whole milliseconds. */
  timeIn(slot: number, within: number): number;
  /** Slots that were wholly over at this instant. */
  countBefore(at: number): number;
}

/** `count` slots from the first instant to one hour before the last. */
export function createSlots(count: number): Slots {
  const widthMs = (lastAt - hourMs - firstAt) / count;
  return {
    count,
    timeIn: (slot, within) => Math.floor(firstAt + (slot + within) * widthMs),
    countBefore: (at) => Math.min(count, Math.max(0, Math.floor((at - firstAt) / widthMs))),
  };
}

/** An instant between `from` and the end, more often near `from`. */
export function laterThan(from: number, unit: number): number {
  return Math.floor(from + unit * unit * unit * (lastAt - from));
}

/** When one of `count` companies was made, by its place among them; `within` in [0, 1) places it in its part of the time. */
export function companyMadeAt(place: number, within: number, count: number): number {
  return Math.floor(companiesFromAt + ((firstAt - companiesFromAt) * (place + within)) / count);
}
