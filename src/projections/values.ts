import type { SqlValue } from "../store/store.ts";
import { storableText } from "./storable.ts";

/** The values of a statement; `add` gives the place that stands for one. */
export interface Values {
  readonly list: SqlValue[];
  add(value: string | number | readonly string[]): string;
}

export function createValues(): Values {
  const list: SqlValue[] = [];
  const storable = (value: string | number | readonly string[]): SqlValue =>
    typeof value === "number" ? value : typeof value === "string" ? storableText(value) : value.map(storableText);
  return { list, add: (value) => `$${list.push(storable(value))}` };
}
