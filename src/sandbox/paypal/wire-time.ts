// PayPal's times are whole seconds; the world's are milliseconds.

export const dayMs = 86_400_000;

/** `2026-10-31T23:55:00Z`. */
export function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** `2026-10-31`. */
export function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Cut to the whole second in which it is. */
export function wholeSecond(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}

/** The pattern of every instant in PayPal's contract. It has a comma where the T stands, too. */
export const instantPattern =
  /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[1-2][0-9]|3[0-1])[T,t]([0-1][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$/;

/** Null when it is no instant. A leap second counts as the one before it. */
export function parseInstant(text: string): number | null {
  if (text.length > 64 || !instantPattern.test(text)) return null;
  const ms = Date.parse(text.toUpperCase().replace(/:60(?=[.Z+-])/, ":59"));
  return Number.isNaN(ms) ? null : ms;
}

/** Null when it is no `2026-10-31`. */
export function parseDay(text: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
