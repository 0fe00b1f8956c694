import { z } from "zod";
import { invalidPagination } from "./errors.ts";
import type { SortKey } from "./listing.ts";

const cursorShape = z.object({ o: z.string(), v: z.tuple([z.number(), z.number()]), t: z.number().optional() });

/** An opaque cursor: the order it belongs to, the place in it and, where cursors expire, when it was made. */
export function encodeCursor(order: string, key: SortKey, madeAtMs?: number): string {
  return Buffer.from(JSON.stringify({ o: order, v: key, t: madeAtMs })).toString("base64");
}

/**
 * The place that a cursor names. Throws Zendesk's 400 when it is not a cursor of this order, or was made at or before
 * `oldestMs`.
 */
export function decodeCursor(cursor: string, name: string, order: string, oldestMs?: number): SortKey {
  const content = cursorShape.safeParse(parsed(cursor));
  if (!content.success || content.data.o !== order) throw invalidPagination(`${name} is not valid`);
  if (oldestMs !== undefined && (content.data.t ?? 0) <= oldestMs) throw invalidPagination(`${name} has expired`);
  return content.data.v;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64").toString("utf8"));
  } catch {
    return null; // not a cursor: the shape check refuses it
  }
}
