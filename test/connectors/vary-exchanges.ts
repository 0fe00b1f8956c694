// What a vendor may do to its answers: other orders, fewer records, rubbish in place of one.
import { isObject } from "../support/openapi-schema.ts";
import type { Exchange } from "../support/fake-http.ts";

/** Is this the record with this id, or a part of a reply that holds it as its own? @param key what the vendor calls ids */
function hasId(value: unknown, id: string, key: string): boolean {
  return isObject(value) && String(value[key]) === id;
}

function varied(exchanges: readonly Exchange[], vary: (value: unknown) => unknown): Exchange[] {
  const walk = (value: unknown): unknown => {
    const own = vary(value);
    if (own !== value) return own;
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return exchanges.map(({ ask, reply }) => ({ ask, reply: walk(reply) }));
}

/** Every list that holds two or more of the records, the other way round. */
export function inReverse(exchanges: readonly Exchange[], ids: readonly string[], key: string): Exchange[] {
  return varied(exchanges, (value) =>
    Array.isArray(value) && value.filter((item) => ids.some((id) => hasId(item, id, key))).length > 1
      ? value.toReversed()
      : value,
  );
}

/** Without the record, in lists or as a reply of its own. */
export function without(exchanges: readonly Exchange[], id: string, key: string): Exchange[] {
  return varied(exchanges, (value) => {
    if (hasId(value, id, key)) return undefined;
    return Array.isArray(value) && value.some((item) => hasId(item, id, key))
      ? value.filter((item) => !hasId(item, id, key))
      : value;
  });
}

/** With something else in the record's place. */
export function withInPlace(exchanges: readonly Exchange[], id: string, key: string, rubbish: unknown): Exchange[] {
  return varied(exchanges, (value) => (hasId(value, id, key) ? rubbish : value));
}

/** A record with something else at a path; steps that are missing are made. */
export function withValueAt(record: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(record)) {
    const copy: unknown[] = [...(record as unknown[])];
    copy[Number(step)] = withValueAt(copy[Number(step)], rest, value);
    return copy;
  }
  const object = isObject(record) ? record : {};
  return { ...object, [step]: withValueAt(object[step], rest, value) };
}
