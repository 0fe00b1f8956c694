import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feed } from "../../../src/connectors/paypal/feed.ts";
import { paypal } from "../../../src/connectors/paypal/index.ts";
import type { FeedPage } from "../../../src/connectors/contract.ts";
import { UpstreamError } from "../../../src/errors.ts";
import { valueAtPath } from "../../../src/mapping/field-map.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import type { Ask } from "../../support/fake-http.ts";
import { paypalContract as contract } from "../../support/paypal-contract.ts";
import transactions from "./fixtures/transactions.json" with { type: "json" };
import { found, SEARCH } from "./replies.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-25T12:00:00Z");
const options = { ...paypal.options, historyDays: 100 };

type Transaction = Readonly<{ id: string; startedMs: number; knownFromMs?: number }>;

/** PayPal over a list of payments, as its documentation has it: at most 31 days, 10,000 of them, and late. */
function playedPaypal({
  payments = [] as readonly Transaction[],
  limit = 10_000,
  refreshedMs = () => NOW as number | null,
  tickMs = 0,
}) {
  const clock = { ms: NOW };
  const answer = ({ method, path, query = {} }: Ask): unknown => {
    const findings = contract.checkRequest({ method, path, query: query as Record<string, string> });
    if (findings.length > 0) throw new Error(findings.join("\n"));
    const start = Date.parse(String(query["start_date"]));
    const end = Date.parse(String(query["end_date"]));
    if (start >= end || end - start > 31 * DAY) throw new UpstreamError("paypal", "rejected", { status: 400 });
    const inside = payments.filter(
      ({ startedMs, knownFromMs = 0 }) => startedMs >= start && startedMs <= end && knownFromMs <= clock.ms,
    );
    if (inside.length > limit) {
      throw new UpstreamError("paypal", "rejected", { status: 400, detail: '{"name":"RESULTSET_TOO_LARGE"}' });
    }
    const size = Number(query["page_size"]);
    const page = Number(query["page"]);
    const refreshed = refreshedMs();
    return found(inside.slice((page - 1) * size, page * size).map(shown), {
      page,
      pages: Math.ceil(inside.length / size),
      ...(refreshed !== null && { refreshed: new Date(refreshed).toISOString() }),
    });
  };
  const http = () => createAnsweringHttp(answer, { options, now: clock.ms });
  /** Reads on until the end; every page through a new Http, as after a restart. */
  const round = async (after: string | null) => {
    const asked: Ask[] = [];
    const ids: string[] = [];
    let page: FeedPage = { records: [], next: after ?? "", isAtEnd: false };
    do {
      clock.ms += tickMs;
      const one = http();
      page = await feed.read(one, page.next === "" ? null : page.next);
      asked.push(...one.asked);
      ids.push(...page.records.flatMap(({ type, record }) => (type === "Payment" ? [idOf(record)] : [])));
    } while (!page.isAtEnd);
    return { asked, ids, next: page.next };
  };
  return { clock, round };
}

const idOf = (record: unknown): string => String(valueAtPath(record, ["transaction_info", "transaction_id"]));

const shown = ({ id, startedMs }: Transaction) => ({
  transaction_info: {
    transaction_id: id,
    transaction_event_code: "T0006",
    transaction_initiation_date: new Date(startedMs).toISOString(),
    transaction_amount: { currency_code: "EUR", value: "1.00" },
  },
});

const windowsOf = (asked: readonly Ask[]): readonly (readonly [start: number, end: number])[] =>
  asked.map(({ query = {} }) => [Date.parse(String(query["start_date"])), Date.parse(String(query["end_date"]))]);

const spread = (count: number, fromMs: number, toMs: number): Transaction[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `P${index}`,
    startedMs: Math.round(fromMs + ((toMs - fromMs) * index) / count),
  }));

