// Imports: bodies as the vendor's webhooks would bring them, many at once.
import type { Connector, FeedRecord } from "../connectors/contract.ts";
import { asError } from "../loaders/read-through.ts";
import { storeFailure } from "./ask-store.ts";
import type { ProjectionWriter, WriteOptions } from "./projection-writer.ts";

export interface Imported {
  /** Records that were written: neither older than what was kept, nor the same. */
  readonly kept: number;
  /** Bodies of which something can't be kept, and why: by their place among those given. */
  readonly refused: readonly { readonly index: number; readonly problem: string }[];
}

/** Keeps what can be kept of the bodies. Rejects with UpstreamError where the store fails; then nothing of them was kept. */
export type ImportBodies = (
  bodies: readonly unknown[],
  isAllowed: NonNullable<WriteOptions["isAllowed"]>,
) => Promise<Imported>;

/** Null for a connector that takes none. */
export function createImport(source: string, { recordsIn }: Connector, writer: ProjectionWriter): ImportBodies | null {
  if (recordsIn === undefined) return null;
  return async (bodies, isAllowed) => {
    const records: FeedRecord[] = [];
    const bodyOf: number[] = [];
    const problems = new Map<number, string>();
    for (const [index, body] of bodies.entries()) {
      try {
        for (const record of recordsIn(body)) bodyOf[records.push(record) - 1] = index;
      } catch (problem) {
        problems.set(index, asError(problem).message);
      }
    }
    const { kept, refused } = await writer.write(records, { isAllowed }).catch((problem: unknown) => {
      throw storeFailure(source, problem);
    });
    for (const { index, problem } of refused) {
      const body = bodyOf[index] ?? 0;
      if (!problems.has(body)) problems.set(body, problem.message);
    }
    const inOrder = [...problems].sort(([a], [b]) => a - b);
    return { kept, refused: inOrder.map(([index, problem]) => ({ index, problem })) };
  };
}
