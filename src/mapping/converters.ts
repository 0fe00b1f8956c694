// One value of a source's to one of ours. Each checks what it gets: a wrong value is an error at its field, never a guess.
// Instants and dates are in dates.ts, lists in lists.ts, amounts in money.ts.
import { reading, sameForm, twoWay, type FieldKind, type MappingContext, type TwoWayConverter } from "./field-map.ts";
import { unexpected } from "./unexpected.ts";

/** Text; numbers become their digits. */
export const text = sameForm<string>((value) => {
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw unexpected("text", value);
});

/** An id: text, or a whole number that JavaScript holds exactly. */
export const id = sameForm<string>((value) => {
  if (typeof value === "string") return value;
  if (Number.isSafeInteger(value)) return String(value);
  throw unexpected("an id", value);
});

/** true and false, also as the strings that some sources send. */
export const flag = sameForm<boolean>((value) => {
  if (typeof value === "boolean") return value;
  if (value === "true") return true;
  if (value === "false") return false;
  throw unexpected("true or false", value);
});

/**
 * true and false as the words of a source or of those who fill its fields in ("Yes", "on", "1"), in any case.
 * Written as the first word of each.
 */
export function flagOf(trueWords: readonly string[], falseWords: readonly string[]): TwoWayConverter<boolean> {
  const folded = (word: string): string => word.trim().toLowerCase();
  const meanings = new Map([
    ...trueWords.map((word) => [folded(word), true] as const),
    ...falseWords.map((word) => [folded(word), false] as const),
  ]);
  const shown = [...trueWords, ...falseWords].map((word) => JSON.stringify(word)).join(", ");
  const convert = twoWay<boolean>(
    (value) => {
      if (typeof value === "boolean") return value;
      const isWord = typeof value === "string" || typeof value === "number";
      const meaning = isWord ? meanings.get(folded(String(value))) : undefined;
      if (meaning === undefined) throw unexpected(`one of ${shown}`, value);
      return meaning;
    },
    (value) => (value ? trueWords[0] : falseWords[0]) ?? value,
  );
  return reading(convert, "boolean", "text", "number", "choice");
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number, also as the text that some sources send. */
export const decimal = sameForm<number>((value) => {
  const number = typeof value === "string" && DECIMAL.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) throw unexpected("a number", value);
  return number === 0 ? 0 : number;
});

/** A whole number that JavaScript holds exactly, likewise. */
export const integer = sameForm<number>((value) => {
  const number = typeof value === "string" && /^[+-]?\d+(?:\.0*)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) throw unexpected("a whole number", value);
  return number === 0 ? 0 : number;
});

reading(text, "text", "number", "choice", "choices", "date", "instant", "id");
reading(id, "id", "text", "number", "choice");
reading(flag, "boolean");
reading(decimal, "number", "text");
reading(integer, "number", "text");

const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\]]+$/;

/** An e-mail address as the source has it, without blanks around it. */
export const email = sameForm<string>((value) => {
  const address = typeof value === "string" ? value.trim() : "";
  if (!EMAIL.test(address) || address.length > 254) throw unexpected("an e-mail address", value);
  return address;
});

reading(email, "text");

const ENUM_KINDS: readonly FieldKind[] = ["choice", "text", "number", "id"];

/** A converter that also knows all the source's words for a value, for filters. */
export interface EnumConverter<V extends string> extends TwoWayConverter<V> {
  readonly vendorValues: (ours: string) => readonly string[];
  /** All words that are known. */
  readonly words: () => readonly string[];
}

/**
 * A source's value by a table, one line a value. A value that the table lacks is UNKNOWN and reported to
 * `context.onUnknownValue`, never guessed; UNKNOWN can't be written. Of several words for a value the first is written.
 */
export function oneOf<V extends string>(table: Readonly<Record<string, V>>): EnumConverter<V | "UNKNOWN"> {
  const convert = (value: unknown, context: MappingContext, path: string): V | "UNKNOWN" => {
    if (typeof value !== "string" && typeof value !== "number") throw unexpected("text", value);
    const key = String(value);
    const ours = Object.hasOwn(table, key) ? table[key] : undefined;
    if (ours !== undefined) return ours;
    context.onUnknownValue(path, key);
    return "UNKNOWN";
  };
  const vendorValues = (ours: string): string[] => Object.keys(table).filter((key) => table[key] === ours);
  const toVendor = (ours: V | "UNKNOWN", { source }: MappingContext): string => {
    const [word] = vendorValues(ours);
    if (word === undefined) throw new Error(`can't be ${ours}: source ${source} has no value for it`);
    return word;
  };
  const words = (): string[] => Object.keys(table);
  return Object.assign(reading(twoWay<V | "UNKNOWN">(convert, toVendor), ...ENUM_KINDS), { vendorValues, words });
}

/** The same by the numbers that Dynamics gives the options of a choice: read as numbers or digits, written as numbers. */
export function optionSet<V extends string>(table: Readonly<Record<number, V>>): EnumConverter<V | "UNKNOWN"> {
  const named = oneOf<V>(table);
  const read = twoWay<V | "UNKNOWN">(named, (ours, context) => Number(named.toVendor(ours, context)));
  const { vendorValues, words } = named;
  return Object.assign(reading(read, ...ENUM_KINDS), { vendorValues, words });
}
