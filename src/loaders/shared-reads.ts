// Reads under way, shared between operations: whoever wants a key that is being read waits for that read.
import { UpstreamError } from "../errors.ts";

type Read<V> = Promise<ReadonlyMap<string, V | Error>>;

/**
 * Reads under way, by space and key. Together they name all that decides about a value, and how much was dropped when the
 * read began. Apart, as a space's name is long and a read may have hundreds of keys.
 */
export type SharedReads<V> = Map<string, Map<string, Read<V>>>;

/**
 * Results by key, from reads that are under way where there are any, else from `read`. An operation whose read another
 * waits for has the earlier deadline: what it lost to that, the other reads again by its own.
 */
export async function shareReads<V>(
  shared: SharedReads<V>,
  space: string,
  keys: readonly string[],
  read: (keys: readonly string[]) => Read<V>,
): Promise<ReadonlyMap<string, V | Error>> {
  if (keys.length === 0) return new Map();
  const underWay = shared.get(space);
  if (underWay === undefined) return begin(shared, space, keys, read);

  const own: string[] = [];
  const others = new Map<Read<V>, string[]>();
  for (const key of keys) {
    const running = underWay.get(key);
    const together = running === undefined ? own : others.get(running);
    if (together !== undefined) together.push(key);
    else if (running !== undefined) others.set(running, [key]);
  }
  // The own read before any wait, so that it runs beside the others.
  const ownResults = own.length === 0 ? undefined : begin(shared, space, own, read);
  if (others.size === 0 && ownResults !== undefined) return ownResults;

  const all = new Map(await ownResults);
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
  space: string,
  keys: readonly string[],
  read: (keys: readonly string[]) => Read<V>,
): Read<V> {
  const running = read(keys);
  const underWay = shared.get(space) ?? new Map<string, Read<V>>();
  shared.set(space, underWay);
  for (const key of keys) underWay.set(key, running);
  try {
    return await running;
  } finally {
    for (const key of keys) underWay.delete(key);
    if (underWay.size === 0) shared.delete(space);
  }
}
