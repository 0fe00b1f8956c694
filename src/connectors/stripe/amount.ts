import type { Money } from "../../generated/types.ts";
import { exponentOf } from "../../mapping/currency.ts";
import type { TwoWayField } from "../../mapping/field-map.ts";
import { minorUnitMoney } from "../../mapping/money.ts";

// Stripe's smallest unit is not ISO 4217's in three currencies: ISK and UGX have no decimals but are written with two,
// always 00; MGA is written without. HUF and TWD lose their decimals in payouts only.
// https://docs.stripe.com/currencies#special-cases
const DECIMALS = { ISK: 2, UGX: 2, MGA: 0 };

/**
 * An amount of Stripe's, in the object's currency. Written as Stripe takes it: the code in small letters, and of three
 * decimals the last is 0.
 */
export function amountAt(path: string): TwoWayField<Money | null> {
  const amount = minorUnitMoney(path, "currency", DECIMALS);
  return {
    ...amount,
    toVendor(money, context) {
      if (money === null) return amount.toVendor(null, context);
      const { minorUnits, currency } = money;
      if (exponentOf(currency) === 3 && minorUnits % 10 !== 0) {
        throw new Error(`should end in 0, as Stripe takes ${currency} in tens, instead got ${minorUnits}`);
      }
      return { ...amount.toVendor(money, context), currency: currency.toLowerCase() };
    },
  };
}
