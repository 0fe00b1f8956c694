import { describe, expect, it } from "vitest";
import { where } from "../../../src/filters/filter.ts";
import type { SumRequest } from "../../../src/connectors/contract.ts";
import { ticketSums } from "../../../src/connectors/zendesk/ticket-sums.ts";
import { createAnsweringHttp, type Ask } from "../../support/fake-http.ts";
import { ALL } from "../../sums/some-shop.ts";

const request: SumRequest = { by: ["status"], monthOf: null, amount: null, filter: ALL };
const queryOf = ({ query }: Ask): string => String(query?.["query"]);
const counting = (countOf: (query: string) => number) =>
  createAnsweringHttp((ask) => ({ count: countOf(queryOf(ask)) }));

describe("Zendesk's counts of tickets", () => {
  it("are one for each status", async () => {
    const http = counting((query) => query.length);
    const computed = await ticketSums.compute?.(http, request);
    const words = ["new", "open", "pending", "hold", "solved", "closed"];
    expect(http.asked.map(queryOf)).toEqual(words.map((word) => `type:ticket status:${word}`));
    expect(computed?.groups).toEqual(
      words.map((word) => ({ record: { status: word }, count: `type:ticket status:${word}`.length })),
    );
  });

  it("are one for each priority, and what is left of all has none", async () => {
    const http = counting((query) => (query === "type:ticket" ? 100 : 20));
    const computed = await ticketSums.compute?.(http, { ...request, by: ["priority"] });
    expect(computed?.groups.map(({ record, count }) => [record, count])).toEqual([
      [{ priority: "low" }, 20],
      [{ priority: "normal" }, 20],
      [{ priority: "high" }, 20],
      [{ priority: "urgent" }, 20],
      [{}, 20],
    ]);
    const changed = counting((query) => (query === "type:ticket" ? 70 : 20)); // counted at different moments
    expect((await ticketSums.compute?.(changed, { ...request, by: ["priority"] }))?.groups.at(-1)?.count).toBe(0);
  });

  it.each([
    ["several things at once", { ...request, by: ["priority", "status"] }],
    ["months", { ...request, monthOf: "createdAt" }],
    ["people", { ...request, by: ["assigneeId"] }],
    ["what the filter names, as another term adds to it", { ...request, filter: where({ status: { in: ["OPEN"] } }) }],
  ])("can't be had by %s", async (_, asked) => {
    const http = counting(() => 1);
    expect(await ticketSums.compute?.(http, asked)).toBeNull();
    expect(http.asked).toEqual([]);
  });
});
