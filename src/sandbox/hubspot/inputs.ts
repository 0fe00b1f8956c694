// What comes in, checked: queries are strings, bodies are anything.
import { z } from "zod";
import { invalid } from "./errors.ts";

export interface Query {
  /** Of a parameter that is given once. */
  one(name: string): string | undefined;
  /** Of a list, given as `a,b`, by repetition, or both. */
  list(name: string): readonly string[];
  /** A whole number from 1 to `max`. Throws HubspotError 400 for another value. */
  limit(fallback: number, max: number): number;
  isTrue(name: string): boolean;
}

/** Reads Fastify's parsed query. */
export function readQuery(query: unknown): Query {
  const entries = new Map(Object.entries(query ?? {}));
  const values = (name: string): readonly string[] => [entries.get(name) ?? []].flat().map(String);
  return {
    one: (name) => values(name)[0],
    list: (name) =>
      values(name)
        .flatMap((value) => value.split(","))
        .map((value) => value.trim())
        .filter((value) => value !== ""),
    limit(fallback, max) {
      const given = values("limit")[0];
      if (given === undefined) return fallback;
      if (!/^\d{1,9}$/.test(given) || Number(given) < 1 || Number(given) > max) {
        throw invalid(`limit is ${given}: it must be a whole number from 1 to ${max}`, "limit");
      }
      return Number(given);
    },
    isTrue: (name) => values(name)[0] === "true",
  };
}

/** Checks a JSON body. Throws HubspotError 400 that names the first wrong field. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw invalid(`Invalid input JSON: ${place === "" ? "the body" : place}: ${issue?.message ?? "is wrong"}`, place);
}

export const batchReadBody = z.object({
  inputs: z
    .array(z.object({ id: z.string() }))
    .max(100, "The maximum number of inputs supported in a batch request is 100"),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

export const associationsBody = z.object({
  inputs: z
    .array(z.object({ id: z.string(), after: z.string().optional() }))
    .max(1_000, "The maximum number of inputs supported in a batch request is 1000"),
});

const operators = [
  "EQ",
  "NEQ",
  "LT",
  "LTE",
  "GT",
  "GTE",
  "BETWEEN",
  "IN",
  "NOT_IN",
  "HAS_PROPERTY",
  "NOT_HAS_PROPERTY",
  "CONTAINS_TOKEN",
  "NOT_CONTAINS_TOKEN",
] as const;

const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: z.string().optional(),
  values: z.array(z.string()).max(100, "at most 100 values are allowed").optional(),
  highValue: z.string().optional(),
});
export type Filter = z.infer<typeof filter>;

const sort = z.union([
  z.string(),
  z.object({ propertyName: z.string(), direction: z.enum(["ASCENDING", "DESCENDING"]).default("ASCENDING") }),
]);

export const searchBody = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(6, "at most 6 filters are allowed in a group") }))
    .max(5, "at most 5 filter groups are allowed")
    .default([]),
  sorts: z.array(sort).max(1, "at most one sort is allowed").default([]),
  query: z.string().max(3_000, "at most 3000 characters are allowed").optional(),
  properties: z.array(z.string()).default([]),
  limit: z.int().min(1).max(200, "at most 200 results are allowed on a page").default(10),
  after: z
    .string()
    .regex(/^\d{1,15}$/, "must be the number that paging.next.after gave")
    .optional(),
});
export type Search = z.infer<typeof searchBody>;
