/** An instant as Intercom writes it: whole seconds since the epoch. */
export function secondsOf(ms: number): number {
  return Math.floor(ms / 1_000);
}
