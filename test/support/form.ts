/** What a decoded form holds. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };

/**
 * Decodes `a[b]=c`, `a[]=1` and `a[0][b]=c` into nested objects and lists, as PHP, Rails and Stripe read them. A key that
 * occurs twice without brackets becomes a list.
 */
export function decodeForm(
  pairs: readonly (readonly [key: string, value: string])[],
): Readonly<Record<string, FormValue>> {
  const root: Record<string, FormValue> = {};
  for (const [key, value] of pairs) {
    const first = key.replace(/\[.*$/, "");
    const path = [first, ...[...key.slice(first.length).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "")];
    put(root, path, value);
  }
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, listsIn(value)]));
}

function put(target: { [key: string]: FormValue }, path: readonly string[], value: string): void {
  const [head = "", ...rest] = path;
  const key = head === "" ? String(Object.keys(target).length) : head;
  const present = target[key];
  if (rest.length > 0) {
    const inner = typeof present === "object" && !Array.isArray(present) ? present : {};
    target[key] = inner;
    put(inner, rest, value);
  } else target[key] = present === undefined ? value : [present, value].flat();
}

// Objects whose keys are 0, 1, 2 ... were lists.
function listsIn(value: FormValue): FormValue {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(listsIn);
  const entries = Object.entries(value).map(([key, inner]) => [key, listsIn(inner)] as const);
  const isList = entries.length > 0 && entries.every(([key], place) => key === String(place));
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
