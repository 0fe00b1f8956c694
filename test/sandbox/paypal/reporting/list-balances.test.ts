import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { merchant } from "../../../../src/sandbox/paypal/merchant.ts";
import { objectIn, objectsIn, startPaypal, time, worldEnd } from "../running-paypal.ts";
import type { Plain, RunningPaypal } from "../running-paypal.ts";
import { lines } from "./naive.ts";

const dayMs = 86_400_000;
const firstAt = Math.min(...lines.map(({ at }) => at));

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal({ historyYears: 10 });
});
afterAll(() => paypal[Symbol.asyncDispose]());

/** Of each currency that had come by then, all that came in, less fees and what went out. */
function naiveBalances(asOf: number): Readonly<Record<string, string>> {
  const sums = new Map<string, number>();
  for (const { at, currency, amountMinor, feeMinor, isBalanceAffecting } of lines) {
    if (at <= asOf) sums.set(currency, (sums.get(currency) ?? 0) + (isBalanceAffecting ? amountMinor - feeMinor : 0));
  }
  return Object.fromEntries(
    [...sums].map(([currency, minor]) => [currency, currency === "JPY" ? String(minor) : (minor / 100).toFixed(2)]),
  );
}

const told = (body: Plain): unknown =>
  Object.fromEntries(
    objectsIn(body["balances"]).map(({ currency, total_balance: total }) => [currency, objectIn(total)["value"]]),
  );

describe("listing balances", () => {
  it("gives at any instant what the book's payments, fees and refunds until then add up to", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: firstAt - dayMs, max: worldEnd }), async (asOf) => {
        const { body } = await paypal.get(`/v1/reporting/balances?as_of_time=${time(asOf)}`);
        expect(told(body)).toEqual(naiveBalances(asOf));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the last known ones when no instant is named, in one currency when that is", async () => {
    const { body } = await paypal.get("/v1/reporting/balances");
    expect(told(body)).toEqual(naiveBalances(worldEnd));
    expect(body).toMatchObject({
      account_id: merchant.id,
      as_of_time: "2026-11-01T00:00:00+0000",
      last_refresh_time: "2026-11-01T00:00:00+0000",
    });
    expect(objectsIn(body["balances"]).filter(({ primary }) => primary === true)).toMatchObject([{ currency: "USD" }]);
    const yen = await paypal.get("/v1/reporting/balances?currency_code=JPY");
    expect(told(yen.body)).toEqual({ JPY: naiveBalances(worldEnd)["JPY"] });
    expect(told((await paypal.get("/v1/reporting/balances?currency_code=SEK")).body)).toEqual({});
  });

  it("lags as transactions do, and goes back as far", async () => {
    await using lagging = await startPaypal({ reportingLagSeconds: 86_400 });
    const { body } = await lagging.get("/v1/reporting/balances");
    expect(told(body)).toEqual(naiveBalances(worldEnd - dayMs));
    expect((await lagging.get(`/v1/reporting/balances?as_of_time=${time(worldEnd - 4 * 365 * dayMs)}`)).status).toBe(
      400,
    );
  });
});
