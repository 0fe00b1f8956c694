// The few zod building blocks that every part of the configuration is made of; their messages say what should be there.
import { z } from "zod";
import { suggestion } from "./did-you-mean.ts";
import type { Mistake, Path } from "./mistakes.ts";

export interface Wording {
  readonly error: (issue: z.core.$ZodRawIssue) => string;
}

/** The one shape of message: "should be <expected>, instead got <input>". */
export function should(expected: string, fix = ""): Wording {
  return { error: (issue) => sentence(expected, issue.input, fix) };
}

export function sentence(expected: string, input: unknown, fix = ""): string {
  const tail = fix === "" ? "" : `; ${fix}`;
  return input === undefined
    ? `is missing: it should be ${expected}${tail}`
    : `should be ${expected}, instead got ${shown(input)}${tail}`;
}

function shown(input: unknown): string {
  if (input === null) return "nothing";
  if (Array.isArray(input)) return input.length === 0 ? "an empty list" : "a list";
  if (typeof input === "object") return "a map";
  const text = JSON.stringify(input) ?? String(input);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A map of settings, in which an unknown key is a mistake. */
export function settings<S extends z.core.$ZodLooseShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `is not a setting here; ${suggestion(key, known)}`).join("\n")
        : sentence(`a map of ${known.join(", ")}`, issue.input),
  });
}

/** What zod found, one mistake a key. */
export function mistakesOf(error: z.ZodError, prefix: Path = []): Mistake[] {
  return error.issues.flatMap((issue): Mistake[] => {
    const path = [...prefix, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
    if (issue.code !== "unrecognized_keys") return [{ path, at: "value", message: issue.message }];
    const messages = issue.message.split("\n"); // as `settings` joined them
    return issue.keys.map((key, index) => ({ path: [...path, key], at: "key", message: messages[index] ?? "" }));
  });
}

/** A whole number from `min` to `max`. */
export function whole(of: string, min: number, max: number): z.ZodInt {
  const wording = should(`a whole number of ${of} from ${min} to ${max}`);
  return z.int(wording).min(min, wording).max(max, wording);
}

export const yesOrNo = z.boolean(should("true or false"));

/** Any text but the empty one. */
export function text(expected: string): z.ZodString {
  return z.string(should(expected)).min(1, should(expected));
}

export function list<T extends z.ZodType>(of: T, expected: string): z.ZodArray<T> {
  return z.array(of, should(expected));
}

/** One text or a list of several; not an empty list. */
export function oneOrMore(expected: string): z.ZodUnion<[z.ZodString, z.ZodArray<z.ZodString>]> {
  const wording = should(`${expected}, or a list of several`);
  const one = z.string(wording).min(1, wording);
  return z.union([one, z.array(one, wording).min(1, wording)], wording);
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(words: T): z.ZodEnum<z.core.util.ToEnum<T[number]>> {
  return z.enum(words, should(`one of ${words.join(", ")}`));
}
