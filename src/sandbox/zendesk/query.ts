// Query parameters as Zendesk reads them: flat names with brackets in them, comma-separated lists.
import { invalidAttribute, tooManyValues } from "./errors.ts";

export type QueryParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

const maxIds = 100;

/** The parameter's value, the last one when it is repeated; undefined when absent or empty. */
export function textParameter(query: QueryParameters, name: string): string | undefined {
  const value = query[name];
  const text = typeof value === "string" ? value : value?.at(-1);
  return text === undefined || text === "" ? undefined : text;
}

/** Every value of a `name` or `name[]` parameter. */
export function textParameters(query: QueryParameters, name: string): readonly string[] {
  const value = query[`${name}[]`] ?? query[name];
  if (value === undefined || value === "") return [];
  return typeof value === "string" ? [value] : value;
}

/** A whole number, or undefined when absent. Throws Zendesk's 400 otherwise. */
export function integerParameter(query: QueryParameters, name: string): number | undefined {
  const text = textParameter(query, name);
  return text === undefined ? undefined : parseInteger(name, text);
}

/** A record's id in a path. Throws Zendesk's 400 when it is not a number. */
export function parseInteger(name: string, text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw invalidAttribute(name, "must be an integer");
  return value;
}

/** Up to 100 comma-separated values, each once; undefined when the parameter is absent. Throws Zendesk's 400 beyond. */
export function listParameter(query: QueryParameters, name: string): readonly string[] | undefined {
  const text = textParameter(query, name);
  if (text === undefined) return undefined;
  const values = text.split(",").map((value) => value.trim());
  if (values.length > maxIds) throw tooManyValues(name, maxIds);
  return [...new Set(values.filter((value) => value !== ""))];
}

/** Up to 100 comma-separated ids. */
export function idsParameter(query: QueryParameters, name: string): readonly number[] | undefined {
  return listParameter(query, name)?.map((text) => parseInteger(name, text));
}
