import { describe, expect, it } from "vitest";
import { createEntityCache } from "../../src/cache/entity-cache.ts";

const lifetime = { freshMs: 1_000, staleMs: 2_000, staleIfErrorMs: 10_000 };

function setUp() {
  const clock = { ms: 0, now: () => clock.ms };
  const cache = createEntityCache({ maxBytes: 1_000_000, clock });
  const put = (entity: object | null, fields: string[]) =>
    cache.putEntity("crm/Deal/1", entity, { fields, lifetime, mark: cache.mark() });
  const get = (...fields: string[]) => cache.entity("crm/Deal/1", fields, lifetime);
  return { clock, cache, put, get };
}

describe("the entity cache", () => {
  it("holds an entity for reads of the same fields or fewer, not for others", () => {
    const { put, get } = setUp();
    put({ id: "1", name: "A", amount: 5 }, ["id", "name", "amount"]);
    expect(get("id", "name")?.value).toEqual({ id: "1", name: "A", amount: 5 });
    expect(get("id", "stage")).toBeUndefined();
  });

  it("merges fields read later, and is then as old as the oldest of them", () => {
    const { clock, put, get } = setUp();
    put({ id: "1", name: "A" }, ["id", "name"]);
    clock.ms = 600;
    put({ id: "1", stage: "won" }, ["id", "stage"]);
    expect(get("id", "name", "stage")).toEqual({
      value: { id: "1", name: "A", stage: "won" },
      ageMs: 600,
      freshness: "fresh",
    });
  });

  it("lets go of fields that are no longer fresh when others are read", () => {
    const { clock, put, get } = setUp();
    put({ id: "1", name: "A" }, ["id", "name"]);
    clock.ms = 1_500;
    put({ id: "1", stage: "won" }, ["id", "stage"]);
    expect(get("id", "stage")).toMatchObject({ freshness: "fresh", ageMs: 0 });
    expect(get("id", "name")).toBeUndefined();
  });

  it.each([
    [1_000, "fresh"],
    [1_001, "stale"],
    [2_001, "if-error"],
  ])("says after %i ms that it is %s", (ms, freshness) => {
    const { clock, put, get } = setUp();
    put({ id: "1" }, ["id"]);
    clock.ms = ms;
    expect(get("id")?.freshness).toBe(freshness);
  });

  it("holds nothing past the last of its lifetimes", () => {
    const { clock, put, get } = setUp();
    put({ id: "1" }, ["id"]);
    clock.ms = 10_001;
    expect(get("id")).toBeUndefined();
  });

  it("knows that a record is not there, whatever the fields", () => {
    const { put, get } = setUp();
    put(null, ["id"]);
    expect(get("id", "name")).toMatchObject({ value: null, freshness: "fresh" });
  });

  it("drops an entity and the lists that held it", () => {
    const { cache, put, get } = setUp();
    put({ id: "1" }, ["id"]);
    cache.putList("deals of c1", { items: [1] }, ["crm/Deal/1", "crm/Deal[]/Contact/c1"], cache.mark());
    cache.putList("deals of c2", { items: [] }, ["crm/Deal[]/Contact/c2"], cache.mark());
    cache.drop(["crm/Deal/1"]);
    expect(get("id")).toBeUndefined();
    expect(cache.list("deals of c1", lifetime)).toBeUndefined();
    expect(cache.list("deals of c2", lifetime)?.value).toEqual({ items: [] });
  });
});
