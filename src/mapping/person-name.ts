import { text } from "./converters.ts";
import { combined, type Field } from "./field-map.ts";

/** A person's full name from its parts, or what else the person is known by: the e-mail address. */
export function personName(parts: readonly string[], fallback: string): Field<string | null> {
  return combined([...parts, fallback], (values, context) => {
    const words = values.map((value, index) =>
      value === undefined || value === null ? "" : text(value, context, parts[index] ?? fallback).trim(),
    );
    const known = words.pop() ?? "";
    const name = words.filter((word) => word !== "").join(" ");
    return name || known || null;
  });
}
