import { describe, expect, it } from "vitest";
import { createResponseCache, type ResponseKey } from "../../src/cache/response-cache.ts";

const key: ResponseKey = { scope: "[SALES]", document: "text:{a}", operationName: null, variables: "{}" };

function setUp(maxBytes = 1_000_000) {
  const clock = { ms: 0, now: () => clock.ms };
  const cache = createResponseCache({ maxBytes, clock });
  const put = (at: ResponseKey, text: string, freshMs = 1_000, tags: string[] = []) =>
    cache.put(at, Buffer.from(text), { freshMs, tags, mark: cache.mark() });
  return { clock, cache, put, get: (at: ResponseKey) => cache.get(at)?.body.toString() };
}

describe("the response cache", () => {
  it("answers only the same scope, document, operation and variables", () => {
    const { put, get } = setUp();
    put(key, "answer");
    expect(get(key)).toBe("answer");
    for (const other of [
      { ...key, scope: "[SUPPORT]" },
      { ...key, document: "text:{b}" },
      { ...key, operationName: "A" },
      { ...key, operationName: "" },
      { ...key, variables: '{"a":1}' },
    ]) {
      expect(get(other)).toBeUndefined();
    }
  });

  it("does not let one part of a key run into the next", () => {
    const { put, get } = setUp();
    put({ ...key, scope: "ab", document: "c" }, "answer");
    expect(get({ ...key, scope: "a", document: "bc" })).toBeUndefined();
  });

  it("is fresh as long as it was told, and drops by tag", () => {
    const { clock, cache, put, get } = setUp();
    put(key, "answer", 1_000, ["crm/Deal/1"]);
    clock.ms = 1_000;
    expect(get(key)).toBe("answer");
    clock.ms = 1_001;
    expect(get(key)).toBeUndefined();
    put(key, "again", 1_000, ["crm/Deal/1"]);
    cache.drop(["crm/Deal/1"]);
    expect(get(key)).toBeUndefined();
  });

  it("keeps nothing that is stale from the start, and nothing when it is off", () => {
    const { put, get } = setUp();
    put(key, "answer", 0);
    expect(get(key)).toBeUndefined();
    const off = setUp(0);
    off.put(key, "answer");
    expect(off.get(key)).toBeUndefined();
    expect(off.cache.isOn).toBe(false);
  });
});
