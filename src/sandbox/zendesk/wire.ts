/** An instant as Zendesk writes it: UTC, whole seconds, `Z`. */
export function apiTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** Searches compare instants as the API shows them. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1_000) * 1_000;
}
