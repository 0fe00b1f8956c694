// A source's own settings, which configuration has checked against the type of their defaults.
import type { Http } from "../upstream/http.ts";

/** A setting that counts something: at least 1. */
export function countOption(http: Pick<Http, "options">, name: string): number {
  const value = http.options[name];
  if (typeof value !== "number" || !(value >= 1))
    throw new TypeError(`Option ${name} should be 1 or more, instead got ${String(value)}`);
  return Math.floor(value);
}

/** A setting that is on or off. */
export function flagOption(http: Pick<Http, "options">, name: string): boolean {
  return http.options[name] === true;
}

/** A setting that is a text. */
export function textOption(http: Pick<Http, "options">, name: string): string {
  const value = http.options[name];
  if (typeof value !== "string") throw new TypeError(`Option ${name} should be text, instead got ${String(value)}`);
  return value;
}
