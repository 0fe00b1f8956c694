// What comes in, checked: queries are strings, bodies are anything.
import { z } from "zod";
import { IntercomError, invalid } from "./errors.ts";

export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parameter's value, the last one when it is repeated; undefined when absent or empty. */
export function textParameter(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  const text = typeof value === "string" ? value : value?.at(-1);
  return text === undefined || text === "" ? undefined : text;
}

/** A whole number from 1 to `max`, or the fallback. Throws Intercom's 400 otherwise. */
export function numberParameter(query: QueryParameters, name: string, fallback: number, max: number): number {
  const text = textParameter(query, name);
  if (text === undefined) return fallback;
  return inRange(/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN, name, max);
}

/** The number itself. Throws Intercom's 400 unless it is a whole one from 1 to `max`. */
export function inRange(value: number, name: string, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw invalid(`${name} must be a whole number from 1 to ${max}`, name);
}

/** Checks a JSON body. Throws Intercom's 400 that names the first wrong member. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path ?? [];
  const field = path.join(".");
  const name = field === "" ? "the body" : field;
  const entry = (code: string, message: string) =>
    new IntercomError(400, { code, message, ...(field !== "" && { field }) });
  if (valueAt(body, path) === undefined) throw entry("parameter_not_found", `${name} is a required parameter`);
  if (issue?.code === "invalid_type") throw entry("type_mismatch", `${name} ${issue.message}`);
  throw entry("parameter_invalid", `${name} is invalid: ${issue?.message ?? "it cannot be read"}`);
}

/** The contract writes ids as strings, and Intercom's own examples send numbers. */
export const idValue = z.union([z.string(), z.int()]).transform(String);

/** Seconds since the epoch. */
export const instant = z.int().min(0).max(99_999_999_999);

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}
