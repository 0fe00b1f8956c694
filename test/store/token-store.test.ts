import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { createTokenStore } from "../../src/store/token-store.ts";
import { describesTokenStore } from "../credentials/token-store-conformance.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";

describe.each(KINDS)("tokens in a database that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let one: Store;
  let other: Store;
  let nowMs = 1_000_000;
  const clock = { now: () => nowMs };

  beforeEach(({ skip }) => skip(whySkipped !== null, whySkipped ?? ""));
  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    one = database.open();
    other = kind === "embedded" ? one : database.open(); // A folder has one owner.
  });
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  describesTokenStore(async () => {
    await one.query("delete from access_tokens");
    return {
      stores: [createTokenStore(one, clock), createTokenStore(other, clock)],
      nowMs: clock.now,
      pass: (ms) => void (nowMs += ms),
    };
  });

  it("outlive the instance that wrote them", async () => {
    await createTokenStore(one, clock).write("kept", "1.kept", { expiresAtMs: nowMs + 60_000 });
    await one.close();
    expect(await createTokenStore(database.open(), clock).read("kept")).toBe("1.kept");
  });
});
