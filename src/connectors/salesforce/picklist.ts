// Picklists whose values each organization defines: a table for those that Salesforce starts with, and an option for the
// organization's own, as in "Awaiting Parts=ON_HOLD,Escalated=OPEN".
import { oneOf, type EnumConverter } from "../../mapping/converters.ts";
import { at, type Field } from "../../mapping/field-map.ts";
import { vendorValuesFor } from "../../mapping/vendor-values.ts";
import type { Http } from "../../upstream/http.ts";

export interface Picklist<V extends string> {
  readonly field: Field<V | "UNKNOWN" | null>;
  /** The picklist's values for ours: none for one that no record can have. Throws RequestError for UNKNOWN. */
  wordsFor(http: Pick<Http, "options">, ours: readonly string[]): readonly string[];
}

export interface PicklistRules<V extends string> {
  readonly path: string;
  /** Ours, for what messages say. */
  readonly name: string;
  readonly option: string;
  readonly standard: Readonly<Record<string, V>>;
  readonly values: readonly V[];
}

/** An option that can't be read is an error at the field, which says so. */
export function picklist<V extends string>({ path, name, option, standard, values }: PicklistRules<V>): Picklist<V> {
  const converters = new Map<string, EnumConverter<V | "UNKNOWN">>();
  const converterOf = (options: Readonly<Record<string, unknown>>): EnumConverter<V | "UNKNOWN"> => {
    const own = options[option];
    const text = typeof own === "string" ? own : "";
    const known = converters.get(text) ?? oneOf<V>({ ...standard, ...parse(option, text, values) });
    converters.set(text, known);
    return known;
  };
  const field = at(path, (value, context, where) => converterOf(context.options ?? {})(value, context, where));
  return {
    field: { ...field, reads: ["choice", "text"], words: ({ options = {} }) => converterOf(options).words() },
    wordsFor({ options }, ours) {
      return vendorValuesFor("Salesforce", name, converterOf(options), ours);
    },
  };
}

function parse<V extends string>(option: string, text: string, values: readonly V[]): Record<string, V> {
  const parts = text.split(",").filter((part) => part.trim() !== "");
  const entries = parts.map((part) => {
    const [, word = "", ours = ""] = /^(.*)=(.*)$/s.exec(part) ?? [];
    const value = values.find((each) => each === ours.trim());
    if (value !== undefined && word.trim() !== "") return [word.trim(), value] as const;
    throw new TypeError(`needs option ${option} to be pairs such as Escalated=${values[0] ?? ""}: ${part.trim()}`);
  });
  return Object.fromEntries(entries) as Record<string, V>;
}
