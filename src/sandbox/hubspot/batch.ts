import { isoOf } from "./crm-object.ts";

/** The instants in every batch reply; the sandbox is done at once. */
export function batchTimes(now: () => number): { readonly startedAt: string; readonly completedAt: string } {
  const at = isoOf(now());
  return { startedAt: at, completedAt: at };
}
