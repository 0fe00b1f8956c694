// Every setting of a zod schema, as docs/configuration.md names it.
import { z } from "zod";

export interface Setting {
  /** `sources[].limits.timeoutMs` */
  readonly key: string;
  /** As the document writes it: JSON, "required" or "none". */
  readonly default: string;
}

/** The settings under a key. A map's own default says nothing that those of its settings do not. */
export function settingsOf(schema: unknown, key: string, fallback = "required"): readonly Setting[] {
  if (schema instanceof z.ZodDefault) {
    return settingsOf(schema.unwrap(), key, JSON.stringify(schema.def.defaultValue));
  }
  if (schema instanceof z.ZodPrefault) return settingsOf(schema.unwrap(), key, fallback);
  if (schema instanceof z.ZodOptional) return settingsOf(schema.unwrap(), key, "none");
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, child]) =>
      settingsOf(child, key === "" ? name : `${key}.${name}`),
    );
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap((option) => settingsOf(option, key));
  if (schema instanceof z.ZodRecord) {
    const inside = settingsOf(schema.valueType, `${key}.<${keyNameOf(key)}>`, "none");
    return schema.valueType instanceof z.ZodObject ? inside : inside.slice(0, 1);
  }
  const own = { key, default: fallback };
  if (!(schema instanceof z.ZodArray)) return [own];
  const isOfMaps = schema.element instanceof z.ZodObject || schema.element instanceof z.ZodDiscriminatedUnion;
  return [own, ...(isOfMaps ? settingsOf(schema.element, `${key}[]`) : [])];
}

/** What the keys of a map of any keys are, as the document calls them. */
function keyNameOf(key: string): string {
  if (key.endsWith(".values")) return "NAME";
  if (key.endsWith(".sources")) return "source";
  return key.endsWith(".brandNames") ? "id" : "group";
}
