/** Which records can meet a condition at all, as far as indexes know. */
export type Serials =
  | { readonly kind: "all" }
  /** From `from` up to but not including `until`. */
  | { readonly kind: "range"; readonly from: number; readonly until: number }
  /** Ascending, each once. */
  | { readonly kind: "list"; readonly serials: readonly number[] };

export const everySerial: Serials = { kind: "all" };

export function serialList(serials: Iterable<number>): Serials {
  return { kind: "list", serials: [...new Set(serials)].toSorted((a, b) => a - b) };
}

/** Records that may meet both; the condition itself decides in the end. */
export function bothOf(a: Serials, b: Serials): Serials {
  if (a.kind === "all") return b;
  if (b.kind === "all") return a;
  if (a.kind === "range" && b.kind === "range") {
    return { kind: "range", from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
  }
  if (a.kind === "list" && b.kind === "list") return a.serials.length <= b.serials.length ? a : b;
  return a.kind === "list" ? a : b;
}

/** Records that may meet one of them. */
export function anyOf(parts: readonly Serials[]): Serials {
  const lists = parts.flatMap((part) => (part.kind === "list" ? [part.serials] : []));
  return lists.length === parts.length ? serialList(lists.flat()) : everySerial;
}

/** In ascending order, or descending; only serials below `end`. */
export function* serialsOf(serials: Serials, end: number, isDescending: boolean): Generator<number> {
  if (serials.kind === "list") {
    for (const serial of isDescending ? serials.serials.toReversed() : serials.serials) {
      if (serial >= 0 && serial < end) yield serial;
    }
    return;
  }
  const from = serials.kind === "range" ? Math.max(0, serials.from) : 0;
  const until = serials.kind === "range" ? Math.min(end, serials.until) : end;
  if (isDescending) for (let serial = until - 1; serial >= from; serial -= 1) yield serial;
  else for (let serial = from; serial < until; serial += 1) yield serial;
}
