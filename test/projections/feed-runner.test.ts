import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Feed } from "../../src/connectors/contract.ts";
import { UpstreamError } from "../../src/errors.ts";
import type { Timers } from "../../src/runtime/timers.ts";
import type { Store } from "../../src/store/store.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";
import { heldClock } from "../support/fake-source.ts";
import { aPayment, keptPayments } from "./kept-payments.ts";

const PATIENCE = { timeout: 20_000 };

/** Timers that ring when told to. */
function heldTimers() {
  const waiting = new Set<{ readonly ms: number; readonly run: () => void }>();
  const timers: Timers = {
    after(ms, run) {
      const entry = { ms, run };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
  };
  return {
    timers,
    /** Waits for the runner to rest, and gives how long it wants to. */
    async resting(): Promise<number> {
      await expect.poll(() => waiting.size, PATIENCE).toBe(1);
      return [...waiting][0]?.ms ?? 0;
    },
    ring(): void {
      for (const entry of Array.from(waiting)) {
        waiting.delete(entry);
        entry.run();
      }
    },
  };
}

/** A vendor whose changes are the pages of a book: "1" is behind the first. */
function bookFeed(pages: readonly (readonly object[])[], intervalMs = 60_000) {
  const asked: (string | null)[] = [];
  const feed: Feed = {
    intervalMs,
    async read(_, after) {
      asked.push(after);
      const page = Number(after ?? 0);
      const next = Math.min(page + 1, pages.length);
      return { records: (pages[page] ?? []).map(aPayment), next: String(next), isAtEnd: next >= pages.length };
    },
  };
  return { feed, asked };
}

describe.each(KINDS)("a feed into a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  const clock = heldClock();
  let database: TestDatabase;
  let store: Store;
  const open: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    store = database.open();
  });
  beforeEach(async ({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    await store.query("delete from projected_records");
    await store.query("delete from feed_checkpoints");
  });
  afterEach(() => Promise.all(open.splice(0).map((each) => each.stop())));
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  function run(feed: Feed, on = store) {
    const held = heldTimers();
    const kept = keptPayments(on, { clock, feed, deps: { timers: held.timers } });
    open.push(kept);
    kept.start();
    return { ...held, ...kept };
  }
  const ids = async () =>
    (await store.query("select id from projected_records where type = 'Payment' order by id")).map(({ id }) => id);

  it("is read to its end, then again after the interval, from where it ended", async () => {
    const { feed, asked } = bookFeed([[{ id: "a" }, { id: "b" }], [{ id: "c" }], []]);
    const { resting, ring, logged } = run(feed);
    expect(await resting()).toBe(60_000);
    expect([asked, await ids()]).toEqual([
      [null, "1", "2"],
      ["a", "b", "c"],
    ]);
    expect(logged).toEqual([{ source: "kept", kept: 3 }]); // of all of its pages
    await store.query("update feed_checkpoints set ended_at = ended_at - interval '1 minute'");
    ring();
    await expect.poll(() => asked, PATIENCE).toEqual([null, "1", "2", "3"]);
  });

  it("is not read again before the interval is over, whoever read it last", async () => {
    const { feed, asked } = bookFeed([[{ id: "a" }]]);
    const first = run(feed);
    await first.resting();
    await first.stop();
    const second = run(feed);
    const restMs = await second.resting();
    expect(restMs).toBeGreaterThan(0);
    expect(restMs).toBeLessThanOrEqual(60_000);
    expect(asked).toEqual([null]);
  });

  it("goes on after a failure, later each time, from the last page that was kept", async () => {
    const { feed, asked } = bookFeed([[{ id: "a" }], [{ id: "b" }], [{ id: "c" }]]);
    let failures = 3;
    const failing: Feed = {
      ...feed,
      async read(http, after) {
        if (after === "1" && failures > 0) {
          failures -= 1;
          throw new UpstreamError("kept", "unavailable");
        }
        return feed.read(http, after);
      },
    };
    const { resting, ring, logged } = run(failing);
    for (const longest of [2_000, 4_000, 8_000]) {
      const restMs = await resting();
      expect(restMs).toBeGreaterThanOrEqual(longest / 2);
      expect(restMs).toBeLessThanOrEqual(longest);
      expect(await ids()).toEqual(["a"]);
      ring();
    }
    expect(await resting()).toBe(60_000);
    expect([asked, await ids()]).toEqual([
      [null, "1", "2"],
      ["a", "b", "c"],
    ]);
    expect(logged).toHaveLength(4);
  });

  it("keeps a page and its step together or neither, and nothing that another has read meanwhile", async () => {
    const { feed } = bookFeed([[{ id: "a" }], [{ id: "b" }], []]);
    const { resting, stop, writer } = run(feed);
    await resting();
    await stop();
    const late = writer.write([aPayment({ id: "late" })], {
      step: { after: "1", next: "2", isAtEnd: false },
    });
    await expect(late).rejects.toThrow("another instance");
    expect(await ids()).toEqual(["a", "b"]);
    expect(await store.query("select next from feed_checkpoints")).toEqual([{ next: "3" }]);
  });

  it("skips a record that can't be kept, says so, and never goes in circles", async () => {
    const { feed, asked } = bookFeed([[{ id: "a" }, {}, { id: "b" }]]);
    const { resting, logged } = run(feed);
    await resting();
    expect(await ids()).toEqual(["a", "b"]);
    expect(logged).toMatchObject([{ records: 1 }, { kept: 2 }]);
    expect(asked).toEqual([null]);
    await store.query("delete from feed_checkpoints");
    const circling = run({ ...feed, read: async (_, after) => ({ records: [], next: after ?? "x", isAtEnd: false }) });
    expect(await circling.resting()).toBeLessThanOrEqual(2_000);
  });

  it("ends with the page under way", async () => {
    const { feed, asked } = bookFeed([[{ id: "a" }], [{ id: "b" }]]);
    const begun = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const { stop } = run({
      ...feed,
      async read(http, after) {
        const page = await feed.read(http, after);
        begun.resolve();
        await answered.promise;
        return page;
      },
    });
    await begun.promise;
    const stopped = stop();
    answered.resolve();
    await stopped;
    expect([asked, await ids()]).toEqual([[null], ["a"]]);
  });

  it("is read by one instance at a time, each page once", async () => {
    const pages = Array.from({ length: 30 }, (_, n) => [{ id: String(n).padStart(2, "0") }]);
    const { feed, asked } = bookFeed(pages);
    let reading = 0;
    const alone: Feed = {
      ...feed,
      async read(http, after) {
        reading += 1;
        expect(reading).toBe(1);
        const page = await feed.read(http, after);
        await store.query("select 1");
        reading -= 1;
        return page;
      },
    };
    // A folder has one owner.
    const instances = [1, 2, 3].map(() => run(alone, kind === "embedded" ? store : database.open()));
    for (const { resting, logged } of instances) {
      await resting();
      expect(logged.filter((line) => "err" in line)).toEqual([]);
    }
    expect(asked).toEqual([null, ...pages.slice(1).map((_, n) => String(n + 1))]);
    expect(await ids()).toHaveLength(30);
  });
});
