import { describe, expect, it } from "vitest";
import { EVERYTHING } from "../../../src/filters/filter.ts";
import { MappingError, RequestError } from "../../../src/errors.ts";
import { hubspot } from "../../../src/connectors/hubspot/index.ts";
import type { DealStage } from "../../../src/mapping/entities.ts";
import { recordMapper } from "../../../src/mapping/map-record.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createAnsweringHttp, createFakeHttp } from "../../support/fake-http.ts";
import { hubspotContract } from "../../support/hubspot-contract.ts";
import { checkExchanges } from "../check-exchanges.ts";
import { mappingContext, runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";
import owners from "./fixtures/owners.json" with { type: "json" };
import { page } from "./replies.ts";

describe("hubspot", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(hubspot, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toHaveLength(one.exchanges.length);
  });

  it.each(cases)("keeps to the contract: $name", ({ exchanges }) => {
    expect(checkExchanges(hubspotContract, exchanges)).toEqual([]);
  });

  it("says why there is nothing past the 10,000th result, and asks nothing", async () => {
    const http = createFakeHttp([]);
    const request = {
      select: ["id"],
      filter: EVERYTHING,
      order: { field: "name", direction: "ASC" },
      after: "10000",
      size: 10,
    } as const;
    const reading = hubspot.entities.Company?.list?.read(http, request);
    await expect(reading).rejects.toThrow(RequestError);
    await expect(reading).rejects.toThrow("no more than 10000 companies");
    await expect(hubspot.entities.Company?.list?.read(http, { ...request, after: "x" })).rejects.toThrow(
      "not one of this list's",
    );
    expect(http.asked).toEqual([]);
  });

  it("reads the deals of many contacts a hundred a call, side by side", async () => {
    const dealIds = Array.from({ length: 250 }, (_, index) => String(1000 + index));
    const http = createAnsweringHttp(({ path }) =>
      path.startsWith("/crm/v4/")
        ? { results: [{ from: { id: "1" }, to: dealIds.map((toObjectId) => ({ toObjectId })) }] }
        : { results: [] },
    );
    await hubspot.entities.Deal?.related?.Contact?.find(http, ["1"], {
      select: ["id"],
      filter: EVERYTHING,
      order: { field: "createdAt", direction: "DESC" },
      after: null,
      first: 5,
    });
    const sizes = http.asked.map(({ body }) => (body as { inputs: unknown[] }).inputs.length);
    expect(sizes).toEqual([1, 100, 100, 50]);
  });

  it.each([[null], [{}], [{ results: {} }], [{ results: "x" }], [[]]])("takes %o for no answer", async (reply) => {
    const http = createAnsweringHttp(() => reply);
    await expect(hubspot.entities.Contact?.getMany?.(http, ["1"], ["id"])).rejects.toThrow(ReplyShapeError);
    await expect(hubspot.entities.DealStage?.getMany?.(http, ["1"], ["id"])).rejects.toThrow(ReplyShapeError);
    await expect(hubspot.entities.User?.getMany?.(http, ["1", "2"], ["id"])).rejects.toThrow(ReplyShapeError);
  });

  it("reads no more pages of owners than it takes to find them", async () => {
    const { mary, queue } = owners;
    const http = createAnsweringHttp(() => page([mary, queue], "78"));
    expect(await hubspot.entities.User?.getMany?.(http, ["77", "78"], ["id"])).toEqual([mary, queue]);
    expect(http.asked).toHaveLength(1);
  });

  it("does not follow a cursor that leads nowhere", async () => {
    const http = createAnsweringHttp(() => page([], "1"));
    await expect(hubspot.entities.User?.getMany?.(http, ["77", "78"], ["id"])).rejects.toThrow(
      "a cursor that leads on",
    );
    expect(http.asked).toHaveLength(2);
    const circular = createAnsweringHttp(() => ({
      results: [{ from: { id: "1" }, to: [], paging: { next: { after: "A" } } }],
    }));
    const request = {
      select: ["id"],
      filter: EVERYTHING,
      order: { field: "createdAt", direction: "DESC" },
      after: null,
      first: 5,
    } as const;
    await expect(hubspot.entities.Deal?.related?.Contact?.find(circular, ["1"], request)).rejects.toThrow(
      "a cursor that leads on",
    );
  });

  it("probes by one cheap call", async () => {
    const http = createFakeHttp([
      { ask: { method: "GET", path: "/crm/v3/objects/contacts", query: { limit: 1 } }, reply: { results: [] } },
    ]);
    await hubspot.probe(http);
    expect(http.asked).toHaveLength(1);
  });
});

describe("what a stage has come to", () => {
  const { fields } = hubspot.entities.DealStage ?? { fields: undefined };
  const outcome = (metadata: unknown): unknown => {
    if (fields === undefined) throw new Error("hubspot has no DealStage");
    const map = recordMapper<DealStage>("DealStage", fields, ["outcome"], mappingContext());
    return map({ stage: { id: "1", metadata }, pipeline: {} }).outcome;
  };

  it.each([
    [{ isClosed: "true", probability: "1.0" }, "WON"],
    [{ isClosed: "true", probability: "0.0" }, "LOST"],
    [{ isClosed: true, probability: 0 }, "LOST"],
    [{ isClosed: "false", probability: "1.0" }, "OPEN"],
    [{ isClosed: "false" }, "OPEN"],
    [{ probability: "1.0" }, "WON"],
    [{ probability: "0.6" }, "OPEN"],
    [{}, null],
  ])("%o", (metadata, expected) => {
    expect(outcome(metadata)).toBe(expected);
  });

  it.each([
    { isClosed: "true", probability: "0.5" },
    { isClosed: "true" },
    { isClosed: "perhaps", probability: "1.0" },
    { probability: "likely" },
    { probability: "2" },
  ])("is not guessed: %o", (metadata) => {
    expect(outcome(metadata)).toBeInstanceOf(MappingError);
  });
});
