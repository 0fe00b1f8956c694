const languages: Readonly<Record<string, string>> = {
  US: "en",
  GB: "en",
  DE: "de",
  FR: "fr",
  ES: "es",
  IT: "it",
  BR: "pt",
  SE: "sv",
  PL: "pl",
  CZ: "cs",
  TR: "tr",
  UA: "uk",
  BG: "bg",
  GR: "el",
  JP: "ja",
  CN: "zh",
  SA: "ar",
  AE: "ar",
  EG: "ar",
  KW: "ar",
  IL: "he",
};

/** ISO 639-1 of what most people of a country speak. Throws RangeError for a country that is not in the data. */
export function languageOf(country: string): string {
  const language = Object.hasOwn(languages, country) ? languages[country] : undefined;
  if (language === undefined) throw new RangeError(`country ${country} is not in the sandbox's data`);
  return language;
}
