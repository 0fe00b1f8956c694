import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import { intercom } from "../../../src/connectors/intercom/index.ts";
import type { ListRequest } from "../../../src/connectors/contract.ts";
import { RequestError } from "../../../src/errors.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createAnsweringHttp, createFakeHttp } from "../../support/fake-http.ts";
import { openContract } from "../../support/contract.ts";
import { checkExchanges } from "../check-exchanges.ts";
import { runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";
import contacts from "./fixtures/contacts.json" with { type: "json" };
import { get, page, search } from "./replies.ts";

// Of these two parameters of GET /contacts the page on paging tells, and not the contract file.
const contract = openContract(new URL("../../contracts/intercom/2.14.openapi.trimmed.json", import.meta.url), {
  undeclaredQuery: ["per_page", "starting_after"],
});
const { lead } = contacts;
type Searched = { readonly query: { readonly value: readonly [{ readonly value: readonly string[] }] } };
const options = { ...intercom.options };
const request: ListRequest = { select: ["id"], filter: EVERYTHING, order: null, after: null, size: 10 };

describe("intercom", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(intercom, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  it.each(cases)("keeps to the contract: $name", ({ exchanges }) => {
    expect(checkExchanges(contract, exchanges)).toEqual([]);
  });

  it("probes by one cheap call", async () => {
    const http = createAnsweringHttp(() => ({ type: "admin", id: "1" }));
    await intercom.probe(http);
    expect(http.asked).toEqual([{ method: "GET", path: "/me", query: {} }]);
    expect(contract.checkRequest({ method: "GET", path: "/me" })).toEqual([]);
  });

  it("asks Intercom in its own words, whatever people typed", async () => {
    const hostile = ['"', "\\", "*", "' OR 1=1", '{"field":"role"}', "a\u0000b", "IN", "null"];
    const http = createAnsweringHttp(() => page("data", []), { options });
    await intercom.entities.Contact?.byEmail?.find(http, hostile, ["id"]);
    await intercom.entities.Contact?.byExternalId?.find(http, "external_id", hostile, ["id"]);
    const values = http.asked.map(({ body }) => (body as Searched).query.value);
    expect(values).toEqual([
      [{ field: "email", operator: "IN", value: hostile }],
      [{ field: "external_id", operator: "IN", value: hostile }],
    ]);
    expect(
      checkExchanges(
        contract,
        http.asked.map((ask) => ({ ask, reply: undefined })),
      ),
    ).toEqual([]);
  });

  it("would notice a request that the contract does not have", () => {
    const wrong = search("/contacts", [["id", "LIKE", ["1"]]], {}, undefined);
    expect(checkExchanges(contract, [wrong])).not.toEqual([]);
    expect(checkExchanges(contract, [get("/contacts", { limit: 1 }, undefined)])).not.toEqual([]);
  });

  it("takes null for no e-mail address, as leads have it too", async () => {
    const { result } = await runCase(intercom, {
      name: "null",
      type: "Contact",
      reading: { kind: "getMany", ids: ["6762f0d51bb69f9f2193bb80"] },
      select: ["id", "displayName", "email"],
      exchanges: [get("/contacts/6762f0d51bb69f9f2193bb80", {}, { ...lead, email: null })],
      expected: null,
    });
    expect(result).toEqual([{ id: "6762f0d51bb69f9f2193bb80", displayName: null, email: null }]);
  });

  it("keeps every batch to as many values a search as the option says", async () => {
    const http = createAnsweringHttp(() => ({ ...page("conversations", []), tickets: [] }), {
      options: { ...options, valuesPerSearch: 40 },
    });
    const ids = Array.from({ length: 150 }, (_, index) => `${index % 2 === 0 ? "ticket" : "conversation"}-${index}`);
    await intercom.entities.Ticket?.getMany?.(http, ids, ["id"]);
    const sizes = http.asked.map(({ body }) => (body as Searched).query.value[0].value.length);
    expect(sizes).toEqual([40, 35, 40, 35]);
  });

  it("refuses the companies past those that the list gives, and says so", async () => {
    const http = createFakeHttp([], { options });
    const list = intercom.entities.Company?.list;
    await expect(list?.read(http, { ...request, after: "200" })).rejects.toThrow("no more than 10000 companies");
    await expect(list?.read(http, { ...request, after: "x" })).rejects.toThrow("not one of this list's");
    expect(http.asked).toEqual([]);
  });

  it("refuses what can't be filtered by, and a position of another list", async () => {
    const http = createFakeHttp([], { options });
    const list = intercom.entities.Ticket?.list;
    for (const filter of [where({ status: { in: ["OPEN", "UNKNOWN"] } }), where({ priority: { in: ["UNKNOWN"] } })]) {
      await expect(list?.read(http, { ...request, filter })).rejects.toThrow(RequestError);
      await expect(list?.read(http, { ...request, filter })).rejects.toThrow("Intercom can't filter by");
    }
    for (const after of ["7", "0.,", "0.,0.,0.", "-1.,0.", '0.,"x"', "0.YzE"]) {
      await expect(list?.read(http, { ...request, after }), after).rejects.toThrow("not one of this list's");
    }
    expect(http.asked).toEqual([]);
  });

  it("finds nothing, and asks nothing, for states that neither kind has", async () => {
    const http = createFakeHttp([], { options });
    const filter = where({ priority: { in: ["URGENT"] }, status: { in: ["NEW"] } });
    await expect(intercom.entities.Ticket?.list?.read(http, { ...request, filter })).resolves.toMatchObject({
      records: [],
      next: null,
    });
    await expect(intercom.entities.Ticket?.list?.count?.(http, filter)).resolves.toBe(0);
  });

  it.each([[{}], [{ data: [], pages: null }], [{ data: {}, total_count: 0 }], [null]])(
    "takes %o for no page",
    async (reply) => {
      const http = createAnsweringHttp(() => reply, { options });
      const order = { field: "createdAt", direction: "ASC" } as const;
      await expect(intercom.entities.Contact?.list?.read(http, { ...request, order })).rejects.toThrow(ReplyShapeError);
    },
  );
});

describe("the quota", () => {
  const date = "Fri, 17 Feb 2017 12:15:05 GMT"; // 1487333705
  const told = { "x-ratelimit-limit": "1666", "x-ratelimit-remaining": "12" };

  it.each([
    [{ ...told, "x-ratelimit-reset": "1487333710", date }, [{ resetsInMs: 5_000 }]],
    [{ ...told, "x-ratelimit-reset": "1487333700", date }, [{ resetsInMs: 0 }]],
    [{ ...told, "x-ratelimit-reset": "1487333710" }, [{}]],
    [told, [{}]],
    [{ "x-ratelimit-limit": "1666", date }, []],
    [{}, []],
  ])("reads %j", (headers, readings) => {
    expect(intercom.quota?.read?.(headers, 200, "")).toEqual(
      readings.map((reading) => ({ window: "app", limit: 1_666, remaining: 12, ...reading })),
    );
  });
});
