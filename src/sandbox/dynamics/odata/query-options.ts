import { badQuery, notImplemented } from "../errors.ts";
import type { Aliases } from "./parse-filter.ts";

const known = [
  "$select",
  "$filter",
  "$expand",
  "$orderby",
  "$top",
  "$count",
  "$apply",
  "$skiptoken",
  "$deltatoken",
] as const;
export type OptionName = (typeof known)[number];

export interface QueryOptions {
  /** Decoded; undefined when the query does not have it. */
  get(name: OptionName): string | undefined;
  readonly aliases: Aliases;
  /** The query as it came, without $skiptoken and $deltatoken: what the next link repeats. */
  readonly repeated: string;
}

/** Reads a raw query string. Throws DataverseError 400 for an option that Dataverse does not have. */
export function readQuery(raw: string): QueryOptions {
  const options = new Map<string, string>();
  const aliases = new Map<string, string>();
  const repeated: string[] = [];
  for (const pair of raw.split("&").filter((part) => part !== "")) {
    const equals = pair.indexOf("=");
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = decoded(equals < 0 ? "" : pair.slice(equals + 1));
    if (name !== "$skiptoken" && name !== "$deltatoken") repeated.push(pair);
    if (name.startsWith("@")) aliases.set(name, value.trim());
    else {
      checkOption(name);
      if (options.has(name))
        throw badQuery(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
      options.set(name, value.trim());
    }
  }
  return { get: (name) => options.get(name), aliases, repeated: repeated.join("&") };
}

function checkOption(name: string): void {
  if (name === "$skip") throw badQuery("Skip Clause is not supported in CRM");
  if (["fetchXml", "savedQuery", "userQuery", "sql"].includes(name)) throw notImplemented(`The query option ${name}`);
  if (name.startsWith("$") && !known.some((option) => option === name)) {
    throw badQuery(`The query parameter ${name} is not supported.`);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw badQuery(`The URI part '${text}' is not validly percent-encoded.`);
  }
}
