// Records kept in both kinds of store, read by the loaders that read every source.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EVERYTHING, where } from "../../src/filters/filter.ts";
import { UpstreamError } from "../../src/errors.ts";
import { findByEmail, findByExternalId } from "../../src/loaders/load-people.ts";
import { loadEntities } from "../../src/loaders/load-entities.ts";
import { loadCount, loadSlice } from "../../src/loaders/load-list.ts";
import { loadRelated, type ListSlice } from "../../src/loaders/load-related.ts";
import type { Payment } from "../../src/mapping/entities.ts";
import type { Store } from "../../src/store/store.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";
import { heldClock, loadScope } from "../support/fake-source.ts";
import { aContact, aPayment, keptPayments } from "./kept-payments.ts";

const clock = heldClock();
const day = (n: number): string => `2026-01-${String(n).padStart(2, "0")}T00:00:00.000Z`;

describe.each(KINDS)("records kept in a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let store: Store;
  let kept: ReturnType<typeof keptPayments>;

  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    store = database.open();
  });
  beforeEach(async ({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    await store.query("delete from projected_records");
    kept = keptPayments(store, { clock });
  });
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  const scope = () => loadScope({}, 0).begin().scope;
  const paymentIds = async (order: "ASC" | "DESC" | null, filter = EVERYTHING) => {
    const query = { filter, order: order && { field: "createdAt", direction: order }, select: ["id"] };
    const { items } = await loadSlice(scope(), kept.source, "Payment", query, null, 1_000);
    return items.map(({ entity }) => (entity instanceof Error ? entity : entity.id));
  };
  const related = async (ids: string[], first: number, after: string | null = null, filter = EVERYTHING) => {
    const order = { field: "createdAt", direction: "DESC" } as const;
    const request = { filter, order, first, after, select: ["id"] };
    const slices = await loadRelated(scope(), kept.source, "Payment", { type: "Contact", ids }, request);
    return slices.map((slice) => {
      if (slice instanceof Error) throw slice;
      return { ...slice, ids: slice.items.map(({ entity }) => (entity instanceof Error ? entity : entity.id)) };
    });
  };

  it("are found by id, in the order of what was asked", async () => {
    await kept.writer.write([aPayment({ id: "a", status: "done" }), aPayment({ id: "b" })]);
    const found = await loadEntities(scope(), kept.source, "Payment", ["b", "none", "a"], ["id", "status"]);
    expect(found).toMatchObject([{ id: "b", status: null }, null, { id: "a", status: "SUCCEEDED" }]);
  });

  it("are the newest that came, by their own account, else by when they came", async () => {
    const mails = async () => {
      const found = await loadEntities(scope(), kept.source, "Contact", ["a"], ["id", "email"]);
      return found.map((each) => (each === null || each instanceof Error ? each : each.email));
    };
    await kept.writer.write([aContact({ id: "a", mail: "two@x.example", changed: day(2) })]);
    const older = await kept.writer.write([aContact({ id: "a", mail: "one@x.example", changed: day(1) })]);
    expect(older).toEqual({ kept: 0, skipped: 1, refused: [] });
    expect(await mails()).toEqual(["two@x.example"]);
    await kept.writer.write([
      aContact({ id: "a", mail: "four@x.example", changed: day(4) }),
      aContact({ id: "a", mail: "three@x.example", changed: day(3) }),
    ]);
    expect(await mails()).toEqual(["four@x.example"]);
    await kept.writer.write([aContact({ id: "a", mail: "again@x.example", changed: day(4) })]);
    expect(await mails()).toEqual(["again@x.example"]);
    await kept.writer.write([aContact({ id: "a", mail: "undated@x.example" })]);
    expect(await mails()).toEqual(["undated@x.example"]);
  });

  it("are written once, however often they come, and counted by the database when there are many", async () => {
    const many = Array.from({ length: 2_500 }, (_, n) => aPayment({ id: `${n}`, payer: `${n % 50}`, at: day(1) }));
    expect(await kept.writer.write(many)).toMatchObject({ kept: 2_500, skipped: 0 });
    expect(await kept.writer.write(many)).toMatchObject({ kept: 0, skipped: 2_500 });
    expect(kept.logged).toEqual([]);
    const [row] = await store.query("select reltuples from pg_class where relname = 'projected_records'");
    expect(row).toEqual({ reltuples: 2_500 });
  });

  it("are listed newest first, or the other way round, and last what has no date", async () => {
    await kept.writer.write([
      aPayment({ id: "x" }),
      aPayment({ id: "b", at: day(2) }),
      aPayment({ id: "y", at: "no date" }),
      aPayment({ id: "c", at: day(3) }),
      aPayment({ id: "a", at: day(2) }),
    ]);
    expect(await paymentIds(null)).toEqual(["c", "b", "a", "y", "x"]);
    expect(await paymentIds("DESC")).toEqual(["c", "b", "a", "y", "x"]);
    expect(await paymentIds("ASC")).toEqual(["a", "b", "c", "x", "y"]);
  });

  it("are filtered and counted by what the projection names", async () => {
    await kept.writer.write([
      aPayment({ id: "a", status: "done", at: day(1) }),
      aPayment({ id: "b", status: "open", at: day(2) }),
      aPayment({ id: "c", status: "what?", at: day(3) }),
      aPayment({ id: "d", at: day(4) }),
    ]);
    const cases = [
      [{ status: { in: ["SUCCEEDED", "UNKNOWN"] } }, ["c", "a"]],
      [{ status: { in: [] } }, []],
      [{ createdAt: { gte: day(2), lt: day(4) } }, ["c", "b"]],
      [{ status: { in: ["PENDING", "SUCCEEDED"] }, createdAt: { gte: day(2) } }, ["b"]],
    ] as const;
    for (const [conditions, ids] of cases) {
      const filter = where(conditions);
      expect(await paymentIds(null, filter)).toEqual(ids);
      expect(await loadCount(scope(), kept.source, "Payment", filter)).toBe(ids.length);
    }
  });

  it("hang on their parents, a page each in one query, and go on behind any", async () => {
    const of = (payer: string, count: number) =>
      Array.from({ length: count }, (_, n) => aPayment({ id: `${payer}${n}`, payer, status: "done", at: day(n + 1) }));
    await kept.writer.write([...of("p", 3), ...of("q", 1), aPayment({ id: "open", payer: "p", at: day(9) })]);
    const [p, none, q] = await related(["p", "none", "q"], 2);
    expect([p?.ids, none?.ids, q?.ids]).toEqual([["open", "p2"], [], ["q0"]]);
    expect([p?.hasMore, none?.hasMore, q?.hasMore]).toEqual([true, false, false]);
    const [rest] = await related(["p"], 5, p?.items[0]?.position ?? null);
    expect(rest).toMatchObject({ ids: ["p2", "p1", "p0"], hasMore: false });
    const [done] = await related(["p"], 5, null, where({ status: { in: ["SUCCEEDED"] } }));
    expect(done?.ids).toEqual(["p2", "p1", "p0"]);
  });

  it("find people by e-mail, whatever its case, and by external id", async () => {
    const externalIds = [{ field: "crm", source: "hubspot" }];
    kept = keptPayments(store, { clock, externalIds });
    await kept.writer.write([
      aContact({ id: "a", mail: "Ann@X.example", crm: "42" }),
      aContact({ id: "b", mail: "ann@x.example" }),
      aContact({ id: "c", mail: "bob@x.example", crm: "43" }),
    ]);
    const byEmail = await findByEmail(scope(), kept.source, ["ann@x.example", "none@x.example"], ["id", "email"]);
    expect(byEmail.get("ann@x.example")).toMatchObject([{ id: "a" }, { id: "b" }]);
    expect(byEmail.has("none@x.example")).toBe(false);
    const [field] = externalIds;
    if (field === undefined) throw new Error("there is one");
    const byId = await findByExternalId(scope(), kept.source, field, ["42", "44"], ["id", "externalIds"]);
    expect([...byId.keys()]).toEqual(["42"]);
    expect(byId.get("42")).toMatchObject([{ id: "a" }]);
  });

  it("are found by settings that came after them", async () => {
    await kept.writer.write(
      Array.from({ length: 1_100 }, (_, n) => aContact({ id: `id${n}`, crm: String(n), mail: `m${n}@x.example` })),
    );
    const field = { field: "crm", source: "hubspot" };
    const later = keptPayments(store, { clock, externalIds: [field] });
    const found = () => findByExternalId(scope(), later.source, field, ["7", "1042"], ["id", "externalIds"]);
    expect((await found()).size).toBe(0);
    later.start();
    await expect.poll(() => later.logged, { timeout: 20_000 }).toMatchObject([{ records: 1_100 }]);
    expect([...(await found()).keys()].toSorted()).toEqual(["1042", "7"]);
    await later.stop();
  });

  it("may hold what the database can't", async () => {
    const strange = ["\0", "\ud800", "\\u0000", '"', "{}", "\\", "ß,ö", "😀", "null"];
    await kept.writer.write(strange.map((text, n) => aPayment({ id: `${n}`, payer: `p${text}`, [text]: [text] })));
    expect(await paymentIds("ASC")).toEqual(strange.map((_, n) => `${n}`));
    for (const [n, text] of strange.entries()) {
      const [slice] = await related([`p${text}`], 5);
      // The two that can't be stored become the same character.
      expect(slice?.ids, text).toEqual(n < 2 ? ["1", "0"] : [`${n}`]);
    }
    const ids = ["a\0b", "x".repeat(600)];
    expect(await loadEntities(scope(), kept.source, "Payment", ids, ["id"])).toEqual([null, null]);
    const deep: unknown = JSON.parse("[".repeat(50_000) + "]".repeat(50_000));
    const longest = { id: "ß".repeat(250), at: day(1), payer: "ß".repeat(1_000) };
    const { refused } = await kept.writer.write([
      aPayment({ id: "x".repeat(600) }),
      aPayment({ id: "fine" }),
      aPayment({ id: "deep", deep }),
      aPayment(longest),
    ]);
    expect(refused.map(({ index }) => index)).toEqual([0, 2]);
    const [ofLongest] = await related([longest.payer], 1);
    expect(ofLongest?.ids).toEqual([longest.id]);
  });

  it("page by page are each there once, whatever was written", async () => {
    const anId = fc.integer({ min: 0, max: 30 }).map(String);
    const record = fc.record({
      id: anId,
      at: fc.option(fc.integer({ min: 1, max: 5 }).map(day)),
      payer: fc.constantFrom("p", "q"),
      status: fc.constantFrom("done", "open"),
    });
    const wanted = fc.record({
      size: fc.integer({ min: 1, max: 7 }),
      direction: fc.constantFrom("ASC", "DESC"),
      status: fc.constantFrom(["SUCCEEDED"], ["SUCCEEDED", "PENDING"]),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(record, { maxLength: 12 }), { maxLength: 4 }),
        wanted,
        async (writes, page) => {
          await store.query("delete from projected_records");
          const last = new Map<string, { id: string; at: string | null; status: string }>();
          for (const batch of writes) {
            await kept.writer.write(batch.map(aPayment));
            for (const one of batch) last.set(one.id, one);
          }
          const query = {
            filter: where({ status: { in: page.status } }),
            order: { field: "createdAt", direction: page.direction },
            select: ["id", "createdAt"],
          } as const;
          const seen: string[] = [];
          const dates: string[] = [];
          let after: string | null = null;
          while (true) {
            const slice: ListSlice<Payment> = await loadSlice(scope(), kept.source, "Payment", query, after, page.size);
            for (const { entity } of slice.items) {
              if (entity instanceof Error) throw entity;
              seen.push(entity.id);
              dates.push(typeof entity.createdAt === "string" ? entity.createdAt : "none");
            }
            after = slice.items.at(-1)?.position ?? null;
            if (!slice.hasMore || after === null) break;
          }
          const matching = [...last.values()].filter(({ status }) => page.status.length > 1 || status === "done");
          expect(seen.toSorted()).toEqual(matching.map(({ id }) => id).toSorted());
          const dated = dates.filter((date) => date !== "none");
          expect(dates).toEqual([...dated, ...dates.filter((date) => date === "none")]);
          expect(dated).toEqual(page.direction === "ASC" ? dated.toSorted() : dated.toSorted().toReversed());
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a store that fails", () => {
  it("fails as the source would, at once or by the deadline", async () => {
    const broken = (query: () => Promise<never>): Store => ({
      query,
      transaction: query,
      withLock: query,
      notify: query,
      listen: query,
      close: () => Promise.resolve(),
    });
    const down = keptPayments(
      broken(() => Promise.reject(new Error("no such host"))),
      { clock },
    );
    const { scope } = loadScope().begin();
    const [problem] = await loadEntities(scope, down.source, "Payment", ["a"], ["id"]);
    expect(problem).toBeInstanceOf(UpstreamError);
    expect(problem).toMatchObject({ failure: "unavailable", source: "kept" });
    expect((problem as UpstreamError).message).not.toContain("host");
    const slow = keptPayments(
      broken(() => new Promise(() => undefined)),
      {
        clock,
        deps: { timers: { after: (_, run) => (queueMicrotask(run), () => undefined) } },
      },
    );
    const [late] = await loadEntities(scope, slow.source, "Payment", ["a"], ["id"]);
    expect(late).toMatchObject({ failure: "timeout", source: "kept" });
    down.start();
    await down.stop();
    expect(down.logged).toMatchObject([{ source: "kept" }]);
  });
});
