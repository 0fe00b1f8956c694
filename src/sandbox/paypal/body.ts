import { z } from "zod";
import { refusal } from "./problems.ts";
import type { Problem, ProblemKind, Wording } from "./problems.ts";

/** A string of the contract, by its length. */
export const textOf = (max: number, min = 0): z.ZodString => z.string().min(min).max(max);

/** Money as a client writes it. */
export const moneySchema = z.object({
  currency_code: z.string().length(3),
  value: z
    .string()
    .max(32)
    .regex(/^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$/),
});

/** A request body that is as `schema` wants it; no body is an empty one. Throws the 400 PaypalFault that lists what is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, wording: Wording): T {
  const result = schema.safeParse(body === undefined ? {} : body);
  if (result.success) return result.data;
  throw refusal(
    result.error.issues.map((issue) => problemOf(issue, body)),
    wording,
  );
}

function problemOf(issue: z.core.$ZodIssue, body: unknown): Problem {
  let value: unknown = body;
  for (const key of issue.path)
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return {
    kind: kindOf(issue, value),
    field: `/${issue.path.map(String).join("/")}`,
    value: typeof value === "string" || typeof value === "number" ? String(value) : undefined,
    location: "body",
  };
}

function kindOf(issue: z.core.$ZodIssue, value: unknown): ProblemKind {
  if (value === undefined) return "missing";
  const isLength = issue.code === "too_small" || issue.code === "too_big";
  return isLength ? "length" : "syntax";
}
