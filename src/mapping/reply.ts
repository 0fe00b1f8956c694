// The only ways into a source's reply: what is not of the expected shape never passes.

/** A reply is not of the shape that the source documents. The upstream client makes it an UpstreamError "malformed". */
export class ReplyShapeError extends Error {
  override readonly name = "ReplyShapeError";
}

function describe(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

function stepInto(reply: unknown, path: string): unknown {
  let value = reply;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

/** The array of records at a path of a reply; an empty path is the reply itself. Throws ReplyShapeError. */
export function recordsAt(reply: unknown, path: string): readonly unknown[] {
  const value = path === "" ? reply : stepInto(reply, path);
  if (!Array.isArray(value)) throw new ReplyShapeError(`expected an array at "${path}", got ${describe(value)}`);
  return value as readonly unknown[];
}

/** A reply that is one record, which must have an id. Throws ReplyShapeError. */
export function recordIn(reply: unknown): unknown {
  if (idAt(reply, "id") !== null) return reply;
  throw new ReplyShapeError(`expected a record with an id, got ${describe(reply)}`);
}

/** The text (or number, as text) at a path of a reply, null where there is none. Throws ReplyShapeError. */
export function textAt(reply: unknown, path: string): string | null {
  const value = stepInto(reply, path);
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  throw new ReplyShapeError(`expected text at "${path}", got ${describe(value)}`);
}

/** The boolean at a path of a reply. Throws ReplyShapeError. */
export function flagAt(reply: unknown, path: string): boolean {
  const value = stepInto(reply, path);
  if (typeof value === "boolean") return value;
  throw new ReplyShapeError(`expected true or false at "${path}", got ${describe(value)}`);
}

/** The number at a path of a reply. Throws ReplyShapeError. */
export function numberAt(reply: unknown, path: string): number {
  const value = stepInto(reply, path);
  if (typeof value === "number") return value;
  throw new ReplyShapeError(`expected a number at "${path}", got ${describe(value)}`);
}

/** The id at a path of a record, null where there is none: a record without one must not spoil the records beside it. */
export function idAt(record: unknown, path: string): string | null {
  const value = stepInto(record, path);
  if (typeof value === "string" && value !== "") return value;
  return Number.isSafeInteger(value) ? String(value) : null;
}
