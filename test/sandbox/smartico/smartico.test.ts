import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { smartico } from "../../../src/sandbox/smartico/smartico.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { VendorServer } from "../../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";

const world = createWorld({ seed: 3, customers: 300 });
const book = world.books.smartico;
let nowMs = Date.UTC(2026, 10, 25);
let server: VendorServer;

const start = (rateScale: number): Promise<VendorServer> =>
  startVendor(smartico, { context: { world, now: () => nowMs, rateScale }, latencyMs: 0, random: () => 0.5 });

beforeAll(async () => {
  server = await start(1_000);
});
afterAll(() => server.stop());
beforeEach(() => {
  nowMs += 60_000;
});

const key = smartico.credentials["apiKey"] ?? "";

async function post(body: unknown, { authorization = key, url = server.url, type = "application/json" } = {}) {
  const reply = await fetch(`${url}/api/external/events/v2`, {
    method: "POST",
    headers: { "content-type": type, ...(authorization !== "" && { authorization }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: reply.status, body: (await reply.json()) as unknown };
}

type Body = Readonly<Record<string, unknown>>;

async function players(query = "count=10000"): Promise<Body[]> {
  const reply = await fetch(`${server.url}/sandbox/players?${query}`);
  expect(reply.headers.get("content-type")).toContain("application/x-ndjson");
  const lines = (await reply.text()).split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Body);
}

let eids = 0;
const eventOf = (player: Body, changes: object = {}) => ({
  eid: `eid-${(eids += 1)}`,
  event_date: nowMs,
  ext_brand_id: player["ext_brand_id"],
  user_ext_id: player["user_ext_id"],
  event_type: "update_profile",
  payload: {},
  ...changes,
});
const errorOf = (eid: string, code: number) => ({
  err_code: 0,
  event_errors: { [eid]: [expect.objectContaining({ error_code: code })] },
});

describe("the players", () => {
  it("are all there, once each, as a webhook would tell of them", async () => {
    const all = await players();
    expect(all).toHaveLength(book.players.size);
    expect(new Set(all.map((body) => `${String(body["ext_brand_id"])} ${String(body["user_ext_id"])}`)).size).toBe(
      all.length,
    );
    const others = all.flatMap((body) => Object.entries(body)).filter(([, value]) => typeof value !== "string");
    expect(new Set(others.map(([name]) => name))).toEqual(new Set(["missions"]));
  });

  it("come page by page", async () => {
    const all = await players();
    expect([...(await players("count=50")), ...(await players("from=50&count=10000"))]).toEqual(all);
    expect(await players(`from=${all.length}`)).toEqual([]);
    expect((await fetch(`${server.url}/sandbox/players?count=0`)).status).toBe(400);
  });

  it("carry the CRM contact's id where the operator took it for its own", async () => {
    const all = await players();
    const linked = all.filter((body) => body["crm_contact_id"] !== "");
    expect(linked.length / all.length).toBeGreaterThan(0.2);
    for (const body of linked) expect(body["crm_contact_id"]).toBe(body["user_ext_id"]);
    expect(all.length - linked.length).toBeGreaterThan(0);
  });
});

describe("events", () => {
  it("change a player, and are kept", async () => {
    const [before] = await players("count=1");
    if (before === undefined) throw new Error("there are players");
    const event = eventOf(before, { payload: { core_user_language: "XX" } });
    expect(await post([event])).toEqual({ status: 200, body: { err_code: 0, event_errors: {} } });
    const [after] = await players("count=1");
    expect(after).toEqual({ ...before, core_user_language: "XX", updated_at: String(nowMs) });
    const events = (await (await fetch(`${server.url}/sandbox/events`)).json()) as unknown[];
    expect(events.at(-1)).toEqual(event);
  });

  it("of other types change nobody", async () => {
    const [before] = await players("from=1&count=1");
    if (before === undefined) throw new Error("there are players");
    const event = eventOf(before, { event_type: "client_action", payload: { core_user_language: "YY" } });
    expect((await post([event])).body).toEqual({ err_code: 0, event_errors: {} });
    expect(await players("from=1&count=1")).toEqual([before]);
  });

  it("are refused one by one, within a 200, and the others taken", async () => {
    const [player, other] = await players("from=2&count=2");
    if (player === undefined || other === undefined) throw new Error("there are players");
    const good = eventOf(player);
    const [unknownUser, unknownBrand] = [eventOf(player, { user_ext_id: "x" }), eventOf(player, { ext_brand_id: "x" })];
    const seconds = eventOf(player, { event_date: nowMs / 1_000 });
    const later = eventOf(other);
    const { status, body } = await post([good, unknownUser, unknownBrand, { ...good }, seconds, "no event", later]);
    expect(status).toBe(200);
    expect(body).toEqual({
      err_code: 0,
      event_errors: {
        [unknownUser.eid]: [{ error_code: 10_001, error_message: expect.any(String) }],
        [unknownBrand.eid]: [{ error_code: 125, error_message: expect.any(String) }],
        [good.eid]: [{ error_code: 20_056, error_message: expect.any(String) }],
        [seconds.eid]: [{ error_code: 20_001, error_message: expect.stringContaining("milliseconds") }],
        "#5": [{ error_code: 20_001, error_message: expect.any(String) }],
      },
    });
    expect((await post([later])).body).toEqual(errorOf(later.eid, 20_056));
  });

  it("of a player are not another brand's", async () => {
    const [player] = await players("from=4&count=1");
    if (player === undefined) throw new Error("there are players");
    const brand = book.brands.find(({ key: own }) => own !== player["ext_brand_id"])?.key;
    const event = eventOf(player, { ext_brand_id: brand });
    expect((await post([event])).body).toEqual(errorOf(event.eid, 10_001));
  });

  it("of an empty list are none", async () => {
    expect(await post([])).toEqual({ status: 200, body: { err_code: 0, event_errors: {} } });
  });

  it.each([
    ["no key", { authorization: "" }, [], { err_code: 10_000 }],
    ["a key after Bearer", { authorization: `Bearer ${key}` }, [], { err_code: 10_000 }],
    ["no list", {}, {}, { err_code: 10_002 }],
    ["no JSON", {}, "[", { err_code: 10_002 }],
  ])("with %s are refused as a whole", async (_, options, body, expected) => {
    const reply = await post(body, options);
    expect([reply.status, reply.body]).toEqual([200, expect.objectContaining(expected)]);
  });

  it("may be 10 MB together, and no more", async () => {
    const filler = "x".repeat(1_048_576);
    const many = (count: number) => post(JSON.stringify(Array.from({ length: count }, () => filler)));
    expect((await many(9)).status).toBe(200);
    expect((await many(10)).status).toBe(413);
  });

  it("may be sent 6,000 times a minute, by the scale", async () => {
    const slow = await start(1 / 1_000);
    const send = () => post([], { url: slow.url }).then(({ status }) => status);
    const statuses: number[] = [];
    for (let call = 0; call < 8; call += 1) statuses.push(await send());
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    nowMs += 60_000;
    expect(await send()).toBe(200);
    await slow.stop();
  });
});
