// https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/aggregate-data
import { describe, expect, it } from "vitest";
import { book } from "../running-environment.ts";
import { everything, formatted, serialsWhere, useEnvironment } from "../use-environment.ts";

const { environment, get } = useEnvironment();

describe("$apply", () => {
  const outcomes = [0, 1, 2].map((statecode) => ({
    statecode,
    deals: serialsWhere(
      book.deals.size,
      (serial) => book.stages[book.deals.at(serial).stage]?.outcome === ["open", "won", "lost"][statecode],
    ).map((serial) => book.deals.at(serial)),
  }));

  it("counts and sums by choice, with labels", async () => {
    const { body, records } = await get(
      "opportunities?$apply=groupby((statecode),aggregate($count as deals,closeprobability with sum as total,closeprobability with average as mean,closeprobability with max as best))",
      everything,
    );
    expect(body["@odata.context"]).toBe(`${environment().root}/$metadata#opportunities`);
    const rows = records.toSorted((a, b) => Number(a["statecode"]) - Number(b["statecode"]));
    expect(rows).toEqual(
      outcomes.map(({ statecode, deals }) => {
        const shares = deals.map((deal) => Math.round((book.stages[deal.stage]?.probability ?? 0) * 100));
        const total = shares.reduce((sum, share) => sum + share, 0);
        return {
          statecode,
          [`statecode@${formatted}`]: ["Open", "Won", "Lost"][statecode],
          deals: deals.length,
          [`deals@${formatted}`]: deals.length.toLocaleString("en-US"),
          total,
          [`total@${formatted}`]: total.toLocaleString("en-US"),
          mean: expect.closeTo(total / deals.length, 6),
          [`mean@${formatted}`]: expect.any(String),
          best: Math.max(...shares),
          [`best@${formatted}`]: String(Math.max(...shares)),
        };
      }),
    );
  });

  it("filters first, groups by a related name, and tells first and last dates", async () => {
    const { records } = await get(
      "opportunities?$apply=filter(statecode eq 1)/groupby((ownerid/fullname),aggregate($count as n))",
    );
    const counted = records.reduce((sum, record) => sum + Number(record["n"]), 0);
    expect(counted).toBe(outcomes[1]?.deals.length);
    expect(Object.keys(records[0] ?? {})).toEqual(["systemuser_fullname", "n"]);
    const created = serialsWhere(book.contacts.size, () => true).map((serial) => book.contacts.at(serial).createdAt);
    const dates = await get(
      "contacts?$apply=aggregate(createdon with min as first,createdon with max as last)",
      everything,
    );
    expect(dates.records[0]).toMatchObject({
      first: `${new Date(Math.min(...created)).toISOString().slice(0, 19)}Z`,
      last: `${new Date(Math.max(...created)).toISOString().slice(0, 19)}Z`,
    });
    const distinct = await get("opportunities?$apply=aggregate(statecode with countdistinct as states)");
    expect(distinct.records).toEqual([{ states: 3 }]);
    const none = "filter(statecode eq 9)/aggregate($count as n,estimatedvalue_base with sum as total)";
    expect((await get(`opportunities?$apply=${none}`)).records).toEqual([{ n: 0 }]);
    const grouped = "filter(statecode eq 9)/groupby((statecode),aggregate($count as n))";
    expect((await get(`opportunities?$apply=${grouped}`)).records).toEqual([]);
    const sum = await get(
      "opportunities?$apply=filter(statecode eq 1)/aggregate(estimatedvalue_base with sum as total)",
      everything,
    );
    expect(sum.records[0]?.[`total@${formatted}`]).toMatch(/^\$[\d,]+\.\d\d$/);
  });

  it.each([
    "groupby((createdon))",
    "groupby((foo))",
    "groupby(statecode)",
    "aggregate(name with sum as x)",
    "aggregate(estimatedvalue with median as x)",
    "filter(statecode eq 1)",
    "groupby((statecode))/groupby((statecode))",
    "aggregate($count as n)&$orderby=n",
  ])("refuses %s", async (apply) => {
    expect((await get(`opportunities?$apply=${apply}`)).status).toBe(400);
  });
});
