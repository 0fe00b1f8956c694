import { ConfigError } from "../errors.ts";
import { fillIn, namesIn } from "../runtime/fill-in.ts";

export interface SourceSettings {
  readonly source: string;
  readonly baseUrl: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

// An option's value may name others; two that name each other end here.
const DEEPEST = 5;

/**
 * A template with the options that it names in braces, and `{baseUrl}` or `{origin}` of the source's address.
 * Throws ConfigError for an option that is not set.
 */
export function fillOptions(template: string, settings: SourceSettings): string {
  let text = template;
  for (let depth = 0; namesIn(text).length > 0; depth += 1) {
    if (depth === DEEPEST) throw new ConfigError([`${settings.source}: options name each other in a circle: ${text}`]);
    text = fillIn(text, (name) => optionOf(name, settings));
  }
  return text;
}

function optionOf(name: string, { source, baseUrl, options }: SourceSettings): string {
  if (name === "baseUrl") return baseUrl.replace(/\/+$/, "");
  if (name === "origin") return new URL(baseUrl).origin;
  const value = Object.hasOwn(options, name) ? String(options[name]) : "";
  if (value !== "") return value;
  throw new ConfigError([`${source}: signing in needs the option ${name}: set it under options`]);
}
