import type { Money } from "../../generated/types.ts";
import type { Field } from "../../mapping/field-map.ts";
import { minorUnitMoney } from "../../mapping/money.ts";

// Stripe's smallest unit is not ISO 4217's in three currencies: ISK and UGX have no decimals but are written with two,
// always 00; MGA is written without. HUF and TWD lose their decimals in payouts only.
// https://docs.stripe.com/currencies#special-cases
const DECIMALS = { ISK: 2, UGX: 2, MGA: 0 };

/** An amount of Stripe's, in the object's currency. */
export function amountAt(path: string): Field<Money | null> {
  return minorUnitMoney(path, "currency", DECIMALS);
}
