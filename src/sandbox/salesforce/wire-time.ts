// All instants are written in UTC with one number of digits, so that their order is that of their texts.

/** An instant as the API writes it: `2024-01-01T00:00:00.000+0000`, with no colon in the offset. */
export function apiDateTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 23)}+0000`;
}

/** A day, `2024-01-01`; the org's time zone is UTC. */
export function apiDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Milliseconds since the epoch of what the two functions above wrote. */
export function parseApiTime(text: string): number {
  return Date.parse(text.length === 10 ? text : `${text.slice(0, 23)}Z`);
}
