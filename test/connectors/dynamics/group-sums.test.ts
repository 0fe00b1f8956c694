import { describe, expect, it } from "vitest";
import type { SumRequest } from "../../../src/connectors/contract.ts";
import { dynamics } from "../../../src/connectors/dynamics/index.ts";
import { createAnsweringHttp, type Ask } from "../../support/fake-http.ts";
import { ALL } from "../../sums/some-shop.ts";

const { Deal: deal, Ticket: ticket } = dynamics.entities;
const request: SumRequest = { by: ["stageId"], monthOf: null, amount: "amount", filter: ALL };

function answering(rowsFor: (ask: Ask) => readonly object[], options: Record<string, unknown> = {}) {
  return createAnsweringHttp((ask) => ({ value: rowsFor(ask) }), { options: { ...dynamics.options, ...options } });
}

const applied = ({ query }: Ask): string => String(query?.["$apply"]);

describe("Dynamics' sums of opportunities", () => {
  it("are of what was paid, of what is expected, and of what has neither", async () => {
    const http = answering(
      (ask) => [
        applied(ask).includes("actualvalue with sum")
          ? { statecode: 1, statuscode: 3, records: 2, total: 10.5 }
          : { statecode: 0, stepname: "1-Qualify", records: 4, ...(applied(ask).includes("with sum") && { total: 7 }) },
      ],
      { multiCurrency: false },
    );
    const computed = await deal?.sums?.compute?.(http, request);
    expect(http.asked.map(applied)).toEqual(
      [
        ["statecode eq 1 and actualvalue ne null", ",actualvalue with sum as total"],
        ["((statecode ne 1) or (actualvalue eq null)) and estimatedvalue ne null", ",estimatedvalue with sum as total"],
        ["((statecode ne 1) or (actualvalue eq null)) and estimatedvalue eq null", ""],
      ].map(
        ([filter, sum]) =>
          `filter(${filter})/groupby((statecode,statuscode,stepname),aggregate($count as records${sum}))`,
      ),
    );
    expect(computed?.groups).toEqual([
      { record: { statecode: 1, statuscode: 3, records: 2, actualvalue: 10.5 }, count: 2 },
      { record: { statecode: 0, stepname: "1-Qualify", records: 4, estimatedvalue: 7 }, count: 4 },
      { record: { statecode: 0, stepname: "1-Qualify", records: 4 }, count: 4 },
    ]);
  });

  it.each([
    ["several currencies, unless an account says it has one", {}, request],
    ["months, which can't be grouped by", { multiCurrency: false }, { ...request, monthOf: "closeDate" }],
    ["owners, who may be teams", { multiCurrency: false }, { ...request, by: ["ownerId"] }],
  ])("can't be had of %s", async (_, options, asked) => {
    const http = answering(() => [], options);
    expect(await deal?.sums?.compute?.(http, asked)).toBeNull();
    expect(http.asked).toEqual([]);
  });
});

describe("Dynamics' counts of cases", () => {
  it("take one call", async () => {
    const http = answering(() => [{ statuscode: 5, prioritycode: 1, records: 3 }]);
    const computed = await ticket?.sums?.compute?.(http, { ...request, by: ["priority", "status"], amount: null });
    expect(http.asked.map(applied)).toEqual(["groupby((prioritycode,statuscode),aggregate($count as records))"]);
    expect(computed?.groups).toEqual([{ record: { statuscode: 5, prioritycode: 1, records: 3 }, count: 3 }]);
    expect(await ticket?.sums?.compute?.(http, { ...request, by: ["assigneeId"], amount: null })).toBeNull();
  });
});
