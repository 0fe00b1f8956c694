import { describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../../src/filters/filter.ts";
import { RequestError } from "../../../src/errors.ts";
import { zendesk } from "../../../src/connectors/zendesk/index.ts";
import type { RelatedRequest } from "../../../src/connectors/contract.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { openContract } from "../../support/contract.ts";
import { createAnsweringHttp, createFakeHttp } from "../../support/fake-http.ts";
import type { Ask } from "../../support/fake-http.ts";
import { checkExchanges } from "../check-exchanges.ts";
import { runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";
import { results } from "./replies.ts";

// Paging and sorting are described on pages of their own, not in the contract file.
const contract = openContract(new URL("../../contracts/zendesk/support.openapi.trimmed.json", import.meta.url), {
  undeclaredQuery: ["page", "per_page", "sort", "sort_by", "sort_order"],
});
const options = { ...zendesk.options };

describe("zendesk", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(zendesk, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  it.each(cases)("keeps to the contract: $name", ({ exchanges }) => {
    expect(checkExchanges(contract, exchanges)).toEqual([]);
  });

  it("probes by one cheap call", async () => {
    const http = createAnsweringHttp(() => ({ users: [] }));
    await zendesk.probe(http);
    expect(http.asked).toEqual([
      { method: "GET", path: "/api/v2/users", query: { role: "end-user", "page[size]": "1" } },
    ]);
  });

  it("refuses a place that is none of its own, and finds nothing in a state that Zendesk does not have", async () => {
    const http = createFakeHttp([], { options });
    const request = {
      select: ["id"],
      filter: where({ status: { in: ["OPEN"] } }),
      order: { field: "updatedAt", direction: "DESC" },
      after: "1000",
      size: 10,
    } as const;
    const reading = zendesk.entities.Ticket?.list?.read(http, request);
    await expect(reading).rejects.toThrow(RequestError);
    await expect(reading).rejects.toThrow("The cursor is not one of this list's");
    await expect(zendesk.entities.Ticket?.list?.read(http, { ...request, after: "-1" })).rejects.toThrow("cursor");
    await expect(
      zendesk.entities.Ticket?.list?.read(http, {
        ...request,
        after: null,
        filter: where({ status: { in: ["UNKNOWN"] } }),
      }),
    ).rejects.toThrow("Zendesk can't filter by status UNKNOWN");
    expect(http.asked).toEqual([]);
  });

  it.each([[{}], [{ users: [], meta: {} }], [{ users: [], meta: { has_more: true } }], [null]])(
    "takes %o for no page",
    async (reply) => {
      const http = createAnsweringHttp(() => reply, { options });
      const request = { select: ["id"], filter: EVERYTHING, order: null, after: null, size: 10 };
      await expect(zendesk.entities.Contact?.list?.read(http, request)).rejects.toThrow(ReplyShapeError);
    },
  );
});

describe("the tickets of many requesters", () => {
  const requesters = Array.from({ length: 50 }, (_, index) => String(100 + index));

  /** A desk with these numbers of tickets, which answers searches by requester as Zendesk does. */
  function deskWith(counts: readonly number[]) {
    const all = counts.flatMap((count, index) =>
      Array.from({ length: count }, (_, nth) => ({
        id: index * 1000 + nth + 1,
        requester_id: Number(requesters[index]),
      })),
    );
    // As if each requester's tickets were older than those of the requester before.
    const answer = ({ query = {} }: Ask): unknown => {
      const asked = new Set([...String(query["query"]).matchAll(/requester:(\d+)/g)].map(([, id]) => Number(id)));
      const matching = all.filter(({ requester_id: id }) => asked.has(id));
      const size = Number(query["per_page"]);
      const start = (Number(query["page"]) - 1) * size;
      if (start + size > 1000) throw new Error("past the 1,000th result");
      return results(matching.length, matching.slice(start, start + size));
    };
    return createAnsweringHttp(answer, { options });
  }

  const request: RelatedRequest = {
    select: ["id"],
    filter: EVERYTHING,
    order: { field: "updatedAt", direction: "DESC" },
    after: null,
    first: 5,
  };

  async function find(counts: readonly number[], asked: Partial<RelatedRequest> = {}) {
    const http = deskWith(counts);
    const related = zendesk.entities.Ticket?.related?.Contact;
    const found = await related?.find(http, requesters.slice(0, counts.length), { ...request, ...asked });
    const shown = counts.map((_, index) => {
      const slice = found?.get(requesters[index] ?? "");
      return [slice?.records.length ?? 0, slice?.hasMore ?? false] as const;
    });
    return { http, shown };
  }

  const expectation = (counts: readonly number[], first = 5) =>
    counts.map((count) => [Math.min(count, first), count > first] as const);

  it.each([
    ["few each: one call", Array.from({ length: 50 }, () => 2), 1],
    ["none at all: one call", Array.from({ length: 50 }, () => 0), 1],
    ["one with very many, the rest behind it: pages", [250, ...Array.from({ length: 49 }, () => 1)], 3],
    ["a few behind one with very many: asked alone", [900, 3, 4], 1 + 2],
    [
      "more than a search gives: those behind the first page alone",
      [2000, ...Array.from({ length: 30 }, () => 1)],
      1 + 30,
    ],
    ["one just full, with more on the next page", [95, 10], 1 + 1],
    ["all full: no further than needed", Array.from({ length: 12 }, () => 8), 1],
  ] as const)("%s", async (_, counts, calls) => {
    const { http, shown } = await find(counts);
    expect(shown).toEqual(expectation(counts));
    expect(http.asked).toHaveLength(calls);
  });

  it("asks as many requesters a search as the option says", async () => {
    const http = deskWith(requesters.map(() => 1));
    const small = { ...http, options: { ...options, requestersPerSearch: 20 } };
    const found = await zendesk.entities.Ticket?.related?.Contact?.find(small, requesters, request);
    expect(found?.size).toBe(50);
    expect(http.asked).toHaveLength(3);
  });

  it("reads more of one requester than a page holds", async () => {
    const { http, shown } = await find([260], { first: 200 });
    expect(shown).toEqual([[200, true]]);
    expect(http.asked).toHaveLength(2);
  });

  it("goes on to the end of what a search gives, and says that there is more", async () => {
    const { shown } = await find([1500], { after: "950", first: 100 });
    expect(shown).toEqual([[50, true]]);
    await expect(find([1500], { after: "1000" })).rejects.toThrow(RequestError);
  });
});
