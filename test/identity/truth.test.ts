// Who is who by the store, after it has gone through all of a sandbox, beside who is who in truth.
import { describe, expect, it } from "vitest";
import { truthLines } from "../../src/cli/print-truth.ts";
import { createDatabase, WHY_NO_POSTGRESQL } from "../support/databases.ts";
import { crawledSandbox } from "../support/crawled-sandbox.ts";
import type { World } from "../../src/sandbox/world.ts";

const VENDORS = ["hubspot", "salesforce", "dynamics", "zendesk", "intercom", "stripe", "paypal"] as const;

/** Two of each group's members are a pair. */
function pairsIn(groups: Iterable<readonly string[]>): Set<string> {
  const pairs = new Set<string>();
  for (const members of groups) {
    const sorted = members.toSorted();
    for (const [index, a] of sorted.entries()) for (const b of sorted.slice(index + 1)) pairs.add(`${a} ${b}`);
  }
  return pairs;
}

function trueGroups(world: World, known: ReadonlyMap<string, string>): string[][] {
  return [...truthLines(world, VENDORS, Date.now)].map(({ records }) =>
    records.map(({ source, recordId }) => `${source}/${recordId}`).filter((name) => known.has(name)),
  );
}

describe.skipIf(WHY_NO_POSTGRESQL !== null)(`who is who, beside the truth ${WHY_NO_POSTGRESQL ?? ""}`, () => {
  it.each([1, 7, 4_242])("is right and whole with seed %i", { timeout: 180_000 }, async (seed) => {
    const database = await createDatabase("postgresql");
    const store = database.open();
    const crawled = await crawledSandbox({ seed, customers: 3_000, vendors: VENDORS, store });
    try {
      await expect
        .poll(() => VENDORS.filter((name) => !crawled.identity.people.isCrawled(name)), { timeout: 150_000 })
        .toEqual([]);
      const personOf = await crawled.personByRecord();
      const found = pairsIn(Map.groupBy(personOf.keys(), (name) => personOf.get(name)).values());
      const wanted = pairsIn(trueGroups(crawled.sandbox.world, personOf));
      const right = [...found].filter((pair) => wanted.has(pair));
      const wrong = [...found].filter((pair) => !wanted.has(pair));
      const missed = [...wanted].filter((pair) => !found.has(pair));
      const figures = {
        precision: right.length / found.size,
        recall: right.length / wanted.size,
        wrong: wrong.slice(0, 5),
        missed: missed.slice(0, 5),
      };
      expect(personOf.size).toBeGreaterThan(5_000);
      expect(figures.precision, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.995);
      expect(figures.recall, JSON.stringify(figures)).toBeGreaterThanOrEqual(0.97);
    } finally {
      await crawled.stop();
      await database.drop();
    }
  });
});
