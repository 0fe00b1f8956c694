// What was written to the store since, as a vendor would tell of its changes.
import type { Changes } from "../connectors/contract.ts";
import { RequestError } from "../errors.ts";
import type { AskStore } from "./ask-store.ts";
import type { Kind, RecordTable, WrittenPlace } from "./record-table.ts";

const PAGE_SIZE = 500;
const INTERVAL_MS = 30_000;

export function projectedChanges(kind: Kind, table: Pick<RecordTable, "written">, ask: AskStore): Changes {
  return {
    intervalMs: INTERVAL_MS,
    async read(http, after) {
      const place = after === null ? null : placeIn(after);
      const found = await ask(http, () => table.written(kind, place, PAGE_SIZE));
      const isAtEnd = found.length < PAGE_SIZE;
      // What was written just now is read again: something may show before it that was begun earlier.
      const last = isAtEnd ? found.findLast(({ isSettled }) => isSettled) : found.at(-1);
      return {
        records: found.map(({ record }) => record),
        next: last === undefined ? (after ?? written({ at: "-infinity", id: "" })) : written(last),
        isAtEnd,
      };
    },
  };
}

const written = ({ at, id }: WrittenPlace): string => JSON.stringify([at, id]);

/** Throws RequestError for what this file did not write. */
function placeIn(text: string): WrittenPlace {
  const [, at, id] = /^\["([\w:. +-]+)",("(?:[^"\\]|\\.)*")\]$/.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new RequestError("BAD_USER_INPUT", "This is no place in the store");
  return { at, id: JSON.parse(id) as string };
}
