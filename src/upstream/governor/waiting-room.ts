// Calls that wait for their turn: first those of higher priority, then first come, first served.
import type { Priority } from "./priority.ts";
import { PRIORITIES } from "./priority.ts";
import type { CallClass } from "./rules.ts";

export interface Waiting {
  priority: Priority;
  readonly callClass: CallClass;
  readonly deadlineMs: number;
  /** The call's turn, or word that it gets none. */
  readonly go: (nowMs: number) => void;
  readonly refuse: () => void;
}

export interface WaitingRoom {
  readonly size: number;
  /** How many of a class go before one of this priority that comes now. */
  ahead(callClass: CallClass, priority: Priority): number;
  count(priority: Priority): number;
  add(waiting: Waiting): void;
  remove(waiting: Waiting): void;
  /** Those who wait, in order, for each class and priority; the first of each may go before the others. */
  lines(priority: Priority): readonly (readonly Waiting[])[];
}

const CLASSES = ["plain", "search", "export"] as const satisfies readonly CallClass[];

export function createWaitingRoom(): WaitingRoom {
  const lines = new Map<Priority, Map<CallClass, Waiting[]>>(
    PRIORITIES.map((priority) => [priority, new Map(CLASSES.map((callClass) => [callClass, []]))]),
  );
  const lineOf = (priority: Priority, callClass: CallClass): Waiting[] => lines.get(priority)?.get(callClass) ?? [];
  let size = 0;

  return {
    get size() {
      return size;
    },
    ahead(callClass, priority) {
      let count = 0;
      for (const each of PRIORITIES) {
        count += lineOf(each, callClass).length;
        if (each === priority) break;
      }
      return count;
    },
    count: (priority) => CLASSES.reduce((sum, callClass) => sum + lineOf(priority, callClass).length, 0),
    add(waiting) {
      lineOf(waiting.priority, waiting.callClass).push(waiting);
      size += 1;
    },
    remove(waiting) {
      const line = lineOf(waiting.priority, waiting.callClass);
      const place = line.indexOf(waiting);
      if (place < 0) return;
      line.splice(place, 1);
      size -= 1;
    },
    lines: (priority) => CLASSES.map((callClass) => lineOf(priority, callClass)),
  };
}