describe("the feed", () => {
  it("reads all that PayPal keeps, oldest first, in windows that leave nothing out", async () => {
    const payments = spread(300, NOW - 100 * DAY + HOUR, NOW);
    const { round } = playedPaypal({ payments });
    const { asked, ids } = await round(null);
    expect(ids).toEqual(payments.map(({ id }) => id));
    const windows = windowsOf(asked);
    expect(windows.map(([start, end]) => (end - start) / DAY)).toEqual([31, 31, 31, 7 - 1 / 24]);
    expect(windows[0]?.[0]).toBe(NOW - 100 * DAY + HOUR);
    expect(windows.slice(1).map(([start]) => start)).toEqual(windows.slice(0, -1).map(([, end]) => end));
    expect(windows.at(-1)?.[1]).toBe(NOW);
  });

  it("reads a window page by page, its end held while the clock goes on", async () => {
    const { round } = playedPaypal({ payments: spread(1_200, NOW - DAY, NOW), tickMs: 1_000 });
    const { asked, ids } = await round(null);
    expect(asked.map(({ query }) => query?.["page"])).toEqual(["1", "1", "1", "1", "2", "3"]);
    expect(new Set(windowsOf(asked.slice(3)).map(([, end]) => end))).toEqual(new Set([NOW + 4_000]));
    expect(ids).toHaveLength(1_200);
  });

  it("halves a window that has too many, and lengthens it again", async () => {
    const crowd = spread(4_000, NOW - 60 * DAY, NOW - 58 * DAY);
    const { round } = playedPaypal({ payments: crowd, limit: 1_000 });
    const { asked, ids } = await round(null);
    expect(new Set(ids).size).toBe(4_000);
    const days = windowsOf(asked).map(([start, end]) => (end - start) / DAY);
    expect(Math.min(...days)).toBeLessThan(0.5);
    expect(days.at(-2)).toBeGreaterThan(10);
  });

  it("fails where even a minute has too many, and for any other refusal", async () => {
    const payments = Array.from({ length: 11 }, (_, index) => ({ id: `P${index}`, startedMs: NOW - DAY }));
    await expect(playedPaypal({ payments, limit: 10 }).round(null)).rejects.toMatchObject({ failure: "rejected" });
    const refused = new UpstreamError("paypal", "rejected", { status: 400, detail: '{"name":"INVALID_REQUEST"}' });
    const http = createAnsweringHttp(
      () => {
        throw refused;
      },
      { options, now: NOW },
    );
    await expect(feed.read(http, null)).rejects.toBe(refused);
  });

  it("goes on from what PayPal knew, a lag and an hour earlier, and finds what appeared late", async () => {
    const late = { id: "LATE", startedMs: NOW - 2 * HOUR, knownFromMs: NOW + HOUR };
    const { clock, round } = playedPaypal({ payments: [late], refreshedMs: () => clockOf() - HOUR });
    const clockOf = (): number => clock.ms;
    const first = await round(null);
    expect(first.ids).toEqual([]);
    clock.ms += 2 * HOUR;
    const second = await round(first.next);
    expect(windowsOf(second.asked)).toEqual([[NOW - 5 * HOUR, NOW + 2 * HOUR]]);
    expect(second.ids).toEqual(["LATE"]);
  });

  it("does not ask for what begins after the end of PayPal's data, which is refused", async () => {
    // The data end days ago, long before the end of the second last window.
    const { round } = playedPaypal({ refreshedMs: () => NOW - 20 * DAY });
    const { asked, next } = await round(null);
    expect(windowsOf(asked).at(-1)?.[1]).toBeGreaterThan(NOW - 20 * DAY);
    expect(windowsOf(asked)).toHaveLength(3);
    expect(Number(next.split(" ")[0])).toBe(NOW - 20 * DAY - 4 * HOUR);
  });

  it("takes the end of its window where PayPal does not say how far its data go", async () => {
    const { next } = await playedPaypal({ refreshedMs: () => null }).round(null);
    expect(Number(next.split(" ")[0])).toBe(NOW - 4 * HOUR);
  });

  it("reads again once a day what may have been settled since", async () => {
    const { clock, round } = playedPaypal({ refreshedMs: () => clockOf() });
    const clockOf = (): number => clock.ms;
    let { next } = await round(null);
    const starts: number[] = [];
    for (let hours = 6; hours <= 54; hours += 6) {
      clock.ms = NOW + hours * HOUR;
      const one = await round(next);
      next = one.next;
      starts.push(...windowsOf(one.asked).map(([start]) => Math.round((clock.ms - start) / DAY)));
    }
    expect(starts.filter((days) => days === 10)).toHaveLength(2);
    expect(starts.filter((days) => days === 0)).toHaveLength(starts.length - 2);
  });

  it("never goes back behind the oldest that PayPal gives, which is refused", async () => {
    const http = createAnsweringHttp(() => found([], { refreshed: "2020-01-01T00:00:00Z" }), { options, now: NOW });
    const { next, isAtEnd } = await feed.read(http, null);
    expect(isAtEnd).toBe(true);
    expect(Number(next.split(" ")[0])).toBe(NOW - 100 * DAY + HOUR);
  });

  it("begins anew where it has rested so long that its window is too old, and not before", async () => {
    const { clock, round } = playedPaypal({});
    const old = `${NOW - 100 * DAY + HOUR} ${NOW - 90 * DAY} 2 ${31 * DAY} ${NOW}`;
    clock.ms += HOUR;
    expect(windowsOf((await round(old)).asked)[0]).toEqual([NOW - 100 * DAY + HOUR, NOW - 90 * DAY]);
    clock.ms += 1;
    expect(windowsOf((await round(old)).asked)[0]?.[0]).toBe(clock.ms - 100 * DAY + HOUR);
  });

  it("asks nothing where no time has passed", async () => {
    const { round } = playedPaypal({});
    const { next } = await round(null);
    const ahead = next.replace(/^\d+/, String(NOW + 5));
    expect(await round(ahead)).toEqual({ asked: [], ids: [], next: ahead });
  });

  it.each(["", "rubbish", "1 2 3", "-1 0 1 1 1", '{"fromMs":1}', "1 2 3 4 5 6"])(
    "begins anew from what is no position of its own: %j",
    async (after) => {
      const http = createAnsweringHttp(() => found([]), { options, now: NOW });
      await feed.read(http, after);
      expect(windowsOf(http.asked)[0]?.[0]).toBe(NOW - 100 * DAY + HOUR);
    },
  );

  it("never throws for what is in a transaction, and keeps the good ones beside", async () => {
    const { ada } = transactions;
    await fc.assert(
      fc.asyncProperty(fc.array(hostile(ada), { maxLength: 5 }), async (rubbish) => {
        const http = createAnsweringHttp(() => found([...rubbish, ada]), { options, now: NOW });
        const { records } = await feed.read(http, null);
        const payments = records.filter(({ type }) => type === "Payment").map(({ record }) => record);
        expect(payments).toContainEqual({ transaction_info: ada.transaction_info, payer_id: "6STWC2LSUYYYE" });
        for (const { record } of records) expect(typeof record).toBe("object");
      }),
    );
  });

  it.each([
    {},
    null,
    [],
    { ...found([]), total_items: "1" },
    { ...found([]), total_items: 1 },
    { ...found([transactions.ada]), total_pages: null },
    { ...found([]), last_refreshed_datetime: {} },
  ])("refuses a reply that is not of PayPal's shape: %j", async (reply) => {
    const http = createAnsweringHttp(() => reply, { options, now: NOW });
    await expect(feed.read(http, null)).rejects.toThrow(ReplyShapeError);
  });

  it("does not page on for ever where a reply says that there are pages, and they are empty", async () => {
    const endless = { ...found([transactions.ada]), transaction_details: [], total_pages: 1e9 };
    const http = createAnsweringHttp(() => endless, { options, now: NOW });
    const { next } = await feed.read(http, null);
    expect(next.split(" ")[2]).toBe("1");
    expect(http.asked[0]?.path).toBe(SEARCH);
  });
});

/** Any JSON, or a transaction with any JSON in place of one of its parts. */
function hostile(transaction: Readonly<Record<string, object>>): fc.Arbitrary<unknown> {
  const places = Object.entries(transaction).flatMap(([part, fields]) => [
    [part],
    ...Object.keys(fields).map((field) => [part, field]),
  ]);
  const changed = fc
    .tuple(fc.constantFrom(...places), fc.jsonValue())
    .map(([[part = "", field], value]) =>
      field === undefined
        ? { ...transaction, [part]: value }
        : { ...transaction, [part]: { ...transaction[part], [field]: value } },
    );
  return fc.oneof(fc.jsonValue(), changed);
}
