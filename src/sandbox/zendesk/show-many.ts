/** A batch read's body: what was found, in the order of the records' own ids, on one page. */
export function showMany<T>(
  name: string,
  records: readonly T[],
  render: (record: T) => Record<string, unknown> & { readonly id?: unknown },
): Record<string, unknown> {
  const objects = records.map(render).sort((left, right) => Number(left.id) - Number(right.id));
  return { [name]: objects, next_page: null, previous_page: null, count: objects.length };
}
