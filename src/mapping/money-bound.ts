// Where a range of amounts begins or ends in a vendor's own decimals.
import type { Money } from "../generated/types.ts";
import { exponentOf } from "./currency.ts";

export interface AmountEdge {
  readonly comparison: ">=" | ">" | "<" | "<=";
  /** Digits with a point, and a minus before them: "12.345". */
  readonly decimal: string;
}

/**
 * The vendor's amounts that are so many minor units or more (`gte`), or fewer (`lt`), once they are rounded as
 * `minorUnitsOf` does: from half a unit below on, half a unit itself going away from zero.
 */
export function vendorAmounts(operator: "gte" | "lt", { minorUnits, currency }: Money): AmountEdge {
  const decimals = exponentOf(currency) + 1;
  const tenths = BigInt(minorUnits) * 10n - 5n;
  const digits = String(tenths < 0n ? -tenths : tenths).padStart(decimals + 1, "0");
  const decimal = `${tenths < 0n ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  const isHalfAmong = minorUnits > 0;
  if (operator === "gte") return { comparison: isHalfAmong ? ">=" : ">", decimal };
  return { comparison: isHalfAmong ? "<" : "<=", decimal };
}
