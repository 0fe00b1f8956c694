/** Calls with at most `size` keys each, side by side: for a batch limit that is a setting of the source. */
export async function inChunks<K, R>(
  keys: readonly K[],
  size: number,
  call: (chunk: readonly K[]) => Promise<R>,
): Promise<R[]> {
  const calls: Promise<R>[] = [];
  for (let start = 0; start < keys.length; start += size) calls.push(call(keys.slice(start, start + size)));
  return Promise.all(calls);
}
