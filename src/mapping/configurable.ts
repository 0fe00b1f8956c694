// A converter from a plain description, for fields that an account defines itself.
import { ConfigError } from "../errors.ts";
import type { Money } from "../generated/types.ts";
import { decimal, flag, flagOf, id, integer, oneOf, optionSet, text } from "./converters.ts";
import { isoDate, NAMED_INSTANTS } from "./dates.ts";
import type { Converter, TwoWayConverter } from "./field-map.ts";
import { choicesOf, listOf } from "./lists.ts";
import { decimalAmount, moneyIn, unitAmount } from "./money.ts";
import { plainText } from "./plain-text.ts";
import { converterMistakes } from "./configurable-mistakes.ts";
import { writtenDate, writtenInstant } from "./written-dates.ts";

/** What a field holds, and how its source writes it. A setting that `type` has no use for is a mistake. */
export interface ConverterSettings {
  readonly type: ConverterType;
  /**
   * text: plain (default) or html. date: iso (default) or a pattern. instant: iso (default), seconds, milliseconds,
   * isoOrMilliseconds, or a pattern. money: decimal (default) or minorUnits. choice and choices:
   * words (default) or numbers, as Dynamics has them, for which `values` is needed.
   */
  readonly format?: string | undefined;
  /** instant by a pattern: whose clocks it is written by, IANA; UTC by default. */
  readonly zone?: string | undefined;
  /** boolean: the source's words, both or neither; true and false by default. */
  readonly trueWords?: readonly string[] | undefined;
  readonly falseWords?: readonly string[] | undefined;
  /** choice and choices: our value for each of the source's; without it the source's are ours. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** choices: what stands between them where they are one text; without it they are a list. */
  readonly separator?: string | undefined;
  /** money: ISO 4217; the source's default currency by default. */
  readonly currency?: string | undefined;
}

/** What comes of a field of each type. */
interface ValueByType {
  readonly text: string;
  readonly id: string;
  readonly integer: number;
  readonly number: number;
  readonly boolean: boolean;
  readonly date: string;
  readonly instant: string;
  readonly money: Money;
  readonly choice: string;
  readonly choices: readonly string[];
}

export type ConverterType = keyof ValueByType;

type Made<T extends ConverterType> = Converter<ValueByType[T]> | TwoWayConverter<ValueByType[T]>;

const MAKERS: { readonly [T in ConverterType]: (settings: ConverterSettings) => Made<T> } = {
  text: ({ format }) => (format === "html" ? plainText : text),
  id: () => id,
  integer: () => integer,
  number: () => decimal,
  boolean: ({ trueWords, falseWords }) => (trueWords && falseWords ? flagOf(trueWords, falseWords) : flag),
  date: ({ format = "iso" }) => (format === "iso" ? isoDate : writtenDate(format)),
  instant: ({ format = "iso", zone = "UTC" }) => NAMED_INSTANTS.get(format) ?? writtenInstant(format, zone),
  money: ({ format, currency }) => moneyIn(format === "minorUnits" ? unitAmount() : decimalAmount, currency),
  choice: choiceOf,
  choices: (settings) =>
    settings.separator === undefined ? listOf(choiceOf(settings)) : choicesOf(choiceOf(settings), settings.separator),
};

function choiceOf({ format, values }: ConverterSettings): TwoWayConverter<string> {
  if (values === undefined) return text;
  return format === "numbers" ? optionSet<string>(values) : oneOf<string>(values);
}

/**
 * The converter that settings describe; a TwoWayConverter but for HTML.
 * Throws ConfigError with all that is wrong with them, each naming the setting and the fix.
 */
export function configurableConverter<T extends ConverterType>(
  settings: ConverterSettings & { readonly type: T },
): Made<T> {
  const mistakes = converterMistakes(settings);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return MAKERS[settings.type](settings);
}

/** Whether a converter has a way back. */
export function isTwoWay<V>(converter: Converter<V>): converter is TwoWayConverter<V> {
  return "toVendor" in converter;
}
