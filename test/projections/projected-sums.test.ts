// Sums over records that are kept in both kinds of store: exact, whatever the records hold.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { where } from "../../src/filters/filter.ts";
import type { EntitySource, Projection, SumRequest } from "../../src/connectors/contract.ts";
import { id, oneOf } from "../../src/mapping/converters.ts";
import { isoInstant } from "../../src/mapping/dates.ts";
import type { Payment } from "../../src/mapping/entities.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import { decimalMoney } from "../../src/mapping/money.ts";
import { openProjections } from "../../src/projections/open-projections.ts";
import type { Store } from "../../src/store/store.ts";
import { countRecords } from "../../src/sums/count-records.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL, type TestDatabase } from "../support/databases.ts";
import { fakeSource, heldClock } from "../support/fake-source.ts";
import { ALL } from "../sums/some-shop.ts";

const projection: Projection = { orderBy: "createdAt", filters: ["status"], brand: "contactId", amount: "money.value" };
const payment: EntitySource<Payment> = {
  fields: {
    id: required("id", id),
    amount: decimalMoney("money.value", "money.currency"),
    status: at("state", oneOf({ done: "SUCCEEDED", open: "PENDING" })),
    contactId: at("payer", id),
    createdAt: at("at", isoInstant),
  },
  projection,
};

const clock = heldClock();
const request: SumRequest = { by: ["status"], monthOf: "createdAt", amount: "amount", filter: ALL };

function kept(store: Store, isFed = false) {
  const source = fakeSource({ name: "kept", entities: { Payment: payment } });
  const feed = { intervalMs: 1, read: () => Promise.reject(new Error("nobody reads it here")) };
  const opened = openProjections(
    { ...source.connector, ...(isFed && { feed }) },
    {
      store,
      mapping: source.mapping,
      backgroundHttp: () => source.client.http({ deadlineMs: Infinity }),
      drop: () => undefined,
      clock,
      log: { info: () => undefined, warn: () => undefined },
    },
  );
  if (opened === null) throw new Error("it keeps something");
  const readable = { ...source, connector: opened.connector };
  const count = (of: Partial<SumRequest> = {}) =>
    countRecords(
      {
        source: readable,
        of: { type: "Payment", request: { ...request, ...of }, only: null },
        clock,
        observe: () => undefined,
      },
      { startedAtMs: 5, isStopped: false, showsBy: () => undefined, wait: () => Promise.resolve() },
    );
  const compute = (of: Partial<SumRequest>) =>
    readable.connector.entities.Payment?.sums?.compute?.(readable.client.http({ deadlineMs: Infinity }), {
      ...request,
      ...of,
    });
  return { ...opened, count, compute };
}

const aPayment = (place: number, value: unknown, more: object = {}) =>
  ({
    type: "Payment",
    record: { id: `p${place}`, money: { value, currency: "EUR" }, state: "done", at: "2026-03-31T23:59:59Z", ...more },
  }) as const;

describe.each(KINDS)("sums in a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    store = database.open();
  });
  beforeEach(async ({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    await store.query("delete from projected_records");
    await store.query("delete from feed_checkpoints");
  });
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  it("are exact, by what is asked for, by month in UTC, and by currency", async () => {
    const { writer, count } = kept(store);
    await writer.write([
      aPayment(1, "0.10"),
      aPayment(2, "0.20"),
      aPayment(3, 0.3), // a number, as some vendors send
      aPayment(4, "5", { at: "2026-04-01T01:00:00+02:00" }), // still March
      aPayment(5, "7", { state: "open" }),
      aPayment(6, "7", { state: "new" }), // whatever that is
      aPayment(7, "700", { money: { value: "700", currency: "JPY" } }),
      aPayment(8, null),
      aPayment(9, "1", { at: null }),
    ]);
    const { groups, problem, isEnd } = await count();
    const shown = groups.map(({ keys, month, count: records, amount }) => [
      keys["status"],
      month,
      records,
      amount === null ? null : `${amount.minorUnits} ${amount.currency}`,
    ]);
    expect(shown.sort()).toEqual(
      [
        ["PENDING", "2026-03", 1, "700 EUR"],
        ["SUCCEEDED", "2026-03", 1, null],
        ["SUCCEEDED", "2026-03", 1, "700 JPY"],
        ["SUCCEEDED", "2026-03", 4, "560 EUR"],
        ["SUCCEEDED", null, 1, "100 EUR"],
        ["UNKNOWN", "2026-03", 1, "700 EUR"],
      ].sort(),
    );
    expect([problem, isEnd]).toEqual([null, true]);
  });

  it("add up far more digits than a float has", async () => {
    const { writer, compute } = kept(store);
    await writer.write([aPayment(1, "900719925474099312345.01"), aPayment(2, "0.02")]);
    const computed = await compute({ by: [], monthOf: null });
    expect(computed?.groups).toEqual([
      { record: { money: { value: "900719925474099312345.03", currency: "EUR" } }, count: 2 },
    ]);
  });

  it.each(["lots", "NaN", "'; drop table projected_records; --", "12,50", true, { deep: 1 }])(
    "are not spoilt by an amount of %j, which is told of",
    async (odd) => {
      const { writer, count } = kept(store);
      await writer.write([aPayment(1, "1.00"), aPayment(2, odd), aPayment(3, odd)]);
      const { groups, problem } = await count({ by: [], monthOf: null });
      const total = groups.reduce((sum, { amount }) => sum + (amount?.minorUnits ?? 0), 0);
      expect(total).toBe(100);
      expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(3);
      expect(problem?.message).toMatch(/Payment\.amount should be a decimal amount/);
    },
  );

  it("take in what the mapping alone can read as a number", async () => {
    const { writer, count } = kept(store);
    await writer.write([aPayment(1, "1.00"), aPayment(2, "1e5"), aPayment(3, "1e5")]);
    const { groups, problem } = await count({ by: [], monthOf: null });
    expect(groups).toMatchObject([{ count: 3, amount: { minorUnits: 20_000_100 } }]);
    expect(problem).toBeNull();
  });

  it("count what a caller may see of the rows", async () => {
    const { writer, compute } = kept(store);
    await writer.write([aPayment(1, "1", { payer: "north" }), aPayment(2, "2", { payer: "south" }), aPayment(3, "4")]);
    const seen = async (ids: readonly string[]) => {
      const computed = await compute({ by: [], monthOf: null, filter: where({ contactId: { in: ids } }) });
      return computed?.groups.map(({ count: records }) => records);
    };
    expect([await seen(["north", ""]), await seen(["south"]), await seen(["west"])]).toEqual([[2], [1], []]);
  });

  it("are read by the list where months are not those of the order", async () => {
    expect(await kept(store).compute({ monthOf: "updatedAt" })).toBeNull();
    expect(await kept(store).compute({ amount: "status" })).toBeNull();
  });

  it("are not whole before the feed has come to its end", async () => {
    const { writer, count } = kept(store, true);
    await writer.write([aPayment(1, "1")], { step: { after: null, next: "2", isAtEnd: false } });
    expect((await count()).isEnd).toBe(false);
    await writer.write([aPayment(2, "1")], { step: { after: "2", next: "3", isAtEnd: true } });
    expect(await count({ by: [] })).toMatchObject({ isEnd: true, groups: [{ count: 2 }] });
  });
});
