import { exponentOf } from "../../world/money.ts";

/** The org's corporate currency, which is the integration user's too. */
export const corporateCurrency = "USD";

/** What one unit of the corporate currency is worth, as an administrator once typed it. */
export const conversionRates: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 0.92,
  GBP: 0.79,
  JPY: 151,
  KWD: 0.307,
};

/** A JSON number in whole units of the currency. */
export function amountOf(minor: number, currency: string): number {
  return Number(`${minor}e-${exponentOf(currency)}`);
}

/** An amount in the corporate currency. Throws RangeError for a currency that the org does not have. */
export function toCorporate(amount: number, currency: string): number {
  const rate = conversionRates[currency];
  if (rate === undefined) throw new RangeError(`the org has no currency ${currency}`);
  return amount / rate;
}
