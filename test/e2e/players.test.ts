// Players: kept in our store, from imports, and seen by their brand's people only. All caches on, and shared by everybody.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importPlayers } from "../../src/cli/import-players.ts";
import { SANDBOX_BRANDS, sandboxToken } from "../../src/cli/sandbox-token.ts";
import { sendLines } from "../../src/cli/send-lines.ts";
import type { Role } from "../../src/generated/types.ts";
import { brands as brandRows } from "../../src/sandbox/world/brands.ts";
import { startGateway, type Gateway } from "../support/gateway.ts";

interface Player {
  readonly id: string;
  readonly externalId: string;
  readonly brand: { readonly id: string; readonly name: string } | null;
}

let gateway: Gateway;
/** Every player there is, by external id, and the name of its brand. */
const brandOf = new Map<string, string | null>();
const idOf = new Map<string, string>();

const send = (lines: readonly object[], brands = SANDBOX_BRANDS) =>
  sendLines(
    lines.map((line) => JSON.stringify(line)),
    { url: gateway.url, source: "smartico", token: sandboxToken({ roles: ["ADMIN"], brands }) },
  );

async function data<T>(query: string, brands: readonly string[] = SANDBOX_BRANDS, roles: readonly Role[] = ["ADMIN"]) {
  const answer = await gateway.ask({ query, brands, roles });
  expect(answer.errors).toEqual([]);
  return answer.data as T;
}

beforeAll(async () => {
  gateway = await startGateway({ sandbox: { vendors: ["hubspot", "smartico"], customers: 300 } });
  await importPlayers(gateway.url, gateway.sandbox, new AbortController().signal);
  await send([
    { user_ext_id: "brandless", email: "nobody@brandless.example", updated_at: "1764547200000" },
    { user_ext_id: "both", ext_brand_id: "harborgames", email: "both@brands.example", updated_at: "1764547200000" },
    { user_ext_id: "both-too", ext_brand_id: "lumenplay", email: "Both@brands.example", updated_at: "1764547300000" },
  ]);
  await send(
    [{ user_ext_id: "elsewhere", ext_brand_id: "unnamed-brand", email: "else@brands.example" }],
    ["unnamed-brand"],
  );
  const all = await everyPlayer([...SANDBOX_BRANDS, "unnamed-brand"], 200);
  for (const { id, externalId, brand } of all) {
    idOf.set(externalId, id);
    brandOf.set(externalId, brand?.name ?? null);
  }
}, 120_000);
afterAll(() => gateway.stop());

