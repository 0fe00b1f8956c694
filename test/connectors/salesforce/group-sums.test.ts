import { describe, expect, it } from "vitest";
import type { SumRequest } from "../../../src/connectors/contract.ts";
import { salesforce } from "../../../src/connectors/salesforce/index.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import { ALL } from "../../sums/some-shop.ts";

const { Deal: deal, Ticket: ticket } = salesforce.entities;
const request: SumRequest = { by: ["stageId"], monthOf: null, amount: "amount", filter: ALL };

function answering(rows: readonly object[], options: Record<string, unknown> = {}) {
  const records = rows.map((row) => ({ attributes: { type: "AggregateResult" }, ...row }));
  const reply = { totalSize: records.length, done: true, records };
  return createAnsweringHttp(() => reply, { options: { ...salesforce.options, ...options } });
}

const row = (more: object = {}) => ({ StageName: "Won", records: 5, valued: 3, total: 12.3, ...more });

describe("Salesforce's sums of opportunities", () => {
  it("are of those with an amount, and of those without", async () => {
    const http = answering([row({ inYear: 2026, inMonth: 3 })]);
    const computed = await deal?.sums?.compute?.(http, { ...request, monthOf: "closeDate" });
    expect(computed?.groups).toMatchObject([
      { record: { StageName: "Won", CloseDate: "2026-03-01", Amount: 12.3 }, count: 3 },
      { record: { StageName: "Won", CloseDate: "2026-03-01" }, count: 2 },
    ]);
    expect(computed?.groups[1]?.record).not.toHaveProperty("Amount");
    expect(http.asked).toHaveLength(1);
  });

  it("know records without a date", async () => {
    const asked = { ...request, monthOf: "closeDate", amount: null };
    const computed = await deal?.sums?.compute?.(answering([row({ inYear: null, inMonth: null })]), asked);
    expect(computed?.groups).toMatchObject([{ record: { CloseDate: null }, count: 5 }]);
  });

  it.each([
    ["an organization of several currencies, whose sums come converted", { multiCurrency: true }, request],
    ["a field that can't be grouped by", {}, { ...request, by: ["stageId", "companyId"] }],
    ["months of another date", {}, { ...request, monthOf: "updatedAt" }],
  ])("can't be had of %s", async (_, options, asked) => {
    const http = answering([row()], options);
    expect(await deal?.sums?.compute?.(http, asked)).toBeNull();
    expect(http.asked).toEqual([]);
  });

  it("are counted of several currencies, too, where nothing is added up", async () => {
    const computed = await deal?.sums?.compute?.(answering([row()], { multiCurrency: true }), {
      ...request,
      amount: null,
    });
    expect(computed?.groups).toMatchObject([{ count: 5 }]);
  });

  it("can't be had of more groups than a reply holds, and of more money than a number does", async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => row({ StageName: String(index) }));
    expect(await deal?.sums?.compute?.(answering(many), request)).toBeNull();
    expect(await deal?.sums?.compute?.(answering([row({ total: -1e12 })]), request)).toBeNull();
    expect(await deal?.sums?.compute?.(answering([row({ total: 9.99e11 })]), request)).not.toBeNull();
  });
});

describe("Salesforce's counts of cases", () => {
  it("ask for the vendor's fields, and nothing to add up", async () => {
    const http = answering([]);
    const by = ["assigneeId", "priority", "status"];
    await ticket?.sums?.compute?.(http, { by, monthOf: "createdAt", amount: null, filter: ALL });
    const soql = String(http.asked[0]?.query?.["q"]);
    expect(soql).toContain("SELECT OwnerId,Priority,Status,CALENDAR_YEAR(CreatedDate) inYear");
    expect(soql).not.toContain("SUM");
  });
});
