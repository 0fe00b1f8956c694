/** When an answer is due, in milliseconds from its request. */
export const DEFAULT_DEADLINE_MS = 3_000;
