import { beforeEach, describe, expect, it } from "vitest";
import type { SignedHeaders } from "../../src/credentials/authorizer.ts";
import { createOverlap } from "../../src/credentials/overlap.ts";
import type { Overlap } from "../../src/credentials/overlap.ts";

const key = (name: string): SignedHeaders => ({ authorization: `Bearer ${name}` });

let nowMs = 0;
let events: string[] = [];
let keys: Overlap;
beforeEach(() => {
  nowMs = 1_000_000;
  events = [];
  keys = createOverlap(
    { now: () => nowMs },
    { onTaken: () => events.push("taken"), onRefused: (retryInMs) => events.push(`refused, ${retryInMs} ms`) },
  );
  keys.offer(key("a"));
});

/** What the next call is signed with, and its headers for `heard`. */
function next(): { readonly name: string; readonly headers: SignedHeaders } {
  const headers = keys.next();
  if (headers === undefined) throw new Error("no key");
  return { name: headers["authorization"]?.slice(7) ?? "", headers };
}

/** A call that the source takes or refuses. */
function call(isAccepted: (name: string) => boolean): string {
  const { name, headers } = next();
  keys.heard(headers, isAccepted(name));
  return name;
}

const only =
  (...names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name);

describe("one key", () => {
  it("signs every call, with the same object", () => {
    const { headers } = next();
    keys.offer(key("a"));
    expect(next().headers).toBe(headers);
    expect(keys.isOnTrial(headers)).toBe(false);
  });
});

describe("a new key", () => {
  it("is tried by one call at a time, and takes over when the source takes it", () => {
    keys.offer(key("b"));
    const trial = next();
    expect([trial.name, next().name, next().name]).toEqual(["b", "a", "a"]);
    expect(keys.isOnTrial(trial.headers)).toBe(true);
    keys.heard(trial.headers, true);
    expect(keys.isOnTrial(trial.headers)).toBe(false);
    expect([next().name, next().name]).toEqual(["b", "b"]);
    expect(events).toEqual(["taken"]);
  });

  it("that is refused is tried again later, each time twice as late", () => {
    keys.offer(key("b"));
    for (const waitMs of [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]) {
      expect(call(only("a"))).toBe("b");
      nowMs += waitMs - 1;
      expect(call(only("a"))).toBe("a");
      nowMs += 1;
    }
    expect(events).toHaveLength(7);
    expect(events.slice(-2)).toEqual(["refused, 300000 ms", "refused, 300000 ms"]);
    expect(call(only("a", "b"))).toBe("b");
    expect(events.at(-1)).toBe("taken");
  });

  it("is tried by another call if the first is not heard of", () => {
    keys.offer(key("b"));
    expect(next().name).toBe("b");
    nowMs += 4_999;
    expect(next().name).toBe("a");
    nowMs += 1;
    expect(next().name).toBe("b");
  });

  it("signs at once when the old one is refused, also if it was refused itself before", () => {
    keys.offer(key("b"));
    expect(call(only("a"))).toBe("b");
    expect(call(only("b"))).toBe("a");
    expect(call(only("b"))).toBe("b");
    expect([next().name, next().name]).toEqual(["b", "b"]);
  });

  it("can be taken back, or replaced by a third", () => {
    keys.offer(key("b"));
    keys.offer(key("a"));
    expect(next().name).toBe("a");
    keys.offer(key("b"));
    keys.offer(key("c"));
    expect(call(only("a", "c"))).toBe("c");
    expect(next().name).toBe("c");
  });

  it("that is refused as the old one is does not end in one of them for good", () => {
    keys.offer(key("b"));
    const names = Array.from({ length: 8 }, () => call(only()));
    expect(new Set(names)).toEqual(new Set(["a", "b"]));
    expect(call(only("a", "b"))).toBeDefined();
    expect(events.filter((event) => event.startsWith("refused"))).toHaveLength(1);
  });
});

describe("a retired key", () => {
  beforeEach(() => {
    keys.offer(key("b"));
    call(only("a", "b"));
  });

  it("is a second chance, for a while, when the new one is refused by a machine that does not know it yet", () => {
    expect(call(only("a"))).toBe("b");
    expect(call(only("a"))).toBe("a");
    expect(next().name).toBe("a");
    keys.offer(key("b"));
    expect(call(only("a", "b"))).toBe("b");
    expect(next().name).toBe("b");
  });

  it("is gone once it is refused, or after ten minutes", () => {
    expect(call(only())).toBe("b");
    expect(call(only())).toBe("a");
    expect([call(only()), call(only())]).toEqual(["b", "b"]);
    keys.offer(key("c"));
    call(only("c"));
    nowMs += 600_000;
    expect([call(only()), call(only())]).toEqual(["c", "c"]);
  });

  it("does not come back by a late answer to a call of before", () => {
    const old = keys.next();
    keys.offer(key("c"));
    call(only("b", "c"));
    if (old !== undefined) keys.heard(old, true);
    expect(next().name).toBe("c");
  });
});
