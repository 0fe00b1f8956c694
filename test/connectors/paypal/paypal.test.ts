import { describe, expect, it } from "vitest";
import { paypal } from "../../../src/connectors/paypal/index.ts";
import { createAnsweringHttp } from "../../support/fake-http.ts";
import { checkExchanges } from "../check-exchanges.ts";
import { runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";
import { paypalContract as contract } from "../../support/paypal-contract.ts";
import { found, SEARCH } from "./replies.ts";

describe("paypal", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(paypal, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  it.each(cases)("keeps to the contract: $name", ({ exchanges }) => {
    expect(checkExchanges(contract, exchanges)).toEqual([]);
  });

  it("probes by one search for one transaction", async () => {
    const http = createAnsweringHttp(() => found([]), { now: Date.parse("2026-11-25T12:00:00Z") });
    await paypal.probe(http);
    const query = {
      start_date: "2026-11-24T12:00:00.000Z",
      end_date: "2026-11-25T12:00:00.000Z",
      page: "1",
      page_size: "1",
    };
    expect(http.asked).toEqual([{ method: "GET", path: SEARCH, query }]);
    expect(contract.checkRequest({ method: "GET", path: SEARCH, query })).toEqual([]);
  });
});
