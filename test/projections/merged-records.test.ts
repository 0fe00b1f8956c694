// Records that each tell a part of a person, kept as one in both kinds of store.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mergePayers } from "../../src/connectors/paypal/payer.ts";
import type { Store } from "../../src/store/store.ts";
import { createDatabase, KINDS, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import type { TestDatabase } from "../support/databases.ts";
import { heldClock } from "../support/fake-source.ts";
import { aContact, keptPayments } from "./kept-payments.ts";

const clock = heldClock();
const externalIds = [{ field: "crm", source: "hubspot" }];
const day = (n: number): string => `2026-01-${String(n).padStart(2, "0")}T00:00:00.000Z`;
const seenOn = (n: number, told: object = {}, id = "a"): object => {
  return { id, first_seen: day(n), last_seen: day(n), at: day(n), ...told };
};

describe.each(KINDS)("parts of one person in a store that is %s", (kind) => {
  const whySkipped = kind === "postgresql" ? WHY_NO_POSTGRESQL : null;
  let database: TestDatabase;
  let store: Store;
  const open = (on = store) => keptPayments(on, { clock, externalIds, merge: mergePayers });

  beforeAll(async () => {
    if (whySkipped !== null) return;
    database = await createDatabase(kind);
    store = database.open();
  });
  beforeEach(async ({ skip }) => {
    skip(whySkipped !== null, whySkipped ?? "");
    await store.query("delete from projected_records");
  });
  afterAll(() => (whySkipped === null ? database.drop() : undefined));

  const rows = () => store.query("select id, record, keys from projected_records order by id");
  const whole = {
    id: "a",
    record: { id: "a", first_seen: day(1), last_seen: day(2), at: day(2), crm: "42", mail: "b@x.example" },
    keys: expect.arrayContaining(["externalIds.hubspot=42", "email=b@x.example"]),
  };
  const earlier = aContact(seenOn(1, { mail: "a@x.example", crm: "42" }));
  const later = aContact(seenOn(2, { mail: "b@x.example" }));

  it.each([
    ["in one page", [[earlier, later]]],
    ["in one page, the later first", [[later, earlier]]],
    ["over pages", [[earlier], [later]]],
    ["over pages, the later first", [[later], [earlier]]],
    ["again and again", [[later, earlier], [earlier, later], [later]]],
  ])("are one %s, found by what either told", async (_, pages) => {
    const { writer } = open();
    for (const page of pages) expect((await writer.write(page)).refused).toEqual([]);
    expect(await rows()).toEqual([whole]);
  });

  it("count as written when something came of it", async () => {
    const { writer } = open();
    expect(await writer.write([earlier, later])).toMatchObject({ kept: 1 });
    expect(await writer.write([earlier])).toMatchObject({ kept: 0, skipped: 1 });
    expect(await writer.write([aContact(seenOn(2, { mail: "c@x.example" }))])).toMatchObject({ kept: 1 });
  });

  it("are not mixed with another's, nor with what is no part", async () => {
    const { writer } = open();
    await writer.write([earlier, aContact(seenOn(3, { mail: "z@x.example" }, "z"))]);
    await writer.write([{ type: "Payment", record: { id: "a", at: day(1) } }, later]);
    await writer.write([{ type: "Payment", record: { id: "a" } }]);
    const kept = await store.query("select type, id, record from projected_records order by type, id");
    expect(kept).toEqual([
      { type: "Contact", id: "a", record: whole.record },
      { type: "Contact", id: "z", record: seenOn(3, { mail: "z@x.example" }, "z") },
      { type: "Payment", id: "a", record: { id: "a" } },
    ]);
  });

  it("come out the same however they are cut into pages and in whatever order they come", async () => {
    const part = fc.record({ n: fc.integer({ min: 1, max: 20 }), id: fc.constantFrom("a", "b") });
    // What is told on one day is told whole, so that one part alone is the latest to tell it.
    const pages = fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const recordOf = ({ n, id }: { n: number; id: string }) => aContact(seenOn(n, { mail: `m${n}@x.example` }, id));
    const kept = async (written: readonly (readonly { n: number; id: string }[])[]) => {
      await store.query("delete from projected_records");
      const { writer } = open();
      for (const page of written) await writer.write(page.map(recordOf));
      return rows();
    };
    await fc.assert(
      fc.asyncProperty(pages, async (written) => {
        const all = written.flat();
        const once = await kept([all.toSorted((a, b) => a.n - b.n)]);
        expect(await kept(written)).toEqual(once);
        expect(await kept(written.toReversed())).toEqual(once);
        expect(once).toHaveLength(new Set(all.map(({ id }) => id)).size);
      }),
      { numRuns: 15 },
    );
  });

  it("written at the same time by several lose nothing", async () => {
    // A folder has one owner.
    const writers = [1, 2, 3, 4].map(() => open(kind === "embedded" ? store : database.open()).writer);
    const ids = Array.from({ length: 20 }, (_, n) => `id${n}`);
    for (const id of ids) {
      await Promise.all(writers.map(({ write }, n) => write([aContact(seenOn(n + 1, { [`told${n}`]: "yes" }, id))])));
    }
    const told = { told0: "yes", told1: "yes", told2: "yes", told3: "yes", first_seen: day(1), last_seen: day(4) };
    expect((await rows()).map(({ record }) => record)).toEqual(
      ids.toSorted().map((id) => expect.objectContaining({ id, ...told })),
    );
  });
});
