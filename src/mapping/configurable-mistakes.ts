// What can be wrong with the description of a converter, said so that it can be mended.
import type { ConverterSettings, ConverterType } from "./configurable.ts";
import { currencyCode } from "./currency.ts";
import { datePattern } from "./date-pattern.ts";
import { NAMED_INSTANTS } from "./dates.ts";
import { createTimeZone } from "./time-zone.ts";

type Setting = Exclude<keyof ConverterSettings, "type">;

/** Which settings each type has a use for. */
const SETTINGS: Readonly<Record<ConverterType, readonly Setting[]>> = {
  text: ["format"],
  id: [],
  integer: [],
  number: [],
  boolean: ["trueWords", "falseWords"],
  date: ["format"],
  instant: ["format", "zone"],
  money: ["format", "currency"],
  choice: ["format", "values"],
  choices: ["format", "values", "separator"],
};

/** Empty where the settings describe a converter; else a line for each mistake, which begins with the setting. */
export function converterMistakes(settings: ConverterSettings): string[] {
  if (!Object.hasOwn(SETTINGS, settings.type)) {
    return [`type should be one of ${Object.keys(SETTINGS).join(", ")}, instead got ${JSON.stringify(settings.type)}`];
  }
  return [
    ...useless(settings),
    ...formatMistakes(settings),
    ...zoneMistakes(settings),
    ...wordMistakes(settings),
    ...choiceMistakes(settings),
    ...currencyMistakes(settings),
  ];
}

function useless(settings: ConverterSettings): string[] {
  const used: ReadonlySet<string> = new Set(["type", ...SETTINGS[settings.type]]);
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return given
    .filter(([name]) => !used.has(name))
    .map(([name]) => {
      const types = Object.entries(SETTINGS).filter(([, of]) => of.some((setting) => setting === name));
      const owners = types.map(([type]) => type).join(" or ");
      return owners === ""
        ? `${name} is no setting of a converter: leave it out`
        : `${name} is for type ${owners}, and type is ${settings.type}: leave it out`;
    });
}

const FORMATS: Readonly<Partial<Record<ConverterType, readonly string[]>>> = {
  text: ["plain", "html"],
  money: ["decimal", "minorUnits"],
  choice: ["words", "numbers"],
  choices: ["words", "numbers"],
};

function formatMistakes({ type, format }: ConverterSettings): string[] {
  if (format === undefined) return [];
  const named = FORMATS[type];
  if (named !== undefined) {
    const isKnown = named.includes(format);
    return isKnown ? [] : [`format should be ${named.join(" or ")}, instead got ${JSON.stringify(format)}`];
  }
  if (type === "date") return format === "iso" ? [] : patternMistakes(format, ["iso"]);
  if (type === "instant") return isNamedInstant(format) ? [] : patternMistakes(format, [...NAMED_INSTANTS.keys()]);
  return [];
}

const isNamedInstant = (format: string): boolean => NAMED_INSTANTS.has(format);

function patternMistakes(format: string, named: readonly string[]): string[] {
  try {
    datePattern(format);
    return [];
  } catch (problem) {
    const said = problem instanceof Error ? problem.message : String(problem);
    return [`format ${JSON.stringify(format)} ${said}; or use ${named.join(", ")}`];
  }
}

function zoneMistakes({ type, format = "iso", zone }: ConverterSettings): string[] {
  if (zone === undefined || type !== "instant") return [];
  if (isNamedInstant(format)) {
    return [`zone is for an instant that is written by a pattern, and format is ${format}: leave it out`];
  }
  try {
    createTimeZone(zone);
    return [];
  } catch {
    return [`zone should be an IANA time zone, as in Europe/Berlin, instead got ${JSON.stringify(zone)}`];
  }
}

function wordMistakes({ trueWords, falseWords }: ConverterSettings): string[] {
  if (trueWords === undefined && falseWords === undefined) return [];
  const [yes, no] = [trueWords, falseWords].map((words = []) => words.map((word) => word.trim().toLowerCase()));
  const both = yes?.find((word) => no?.includes(word));
  return [
    ...(isListOfWords(yes) ? [] : ['trueWords should be a list of words, as in ["Yes"]: an empty field is null']),
    ...(isListOfWords(no) ? [] : ['falseWords should be a list of words, as in ["No"]: an empty field is null']),
    ...(both === undefined ? [] : [`falseWords has ${JSON.stringify(both)}, which trueWords has too: leave one out`]),
  ];
}

const isListOfWords = (words: readonly string[] = []): boolean => words.length > 0 && !words.includes("");

function choiceMistakes({ format, values, separator }: ConverterSettings): string[] {
  const words = Object.keys(values ?? {});
  const odd = words.find((word) => word.trim() !== word || word === "" || values?.[word]?.trim() === "");
  const noNumber = format === "numbers" ? words.find((word) => !/^-?\d{1,15}$/.test(word)) : undefined;
  const split = separator ? words.find((word) => word.includes(separator)) : undefined;
  return [
    ...(values !== undefined && words.length === 0 ? ["values has none: add one, or leave it out"] : []),
    ...(odd === undefined
      ? []
      : [`values has ${JSON.stringify(odd)}: give it words on both sides, without blanks around them`]),
    ...(format === "numbers" && values === undefined
      ? ["values is missing: format numbers needs it, to name what each number means"]
      : []),
    ...(noNumber === undefined ? [] : [`values has ${JSON.stringify(noNumber)}: with format numbers it needs numbers`]),
    ...(separator !== undefined && /^[^\S\n]*$/.test(separator)
      ? [`separator should be what stands between choices, as in ";", instead got ${JSON.stringify(separator)}`]
      : []),
    ...(split === undefined
      ? []
      : [`values has ${JSON.stringify(split)}, with the separator ${JSON.stringify(separator)} in it: use another`]),
  ];
}

function currencyMistakes({ currency }: ConverterSettings): string[] {
  if (currency === undefined) return [];
  try {
    currencyCode(currency);
    return [];
  } catch {
    return [`currency should be an ISO 4217 code, as in EUR, instead got ${JSON.stringify(currency)}`];
  }
}
