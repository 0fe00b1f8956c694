import * as pools from "./names.ts";
import type { NamePool } from "./names.ts";

/** How people of one country are named, phoned and paid. */
export interface Locale {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** English name of the country. */
  readonly countryName: string;
  /** Of people, in percent; all of them add up to 100. */
  readonly sharePercent: number;
  readonly names: NamePool;
  /** ISO 4217. */
  readonly currency: string;
  /** Country calling code. */
  readonly callingCode: string;
  /** First digits of its mobile numbers after the country code, in a range where every number is a valid one. */
  readonly mobilePrefix: string;
  /** Digits that follow the prefix. */
  readonly mobileDigits: number;
}

function locale(
  country: string,
  countryName: string,
  sharePercent: number,
  names: NamePool,
  currency: string,
  phone: readonly [callingCode: string, mobilePrefix: string, mobileDigits: number],
): Locale {
  const [callingCode, mobilePrefix, mobileDigits] = phone;
  return { country, countryName, sharePercent, names, currency, callingCode, mobilePrefix, mobileDigits };
}

export const locales: readonly Locale[] = [
  locale("US", "United States", 14, pools.english, "USD", ["1", "212", 7]),
  locale("GB", "United Kingdom", 10, pools.english, "GBP", ["44", "73", 8]),
  locale("DE", "Germany", 12, pools.german, "EUR", ["49", "171", 7]),
  locale("FR", "France", 8, pools.french, "EUR", ["33", "61", 7]),
  locale("ES", "Spain", 6, pools.spanish, "EUR", ["34", "61", 7]),
  locale("IT", "Italy", 4, pools.italian, "EUR", ["39", "347", 7]),
  locale("BR", "Brazil", 4, pools.portuguese, "USD", ["55", "119", 8]),
  locale("SE", "Sweden", 4, pools.swedish, "EUR", ["46", "70", 7]),
  locale("PL", "Poland", 5, pools.polish, "EUR", ["48", "60", 7]),
  locale("CZ", "Czechia", 3, pools.czech, "EUR", ["420", "72", 7]),
  locale("TR", "Türkiye", 3, pools.turkish, "USD", ["90", "532", 7]),
  locale("UA", "Ukraine", 4, pools.ukrainian, "USD", ["380", "50", 7]),
  locale("BG", "Bulgaria", 2, pools.bulgarian, "EUR", ["359", "88", 7]),
  locale("GR", "Greece", 4, pools.greek, "EUR", ["30", "69", 8]),
  locale("JP", "Japan", 5, pools.japanese, "JPY", ["81", "901", 7]),
  locale("CN", "China", 4, pools.chinese, "USD", ["86", "138", 8]),
  locale("SA", "Saudi Arabia", 2, pools.arabic, "USD", ["966", "50", 7]),
  locale("AE", "United Arab Emirates", 1, pools.arabic, "USD", ["971", "50", 7]),
  locale("EG", "Egypt", 1, pools.arabic, "USD", ["20", "10", 8]),
  locale("KW", "Kuwait", 1, pools.arabic, "KWD", ["965", "50", 6]),
  locale("IL", "Israel", 3, pools.hebrew, "USD", ["972", "53", 7]),
];

const byPercent: readonly Locale[] = locales.flatMap((entry) =>
  Array.from({ length: entry.sharePercent }, () => entry),
);
const byCountry = new Map(locales.map((entry) => [entry.country, entry]));

/** The locale at a place in [0, 1) of the population. */
export function localeAt(unit: number): Locale {
  const found = byPercent[Math.floor(unit * byPercent.length)];
  if (found === undefined) throw new RangeError(`${unit} is not in [0, 1)`);
  return found;
}

/** Throws RangeError for a country that is not in the data. */
export function localeOf(country: string): Locale {
  const found = byCountry.get(country);
  if (found === undefined) throw new RangeError(`country ${country} is not in the sandbox's data`);
  return found;
}
