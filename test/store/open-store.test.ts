import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrate, MIGRATIONS } from "../../src/store/migrate.ts";
import { createStore } from "../../src/store/open-store.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import type { Store } from "../../src/store/store.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

const log = createLogger({ level: "silent" });

describe.each(KINDS)("a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let store: Store;

  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    store = database.open();
    await store.query("create table notes (id int primary key, text text)");
  });
  beforeEach(({ skip }) => skip(whySkipped !== null, whySkipped ?? ""));
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  it("gives values in the same types", async () => {
    const [row] = await store.query(
      "select $1::text as text, 7::int8 as big, 1.50::numeric as exact, $2::jsonb as json, $3::timestamptz as time, null as nothing",
      ["Öz", '{"a":[1]}', new Date(5)],
    );
    expect(row).toEqual({ text: "Öz", big: 7, exact: "1.50", json: { a: [1] }, time: new Date(5), nothing: null });
  });

  it("takes lists as values", async () => {
    expect(await store.query("select 2 = any($1::int[]) as found", [[1, 2]])).toEqual([{ found: true }]);
  });

  it("keeps what a transaction did, and nothing of one that failed", async () => {
    await store.transaction((sql) => sql.query("insert into notes values (1, 'kept')"));
    const failing = store.transaction(async (sql) => {
      await sql.query("insert into notes values (2, 'lost')");
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await store.query("select * from notes")).toEqual([{ id: 1, text: "kept" }]);
  });

  it("rejects with the database's own error", async () => {
    await expect(store.query("insert into notes values (1, 'again')")).rejects.toMatchObject({ code: "23505" });
    await expect(store.transaction((sql) => sql.query("select 1/0"))).rejects.toMatchObject({ code: "22012" });
    expect(await store.query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("does work of one key by turns, and goes on after an error", async () => {
    const steps: string[] = [];
    const begun = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    const first = store.withLock("key", async () => {
      steps.push("first begins");
      begun.resolve();
      await opened.promise;
      steps.push("first fails");
      throw new Error("first");
    });
    await begun.promise;
    const second = store.withLock("key", async () => {
      steps.push("second");
      return store.query("select 2 as two");
    });
    await store.withLock("other", () => Promise.resolve(steps.push("other")));
    opened.resolve();
    await expect(first).rejects.toThrow("first");
    expect(await second).toEqual([{ two: 2 }]);
    expect(steps).toEqual(["first begins", "other", "first fails", "second"]);
  });

  it("lets many holders of locks query", async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `key ${index}`);
    const rows = await Promise.all(
      keys.map((key) => store.withLock(key, () => store.query("select $1 as key", [key]))),
    );
    expect(rows).toEqual(keys.map((key) => [{ key }]));
  });

  it("delivers what is notified to who listens, until that ends", async () => {
    const heard: string[] = [];
    const other: string[] = [];
    const end = await store.listen("Kept Channel", { onMessage: (payload) => heard.push(payload) });
    await store.listen("Kept Channel", { onMessage: (payload) => other.push(payload) });
    await store.notify("Kept Channel", "one");
    await store.notify("kept channel", "another channel's");
    await expect.poll(() => [heard, other]).toEqual([["one"], ["one"]]);
    await end();
    await store.notify("Kept Channel", "two");
    await expect.poll(() => other).toEqual(["one", "two"]);
    expect(heard).toEqual(["one"]);
  });

  it("has every migration once, also when opened again", async () => {
    const numbers = MIGRATIONS.map((_, index) => ({ number: index + 1 }));
    expect(await store.query("select number from tributary_migrations order by number")).toEqual(numbers);
    if (kind === "embedded") {
      await store.close();
      store = database.open();
    } else {
      await Promise.all([database.open(), database.open()].map((each) => each.query("select 1")));
    }
    expect(await store.query("select number from tributary_migrations order by number")).toEqual(numbers);
    expect(await store.query("select * from notes")).toEqual([{ id: 1, text: "kept" }]);
  });

  it("is refused when its database is a newer program's", async () => {
    await store.query("insert into tributary_migrations (number, file) values (999, 'later.sql')");
    if (kind === "embedded") await store.close();
    store = database.open();
    await expect(store.query("select 1")).rejects.toThrow("The database has migration 999");
  });

  it("takes nothing more once closed", async () => {
    await store.close();
    await expect(store.query("select 1")).rejects.toThrow("the store is closed");
  });
});

describe("stores on one PostgreSQL", () => {
  let database: TestDatabase;

  beforeEach(({ skip }) => skip(WHY_NO_POSTGRESQL !== null, WHY_NO_POSTGRESQL ?? ""));
  beforeAll(async () => {
    if (WHY_NO_POSTGRESQL === null) database = await createDatabase("postgresql");
  });
  afterAll(() => (WHY_NO_POSTGRESQL === null ? database.drop() : undefined));

  it("migrate it once, however many open it at once", async () => {
    const stores = Array.from({ length: 5 }, () => database.open());
    await Promise.all(stores.map((each) => each.query("select 1")));
    const [first] = stores;
    expect(await first?.query("select count(*) as count from tributary_migrations")).toEqual([
      { count: MIGRATIONS.length },
    ]);
  });

  it("exclude each other by locks", async () => {
    const [one, other] = [database.open(), database.open()];
    await other.query("select 1");
    const steps: string[] = [];
    const begun = Promise.withResolvers<void>();
    const opened = Promise.withResolvers<void>();
    const first = one.withLock("key", async () => {
      begun.resolve();
      await opened.promise;
      steps.push("one");
    });
    await begun.promise;
    const second = other.withLock("key", () => Promise.resolve(steps.push("other")));
    await expect
      .poll(() => one.query("select count(*) as count from pg_locks where locktype = 'advisory' and not granted"))
      .toEqual([{ count: 1 }]);
    opened.resolve();
    await Promise.all([first, second]);
    expect(steps).toEqual(["one", "other"]);
  });

  it("hear each other, and of a gap when the connection was lost", async () => {
    const [one, other] = [database.open(), database.open()];
    const heard: string[] = [];
    const lost = Promise.withResolvers<void>();
    await one.listen("events", { onMessage: (payload) => heard.push(payload), onGap: () => lost.resolve() });
    await other.notify("events", "before");
    await expect.poll(() => heard).toEqual(["before"]);
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'",
    );
    await lost.promise;
    await other.notify("events", "after");
    await expect.poll(() => heard).toEqual(["before", "after"]);
  });

  it("go on with new connections when theirs are cut", async () => {
    const [one, other] = [database.open(), database.open()];
    await one.query("select 1");
    await other.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await expect.poll(() => one.query("select 1 as one").catch(String)).toEqual([{ one: 1 }]);
  });

  it("are left as they were by a migration that fails", async () => {
    const backend = await openPostgres({ url: database.url ?? "", log });
    await backend.query("drop table tributary_migrations");
    await expect(migrate(backend)).rejects.toMatchObject({ code: "42P07" }); // its tables are there
    expect(await backend.query("select to_regclass('tributary_migrations') as found")).toEqual([{ found: null }]);
    await backend.close();
  });
});

describe("a store that can't be opened", () => {
  it("says so to whoever asks, and costs nothing before", async () => {
    const url = "postgresql://nobody@127.0.0.1:1/none";
    const store = createStore({
      config: { url: "env:URL", folder: "", secret: undefined },
      readSecret: () => Promise.resolve(url),
      log,
    });
    await expect(store.query("select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await expect(store.transaction(() => Promise.resolve())).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await store.close();
  });
});
