// Reads under way, shared between operations: whoever wants a key that is being read waits for that read.
import { UpstreamError } from "../errors.ts";

type Read<V> = Promise<ReadonlyMap<string, V | Error>>;

/** Reads under way by key. A key names all that decides about its value, and how much was dropped when the read began. */
export type SharedReads<V> = Map<string, Read<V>>;

/**
 * Results by key, from reads that are under way where there are any, else from `read`. An operation whose read another
 * waits for has the earlier deadline: what it lost to that, the other reads again by its own.
 * @param nameOf a key's name in `shared`
 */
export async function shareReads<V>(
  shared: SharedReads<V>,
  keys: readonly string[],
  nameOf: (key: string) => string,
  read: (keys: readonly string[]) => Read<V>,
): Promise<ReadonlyMap<string, V | Error>> {
  const own = keys.filter((key) => !shared.has(nameOf(key)));
  const others = new Map<Read<V>, string[]>();
  for (const key of keys) {
    const running = shared.get(nameOf(key));
    if (running === undefined) continue;
    const waiting = others.get(running);
    if (waiting === undefined) others.set(running, [key]);
    else waiting.push(key);
  }
  const results = own.length === 0 ? Promise.resolve(new Map<string, V | Error>()) : begin(shared, own, nameOf, read);
  if (others.size === 0) return results;

  const all = new Map(await results);
  const late: string[] = [];
  for (const [running, waiting] of others) {
    const found = await running;
    for (const key of waiting) {
      const result = found.get(key);
      if (result instanceof UpstreamError && result.failure === "timeout") late.push(key);
      else if (result !== undefined) all.set(key, result);
    }
  }
  if (late.length > 0) for (const [key, result] of await read(late)) all.set(key, result);
  return all;
}

async function begin<V>(
  shared: SharedReads<V>,
  keys: readonly string[],
  nameOf: (key: string) => string,
  read: (keys: readonly string[]) => Read<V>,
): Read<V> {
  const running = read(keys);
  for (const key of keys) shared.set(nameOf(key), running);
  try {
    return await running;
  } finally {
    for (const key of keys) shared.delete(nameOf(key));
  }
}
