// Query parameters. Whatever nobody has read by the time of `finish()` is not in PayPal's contract and refused, though
// PayPal itself lets strangers pass: a misspelt filter must not go unnoticed here.
import { refusal } from "./problems.ts";
import type { Problem, ProblemKind, Wording } from "./problems.ts";
import { parseInstant } from "./wire-time.ts";

export interface Query {
  /** Every one that was sent, in order. */
  readonly names: readonly string[];
  text(name: string, length?: { readonly min: number; readonly max: number }): string | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  integer(name: string, range: { readonly min: number; readonly max: number; readonly default: number }): number;
  flag(name: string): boolean;
  /** Milliseconds since the epoch; NaN when a required one is missing or wrong, which `finish` then refuses. */
  requiredInstant(name: string): number;
  instant(name: string): number | undefined;
  /** Something is wrong that only the route can tell. */
  reject(name: string, kind: ProblemKind, issue?: string): void;
  /** Throws the 400 PaypalFault that lists everything that was wrong. */
  finish(): void;
}

/** Reads the query of a request URL. */
export function createQuery(url: string, wording: Wording): Query {
  const start = url.indexOf("?");
  const sent = new URLSearchParams(start < 0 ? "" : url.slice(start + 1));
  const names = [...new Set(sent.keys())];
  const unread = new Set(names);
  const problems: Problem[] = [];

  function reject(name: string, kind: ProblemKind, issue?: string): void {
    const value = sent.get(name) ?? undefined;
    problems.push({ kind, field: name, value, location: "query", ...(issue !== undefined && { issue }) });
  }

  function take(name: string): string | undefined {
    unread.delete(name);
    const values = sent.getAll(name);
    if (values.length > 1) reject(name, "syntax");
    return values[0];
  }

  function instant(name: string): number | undefined {
    const text = take(name);
    if (text === undefined) return undefined;
    const ms = parseInstant(text);
    if (ms === null) reject(name, "syntax");
    return ms ?? Number.NaN;
  }

  return {
    names,
    text(name, length) {
      const value = take(name);
      if (value !== undefined && length !== undefined && (value.length < length.min || value.length > length.max)) {
        reject(name, "length");
      }
      return value;
    },
    oneOf(name, allowed) {
      const value = take(name);
      const found = allowed.find((one) => one === value);
      if (value !== undefined && found === undefined) reject(name, "value");
      return found;
    },
    integer(name, range) {
      const text = take(name);
      if (text === undefined) return range.default;
      const value = Number(text);
      if (!/^-?\d{1,15}$/.test(text)) reject(name, "syntax");
      else if (value < range.min) reject(name, "tooSmall");
      else if (value > range.max) reject(name, "tooLarge");
      else return value;
      return range.default;
    },
    flag(name) {
      const value = take(name);
      if (value !== undefined && value !== "true" && value !== "false") reject(name, "syntax");
      return value === "true";
    },
    requiredInstant(name) {
      const ms = instant(name);
      if (ms === undefined) reject(name, "missing");
      return ms ?? Number.NaN;
    },
    instant,
    reject,
    finish() {
      for (const name of unread) reject(name, "unknown");
      if (problems.length > 0) throw refusal(problems, wording);
    },
  };
}
