import { describe, expect, it } from "vitest";
import { smartico } from "../../../src/connectors/smartico/index.ts";
import { player } from "../../../src/connectors/smartico/player.ts";
import { UpstreamError } from "../../../src/errors.ts";
import { recordMapper } from "../../../src/mapping/map-record.ts";
import { ReplyShapeError } from "../../../src/mapping/reply.ts";
import { createFakeHttp } from "../../support/fake-http.ts";
import { mappingContext, runCase } from "../connector-case.ts";
import { cases } from "./cases.ts";

describe("smartico", () => {
  it.each(cases)("$type: $name", async (one) => {
    const { result, http } = await runCase(smartico, one);
    expect(result).toEqual(one.expected);
    expect(http.asked).toEqual([]);
  });
});

describe("a webhook's body", () => {
  it.each([null, [], "text", 5])("that is %j is refused", (body) => {
    expect(() => smartico.recordsIn?.(body)).toThrow("should be an object");
  });

  it("is a person and a player", () => {
    const body = { user_ext_id: "1" };
    expect(smartico.recordsIn?.(body)).toEqual([
      { type: "Contact", record: body },
      { type: "Player", record: body },
    ]);
  });
});

describe("the id", () => {
  const toPlayer = recordMapper("Player", player.fields, ["id", "brandId"], mappingContext());

  it("tells brands and players apart, whatever they are called", () => {
    const pairs = [
      ["a/b", "c"],
      ["a", "b/c"],
      ["", "a/b/c"],
      ["a%2Fb", "c"],
    ];
    const ids = pairs.map(([brand, user]) => toPlayer({ ext_brand_id: brand, user_ext_id: user }).id);
    expect(new Set(ids).size).toBe(pairs.length);
  });

  it("goes by the brand that events name, where a template has several", () => {
    const brands = { brand: "three", core_sm_brand_id: "two", ext_brand_id: "one" };
    expect(toPlayer({ ...brands, user_ext_id: "1" })).toMatchObject({ id: "one/1", brandId: "one" });
    const { ext_brand_id: _, ...others } = brands;
    expect(toPlayer({ ...others, user_ext_id: "1" })).toMatchObject({ id: "two/1", brandId: "two" });
  });
});

describe("a value that no template should make", () => {
  const fields = ["points", "missions", "badges", "segments", "predictions"];
  const toPlayer = recordMapper("Player", player.fields, ["id", ...fields], mappingContext());

  it.each([
    [{ ach_points_balance: "many" }, "points", 'a whole number, instead got "many"'],
    [{ ach_points_balance: "1.5" }, "points", "a whole number"],
    [{ ach_points_balance: " " }, "points", "a whole number"],
    [{ churn_risk: "1.01" }, "predictions", "from 0 to 1"],
    [{ missions: [{ name: "x", progress_percent: "101" }] }, "missions", "from 0 to 100"],
    [{ missions: [{ progress_percent: "1" }] }, "missions", "should be text"],
    [{ badges: "[half" }, "badges", "begins like one in JSON"],
    [{ core_external_segment: 5 }, "segments", "a list or a text"],
  ])("%j is an error at its field", (values, field, message) => {
    const made = toPlayer({ user_ext_id: "1", ...values }) as object as Record<string, unknown>;
    expect(String(made[field])).toContain(message);
    expect(Object.values(made).filter((value) => value instanceof Error)).toHaveLength(1);
  });
});

describe("the probe", () => {
  const call = (reply: unknown) => ({
    ask: { method: "POST", path: "/api/external/events/v2", body: [] as unknown[] } as const,
    reply,
  });

  it("sends no event, and heeds what the body says", async () => {
    const options = { probe: true };
    const good = createFakeHttp([call({ err_code: 0, event_errors: {} })], { options });
    await expect(smartico.probe(good)).resolves.toBeUndefined();
    const bad = createFakeHttp([call({ err_code: 10_000 })], { options });
    await expect(smartico.probe(bad)).rejects.toThrow(UpstreamError);
    const other = createFakeHttp([call({ ok: true })], { options });
    await expect(smartico.probe(other)).rejects.toThrow(ReplyShapeError);
  });

  it("can be left out", async () => {
    const http = createFakeHttp([], { options: { probe: false } });
    await smartico.probe(http);
    expect(http.asked).toEqual([]);
  });
});