async function everyPlayer(brands: readonly string[], first: number): Promise<Player[]> {
  const found: Player[] = [];
  let after: string | null = null;
  do {
    const place: string = after === null ? "" : `, after: "${after}"`;
    const { players } = await data<{
      players: { nodes: Player[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    }>(
      `{ players(first: ${first}${place}) { nodes { id externalId brand { id name } } pageInfo { hasNextPage endCursor } } }`,
      brands,
    );
    found.push(...players.nodes);
    after = players.pageInfo.hasNextPage ? players.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

const seenBy = (brands: readonly string[]): string[] =>
  [...brandOf].flatMap(([id, brand]) => (brand === null || brands.includes(brand) ? [id] : [])).toSorted();

const brandSets = fc.subarray([...SANDBOX_BRANDS, "unnamed-brand", "no such brand"]);

describe("players", () => {
  it("are all there", () => {
    expect(brandOf.size).toBe(gateway.sandbox.world.books.smartico.players.size + 4);
  });

  it("are what the vendor told of them", async () => {
    const book = gateway.sandbox.world.books.smartico;
    const { players } = await data<{ players: { totalCount: number; nodes: Record<string, unknown>[] } }>(
      `{ players(first: 200) { totalCount nodes { externalId brand { id name } language level points segments badges
         missions { name progressPercent } predictions { lifetimeValue { minorUnits currency } churnRisk }
         createdAt updatedAt customer { email } } } }`,
    );
    expect(players.totalCount).toBe(seenBy(SANDBOX_BRANDS).length);
    const dates = players.nodes.map(({ updatedAt }) => String(updatedAt));
    expect(dates).toEqual(dates.toSorted().toReversed());
    const bySerial = new Map(players.nodes.map((node) => [String(node["externalId"]).replace(/^p-5/, ""), node]));
    let compared = 0;
    for (let serial = 0; serial < book.players.size; serial += 1) {
      const record = book.players.at(serial);
      const node = record.externalOf === null ? bySerial.get(String(serial).padStart(5, "0")) : undefined;
      if (node === undefined) continue;
      compared += 1;
      const row = book.player(serial);
      const brand = brandRows[row.brand];
      expect(node).toEqual({
        externalId: `p-${500_000 + serial}`,
        brand: { id: brand?.key, name: brand?.name },
        language: row.language.toUpperCase(),
        level: row.levelName,
        points: row.points,
        segments: row.segments.length === 0 ? null : row.segments,
        badges: row.badges.length === 0 ? null : row.badges,
        missions: row.missions,
        predictions:
          row.churnRisk === null
            ? null
            : {
                lifetimeValue: { minorUnits: row.predictedLifetimeValueMinor, currency: brand?.currency },
                churnRisk: row.churnRisk,
              },
        createdAt: new Date(record.createdAt).toISOString(),
        updatedAt: new Date(row.updatedAt).toISOString(),
        customer: expect.anything(),
      });
    }
    expect(compared).toBeGreaterThan(20);
  });

  it("belong to the customer that the CRM knows, by external id or e-mail", async () => {
    const { players } = await data<{
      players: { nodes: { externalId: string; customer: { links: { source: string; rule: string }[] } | null }[] };
    }>("{ players(first: 200) { nodes { externalId customer { links { source rule } } } } }");
    const rules = new Map<string, number>();
    for (const { customer } of players.nodes) {
      const rule = customer?.links.find(({ source }) => source === "smartico")?.rule ?? "none";
      rules.set(rule, (rules.get(rule) ?? 0) + 1);
    }
    expect([...rules.keys()].toSorted()).toEqual(["ANCHOR", "EMAIL", "EXTERNAL_ID"]);
  });

  it("of several brands are one customer", async () => {
    const { customerByEmail: customer } = await data<{
      customerByEmail: { links: object[]; players: { nodes: Player[] } };
    }>(
      '{ customerByEmail(email: "both@brands.example") { links { rule } players { nodes { id externalId brand { name } } } } }',
    );
    expect(customer.players.nodes.map(({ externalId }) => externalId)).toEqual(["both-too", "both"]);
    expect(customer.links).toEqual([{ rule: "ANCHOR" }, { rule: "EMAIL" }]);
  });

  it("are filtered by brand, level and segment, and counted", async () => {
    const { of, gold } = await data<{ of: { totalCount: number }; gold: { totalCount: number; nodes: object[] } }>(
      `{ of: players(filter: { brand: { in: ["kestrelclub"] } }) { totalCount }
         gold: players(first: 200, filter: { level: { in: ["Gold", "Diamond"] }, segments: { in: ["vip", "sports"] } },
           orderBy: { field: UPDATED_AT, direction: ASC }) { totalCount nodes { level segments } } }`,
    );
    const book = gateway.sandbox.world.books.smartico;
    const rows = Array.from({ length: book.players.size }, (_, serial) => book.player(serial));
    expect(of.totalCount).toBe(rows.filter(({ brand }) => brand === 2).length);
    const matching = rows
      .filter(({ levelName }) => ["Gold", "Diamond"].includes(levelName))
      .filter(({ segments }) => segments.includes("vip") || segments.includes("sports"));
    expect(gold.totalCount).toBe(matching.length);
    expect(gold.nodes).toHaveLength(matching.length);
  });

  it("cost their vendor no call", async () => {
    gateway.forget();
    await data("{ players(first: 5) { nodes { level customer { displayName } } } }");
    expect(gateway.calls()["smartico"]).toBeUndefined();
  });
});

describe("a brand's players", () => {
  it("are all that a token of the brand sees, page by page, whoever asked before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(brandSets, fc.integer({ min: 7, max: 60 })), { maxLength: 4 }),
        async (asked) => {
          for (const [brands, first] of asked) {
            const seen = await everyPlayer(brands, first);
            expect(seen.map(({ externalId }) => externalId).toSorted()).toEqual(seenBy(brands));
            const { players } = await data<{ players: { totalCount: number } }>("{ players { totalCount } }", brands);
            expect(players.totalCount).toBe(seen.length);
          }
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  it("are found by id, and hang on customers, for those who see the brand", async () => {
    const someIds = fc.subarray([...idOf.keys()], { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(someIds, fc.array(brandSets, { minLength: 1, maxLength: 3 }), async (externalIds, callers) => {
        for (const brands of callers) {
          const query = externalIds
            .map((externalId, n) => {
              const id = idOf.get(externalId) ?? "";
              return `p${n}: player(id: "${id}") { externalId customer { players { nodes { externalId } } } } n${n}: node(id: "${id}") { id }`;
            })
            .join(" ");
          const found = await data<Record<string, unknown>>(`{ ${query} }`, brands);
          const visible = new Set(seenBy(brands));
          for (const [n, externalId] of externalIds.entries()) {
            const isSeen = visible.has(externalId);
            expect(found[`n${n}`]).toEqual(isSeen ? { id: idOf.get(externalId) } : null);
            const player = found[`p${n}`] as { customer: { players: { nodes: Player[] } } } | null;
            expect(player !== null).toBe(isSeen);
            const others = player?.customer.players.nodes.map((each) => each.externalId) ?? [];
            expect(others.includes(externalId)).toBe(isSeen);
            expect(others.filter((each) => !visible.has(each))).toEqual([]);
          }
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it("are no customers, links or addresses of others", async () => {
    const ask = (brands: readonly string[]) =>
      data<{ found: object | null; customers: { nodes: { links: { source: string; recordId: string }[] }[] } }>(
        `{ found: customerByEmail(email: "both@brands.example") { players { nodes { externalId } } }
           customers(first: 200) { nodes { links { source recordId } } } }`,
        brands,
      );
    for (const brands of [["Harbor Games"], [], ["Lumen Play"], SANDBOX_BRANDS, ["Harbor Games"], []]) {
      const { found, customers } = await ask(brands);
      const both = ["both-too", "both"].filter((id) => seenBy(brands).includes(id));
      expect(found).toEqual(
        both.length === 0 ? null : { players: { nodes: both.map((externalId) => ({ externalId })) } },
      );
      const ids = customers.nodes.flatMap(({ links }) => links).filter(({ source }) => source === "smartico");
      const visible = new Set(seenBy(brands));
      const seen = ids.map(({ recordId }) => recordId.slice(recordId.indexOf("/") + 1));
      expect(seen.filter((id) => !visible.has(id))).toEqual([]);
    }
  });

  it("show a role what is its own", async () => {
    const query = "{ players(first: 1) { nodes { externalId brand { name } points level } } }";
    const { errors, data: found } = await gateway.ask({ query, brands: SANDBOX_BRANDS, roles: ["SUPPORT"] });
    expect(found).toEqual({
      players: { nodes: [{ externalId: expect.any(String), brand: expect.anything(), points: null, level: null }] },
    });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    const byLevel = `{ players(filter: { level: { in: ["Gold"] } }) { totalCount } }`;
    const refused = await gateway.ask({ query: byLevel, brands: SANDBOX_BRANDS, roles: ["SUPPORT"] });
    expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(["FORBIDDEN"]);
  });
});

describe("what is imported", () => {
  const ask = async () =>
    (
      await data<{ players: { totalCount: number; nodes: object[] } }>(
        `{ players(filter: { segments: { in: ["just imported"] } }) { totalCount nodes { externalId points } } }`,
      )
    ).players;

  it("is seen at once, whatever was cached, and never gives way to something older", async () => {
    expect(await ask()).toEqual({ totalCount: 0, nodes: [] });
    expect(await ask()).toEqual({ totalCount: 0, nodes: [] });
    const line = { user_ext_id: "new", core_external_segment: "just imported", updated_at: "1764547200000" };
    await send([{ ...line, ach_points_balance: "1" }]);
    expect(await ask()).toEqual({ totalCount: 1, nodes: [{ externalId: "new", points: 1 }] });
    await send([{ ...line, ach_points_balance: "2", updated_at: "1764547300000" }]);
    expect((await ask()).nodes).toEqual([{ externalId: "new", points: 2 }]);
    expect(await send([{ ...line, ach_points_balance: "3" }])).toMatchObject({ written: 0, refused: 0 });
    expect((await ask()).nodes).toEqual([{ externalId: "new", points: 2 }]);
    await send([{ user_ext_id: "new", updated_at: "1764547400000" }]);
    expect(await ask()).toEqual({ totalCount: 0, nodes: [] });
  });

  it("is of the brands that the token names, and each line for itself", async () => {
    const lines = [
      { user_ext_id: "h1", ext_brand_id: "harborgames" },
      { user_ext_id: "l1", ext_brand_id: "lumenplay" },
      {},
      [],
    ];
    const report = await send(lines, ["Lumen Play"]);
    expect(report).toMatchObject({ lines: 4, written: 2, refused: 3 });
    expect(report.problems.map(({ line, problem }) => [line, problem])).toEqual([
      [1, "belongs to the brand harborgames, whose records the token may not see"],
      [3, expect.stringContaining("user_ext_id")],
      [4, "should be an object, as the webhook's template makes it"],
    ]);
  });
});

describe("a gateway whose store can't be opened", () => {
  it("answers for all sources but those that are kept in it", async () => {
    const crippled = await startGateway({
      sandbox: { vendors: ["hubspot", "smartico"], customers: 50 },
      config: { store: { folder: "/dev/null/nowhere" } },
    });
    const { contacts } = crippled.sandbox.world;
    const email = Array.from({ length: contacts.size }, (_, serial) => contacts.at(serial).email).find(Boolean) ?? "";
    const { data: found, errors } = await crippled.ask({
      query: `{ companies(first: 1) { nodes { name } } customerByEmail(email: "${email}") { displayName }
        players(first: 1) { nodes { id } } }`,
      brands: SANDBOX_BRANDS,
    });
    expect(found).toEqual({
      companies: { nodes: [{ name: expect.any(String) }] },
      customerByEmail: { displayName: expect.any(String) },
      players: null,
    });
    expect(errors).toMatchObject([{ path: ["players"], extensions: { code: "UPSTREAM_DOWN", source: "smartico" } }]);
    await crippled.stop();
  });
});

describe("search", () => {
  const search = (text: string, brands: readonly string[]) =>
    data<{ search: { hits: { node: { email: string } }[]; gaps: unknown[] } }>(
      `{ search(text: ${JSON.stringify(text)}, types: [CUSTOMER], filter: { source: { in: ["smartico"] } }) {
        gaps { source code } hits { node { ... on Customer { email } } } } }`,
      brands,
    );

  it("finds people who are kept in the store, of the caller's brands alone", async () => {
    const { search: all } = await search("both brands.example", SANDBOX_BRANDS);
    expect(all.gaps).toEqual([]);
    expect(all.hits.map(({ node }) => node.email.toLowerCase())).toContain("both@brands.example");
    expect((await search("else@brands.example", SANDBOX_BRANDS)).search.hits).toEqual([]);
    expect((await search("else@brands.example", ["unnamed-brand"])).search.hits).toHaveLength(1);
  });
});
