import type { PersonRecord } from "../world.ts";
import { hashNumber, stripeId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { seconds } from "./json.ts";
import type { View } from "./resource.ts";

const couponId = "WELCOME10";
const couponCreated = Date.UTC(2019, 0, 7) / 1_000;

/**
 * One customer in sixteen has the welcome coupon, for its next invoice only. Until clover a discount holds the coupon
 * itself; since then its id is under `source`: https://docs.stripe.com/changelog/clover
 */
export function discountOf(customer: PersonRecord, view: View): JsonObject | null {
  if (hashNumber(customer.serial) % 16 !== 0) return null;
  const coupon = view.version.isClover ? { source: { coupon: couponId, type: "coupon" } } : { coupon: welcomeCoupon() };
  return {
    id: stripeId("discount", customer.serial),
    object: "discount",
    checkout_session: null,
    ...coupon,
    customer: stripeId("customer", customer.serial),
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: null,
    start: seconds(customer.createdAt),
    subscription: null,
    subscription_item: null,
  };
}

function welcomeCoupon(): JsonObject {
  return {
    id: couponId,
    object: "coupon",
    amount_off: null,
    created: couponCreated,
    currency: null,
    duration: "once",
    duration_in_months: null,
    livemode: false,
    max_redemptions: null,
    metadata: {},
    name: "Welcome",
    percent_off: 10,
    redeem_by: null,
    times_redeemed: 0,
    valid: true,
  };
}
