// Several values in one field.
import { text } from "./converters.ts";
import { reading, twoWay, type TwoWayConverter } from "./field-map.ts";
import { unexpected } from "./unexpected.ts";

/** A list, each item of which is read by `item`. */
export function listOf<V>(item: TwoWayConverter<V>): TwoWayConverter<readonly V[]> {
  const convert = twoWay<readonly V[]>(
    (value, context, path) => {
      if (!Array.isArray(value)) throw unexpected("a list", value);
      return value.map((each) => item(each, context, path));
    },
    (values, context) => values.map((each) => item.toVendor(each, context)),
  );
  return reading(convert, "choices");
}

/** A list of texts. */
export const texts = listOf(text);

/**
 * Several choices in one text: "a;b;c" of Salesforce's and HubSpot's multi-selects, "1,2" of Dataverse's. Blanks around
 * a choice mean nothing, and no more do empty ones. A list is taken as well, and a number as the one choice that it is.
 * A choice that has the separator in it can't be written. An empty list is written as the empty text, which a field reads
 * as null.
 */
export function choicesOf<V>(item: TwoWayConverter<V>, separator: string): TwoWayConverter<readonly V[]> {
  const convert = twoWay<readonly V[]>(
    (value, context, path) => {
      if (Array.isArray(value)) return value.map((each) => item(each, context, path));
      return text(value, context, path)
        .split(separator)
        .map((part) => part.trim())
        .filter((part) => part !== "")
        .map((part) => item(part, context, path));
    },
    (values, context) =>
      values
        .map((each) => {
          const word = String(item.toVendor(each, context));
          if (word !== "" && word === word.trim() && !word.includes(separator)) return word;
          throw new Error(`can't hold ${JSON.stringify(word)}: a choice has no ${JSON.stringify(separator)} in it`);
        })
        .join(separator),
  );
  return reading(convert, "choices", "choice", "text", "number");
}
