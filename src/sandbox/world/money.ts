import type { Draws } from "./random.ts";

/** What a unit of the currency is worth in the smallest step that payments systems accept, and its price level. */
interface CurrencyFacts {
  /** ISO 4217 exponent: digits after the point. */
  readonly exponent: number;
  /** Units that buy about what one US dollar buys. */
  readonly unitsPerDollar: number;
  /** Minor units are a multiple of this. Stripe wants three-decimal amounts in tens. */
  readonly stepMinor: number;
}

const currencies: Readonly<Record<string, CurrencyFacts>> = {
  USD: { exponent: 2, unitsPerDollar: 1, stepMinor: 1 },
  EUR: { exponent: 2, unitsPerDollar: 0.9, stepMinor: 1 },
  GBP: { exponent: 2, unitsPerDollar: 0.8, stepMinor: 1 },
  JPY: { exponent: 0, unitsPerDollar: 150, stepMinor: 1 },
  KWD: { exponent: 3, unitsPerDollar: 0.3, stepMinor: 10 },
};

/** Digits after the point of the five currencies in the data. Throws RangeError for another. */
export function exponentOf(currency: string): number {
  return factsOf(currency).exponent;
}

/** An amount in minor units; small amounts are much commoner than large ones. */
export function drawAmountMinor(
  draws: Draws,
  currency: string,
  range: { minDollars: number; maxDollars: number },
): number {
  const { exponent, unitsPerDollar, stepMinor } = factsOf(currency);
  const dollars = range.minDollars * (range.maxDollars / range.minDollars) ** draws.unit();
  const minor = dollars * unitsPerDollar * 10 ** exponent;
  return Math.max(1, Math.round(minor / stepMinor)) * stepMinor;
}

function factsOf(currency: string): CurrencyFacts {
  const facts = Object.hasOwn(currencies, currency) ? currencies[currency] : undefined;
  if (facts === undefined) throw new RangeError(`currency ${currency} is not in the sandbox's data`);
  return facts;
}
