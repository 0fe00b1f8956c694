import { ReplyShapeError } from "../mapping/reply.ts";
import type { RecordPage } from "./contract.ts";

/** The cursor to go on with. Throws ReplyShapeError where it leads nowhere: reading on would never end. */
export function advanced(after: string | null, next: string): string {
  if (next !== after) return next;
  throw new ReplyShapeError(`expected a cursor that leads on, got the one that was given: ${next.slice(0, 100)}`);
}

/** All records, page after page to the end or until they are enough. */
export async function readPages(
  read: (after: string | null) => Promise<RecordPage>,
  isEnough: (records: readonly unknown[]) => boolean = () => false,
): Promise<unknown[]> {
  const all: unknown[] = [];
  let after: string | null = null;
  while (true) {
    const { records, next }: RecordPage = await read(after);
    all.push(...records);
    if (next === null || isEnough(all)) return all;
    after = advanced(after, next);
  }
}
