import type { IncomingHttpHeaders } from "node:http";

/** A header that holds a whole number; undefined where there is none. */
export function headerNumber(headers: IncomingHttpHeaders, name: string): number | undefined {
  const value = headers[name];
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}
