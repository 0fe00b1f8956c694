import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyOfId, stripeId } from "../../../src/sandbox/stripe/ids.ts";
import type { IdKind } from "../../../src/sandbox/stripe/ids.ts";

const shapes: readonly (readonly [IdKind, RegExp])[] = [
  ["customer", /^cus_[0-9A-Za-z]{14}$/],
  ["payment_intent", /^pi_3[0-9A-Za-z]{23}$/],
  ["charge", /^ch_3[0-9A-Za-z]{23}$/],
  ["refund", /^re_3[0-9A-Za-z]{23}$/],
  ["balance_transaction", /^txn_3[0-9A-Za-z]{23}$/],
  ["invoice", /^in_1[0-9A-Za-z]{23}$/],
  ["line_item", /^il_1[0-9A-Za-z]{23}$/],
  ["subscription", /^sub_1[0-9A-Za-z]{23}$/],
  ["subscription_item", /^si_[0-9A-Za-z]{14}$/],
  ["price", /^price_1[0-9A-Za-z]{23}$/],
  ["product", /^prod_[0-9A-Za-z]{14}$/],
];
const key = fc.integer({ min: 0, max: 0xffff_ffff });

describe.each(shapes)("a %s id", (kind, shape) => {
  it("looks like Stripe's and gives its key back", () => {
    fc.assert(
      fc.property(key, (value) => {
        const id = stripeId(kind, value);
        expect(id).toMatch(shape);
        expect(keyOfId(kind, id)).toBe(value);
      }),
    );
  });

  it("is refused when any one character of it is another", () => {
    fc.assert(
      fc.property(key, fc.nat(), fc.constantFrom("a", "Z", "9", "-", "é"), (value, place, character) => {
        const id = stripeId(kind, value);
        const at = place % id.length;
        const other = id.slice(0, at) + character + id.slice(at + 1);
        fc.pre(other !== id);
        expect(keyOfId(kind, other)).toBeNull();
      }),
    );
  });
});

describe("keyOfId", () => {
  it.each(["", "cus_", "cus_zzzzzzzzzzzzzz", "pi_3", "CUS_2dCUubdaOkuQrt", `cus_${"a".repeat(5_000)}`])(
    "refuses %j",
    (id) => {
      expect(keyOfId("customer", id)).toBeNull();
    },
  );

  it("does not take an id of one kind for another", () => {
    expect(keyOfId("charge", stripeId("payment_intent", 5))).toBeNull();
    expect(stripeId("charge", 5).slice(4)).not.toBe(stripeId("payment_intent", 5).slice(4));
  });
});
