// Which windows reporting answers, and how it says that it does not.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectIn, objectsIn, startPaypal, time, transactionsPath, worldEnd } from "../running-paypal.ts";
import type { RunningPaypal } from "../running-paypal.ts";
import { lines } from "./naive.ts";

const dayMs = 86_400_000;
const month = { start_date: time(worldEnd - 31 * dayMs), end_date: time(worldEnd) };

let paypal: RunningPaypal;
beforeAll(async () => {
  paypal = await startPaypal({ historyYears: 10 });
});
afterAll(() => paypal[Symbol.asyncDispose]());

describe("windows", () => {
  const { start_date, end_date } = month;
  it.each([
    [time(worldEnd - 31 * dayMs - 1_000), end_date, "Date range is greater than 31 days"],
    [end_date, start_date, "End date is before start date"],
  ])("from %s to %s are refused: %s", async (from, to, issue) => {
    const { status, body } = await paypal.get(transactionsPath({ start_date: from, end_date: to }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      name: "INVALID_REQUEST",
      debug_id: expect.stringMatching(/^[0-9a-f]{13}$/),
      details: [{ field: "end_date", value: to, location: "query", issue, description: expect.any(String) }],
    });
  });

  it("include both of their ends, whose offset counts", async () => {
    const at = lines.toSorted((one, other) => one.at - other.at)[40]?.at ?? 0;
    const count = async (from: string, to: string): Promise<unknown> =>
      (await paypal.get(transactionsPath({ start_date: from, end_date: to, balance_affecting_records_only: "N" })))
        .body["total_items"];
    const sameSecond = lines.filter((line) => line.at === at).length;
    expect(await count(time(at), time(at))).toBe(sameSecond);
    expect(await count(time(at + 1), time(at + 999))).toBe(0);
    const inTokyo = `${time(at + 9 * 3_600_000).slice(0, 19)}+09:00`;
    expect(await count(inTokyo, inTokyo)).toBe(sameSecond);
  });

  it("reach back three years and no further", async () => {
    await using dated = await startPaypal();
    const ago = worldEnd - 3 * 365 * dayMs - dayMs;
    expect(
      (await dated.get(transactionsPath({ start_date: time(ago + 2_000), end_date: time(ago + dayMs) }))).status,
    ).toBe(200);
    const { status, body } = await dated.get(transactionsPath({ start_date: time(ago - dayMs), end_date: time(ago) }));
    expect([status, objectsIn(body["details"])[0]?.["field"]]).toEqual([400, "start_date"]);
  });

  it("end where reporting lags, and are refused when they begin after that", async () => {
    await using lagging = await startPaypal({ reportingLagSeconds: 86_400 });
    const { body } = await lagging.get(transactionsPath({ ...month, balance_affecting_records_only: "N" }));
    const refreshed = worldEnd - dayMs;
    expect(body).toMatchObject({
      end_date: "2026-10-31T00:00:00+0000",
      last_refreshed_datetime: "2026-10-31T00:00:00+0000",
      total_items: lines.filter(({ at }) => at >= worldEnd - 31 * dayMs && at <= refreshed).length,
    });
    const late = await lagging.get(transactionsPath({ start_date: time(refreshed + 1_000), end_date }));
    expect(late.status).toBe(404);
    expect(late.body).toMatchObject({
      name: "INVALID_REQUEST",
      message: "Data for the given start date is not available.",
      details: [],
    });
  });

  it("with too many transactions are refused whole, and narrower ones are not", async () => {
    await using small = await startPaypal({ maximumItems: 10 });
    const { status, body } = await small.get(transactionsPath({ ...month, page_size: "1" }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      name: "RESULTSET_TOO_LARGE",
      message: "Result set size is greater than the maximum limit. Change the filter criteria and try again.",
      maximum_items: 10,
      total_items: expect.any(Number),
    });
    expect(Number(body["total_items"])).toBeGreaterThan(10);
    const hour = { start_date: time(worldEnd - 3_600_000), end_date };
    expect((await small.get(transactionsPath(hour))).status).toBe(200);
  });

  it("are written as PayPal does, or as RFC 3339 wants when that is asked for", async () => {
    const plain = await paypal.get(transactionsPath(month));
    expect(plain.body).toMatchObject({ start_date: "2026-10-01T00:00:00+0000", end_date: "2026-11-01T00:00:00+0000" });
    const enforced = await paypal.get(transactionsPath(month), { "paypal-enforce-iso8601-format": "true" });
    expect(enforced.body).toMatchObject({ start_date: "2026-10-01T00:00:00Z" });
    expect(
      objectIn(objectsIn(enforced.body["transaction_details"])[0]?.["transaction_info"])["transaction_updated_date"],
    ).toMatch(/Z$/);
    await using other = await startPaypal({ reportingZone: "Z" });
    expect((await other.get(transactionsPath(month))).body).toMatchObject({ end_date: "2026-11-01T00:00:00Z" });
  });
});
