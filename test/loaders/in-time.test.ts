import { describe, expect, it } from "vitest";
import { UpstreamError } from "../../src/errors.ts";
import { inTime } from "../../src/loaders/in-time.ts";
import { loadEntities } from "../../src/loaders/load-entities.ts";
import type { LoadScope } from "../../src/loaders/load-scope.ts";
import { text } from "../../src/mapping/converters.ts";
import { at, required } from "../../src/mapping/field-map.ts";
import type { Timers } from "../../src/runtime/timers.ts";
import { fakeSource, loadScope } from "../support/fake-source.ts";

/** Timers that ring when told to. */
function heldTimers() {
  const waiting = new Set<() => void>();
  const timers: Timers = {
    after: (_, run) => {
      waiting.add(run);
      return () => void waiting.delete(run);
    },
  };
  return { timers, waiting, ring: () => [...waiting].forEach((run) => run()) };
}

/** A vendor that answers when told to. */
function slowVendor() {
  const replies: PromiseWithResolvers<readonly unknown[]>[] = [];
  const source = fakeSource({
    name: "crm",
    entities: {
      Company: {
        fields: { id: required("id", text), name: at("name", text) },
        getMany: () => {
          const reply = Promise.withResolvers<readonly unknown[]>();
          replies.push(reply);
          return reply.promise;
        },
      },
    },
  });
  return { source, replies };
}

const impatient = (scope: LoadScope, timers: Timers, untilMs = scope.clock.now() + 300): LoadScope => ({
  ...scope,
  patience: { untilMs: () => untilMs, timers },
});
const read = (scope: LoadScope, source: ReturnType<typeof fakeSource>) =>
  loadEntities(scope, source, "Company", ["1"], ["id", "name"]);
const late = [expect.objectContaining({ source: "crm", failure: "timeout" })];
const ACME = [expect.objectContaining({ id: "1", name: "Acme" })];

describe("inTime", () => {
  it("gives the read as it is where the operation waits as long as for the others", async () => {
    const { scope } = loadScope().begin();
    const held = heldTimers();
    const found = new Map([["1", "a"]]);
    const result = inTime(impatient(scope, held.timers, scope.deadlineMs), "crm", ["1"], () => Promise.resolve(found));
    expect(held.waiting.size).toBe(0);
    expect(await result).toBe(found);
  });

  it("begins no read when patience is over", async () => {
    const { scope } = loadScope().begin();
    const held = heldTimers();
    const reads: string[] = [];
    const result = await inTime(impatient(scope, held.timers, scope.clock.now()), "crm", ["1"], () => {
      reads.push("begun");
      return Promise.resolve(new Map<string, string>());
    });
    expect([reads, [...result.values()]]).toEqual([[], late]);
    expect(result.get("1")).toBeInstanceOf(UpstreamError);
  });

  it("leaves no timer behind a read that was in time, or that broke", async () => {
    const { scope } = loadScope().begin();
    const held = heldTimers();
    const patient = impatient(scope, held.timers);
    await inTime(patient, "crm", ["1"], () => Promise.resolve(new Map([["1", "a"]])));
    await expect(inTime(patient, "crm", ["1"], () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(held.waiting.size).toBe(0);
  });
});

describe("an operation that stops waiting", () => {
  it("leaves the read to the cache, and says that the source was late", async () => {
    const loading = loadScope();
    const { source, replies } = slowVendor();
    const held = heldTimers();
    const { scope, observation } = loading.begin();
    const reading = read(impatient(scope, held.timers), source);
    held.ring();
    expect(await reading).toEqual(late);
    expect(observation.sources.get("crm")).toMatchObject({ lost: "late" });
    replies[0]?.resolve([{ id: "1", name: "Acme" }]);
    expect(await read(loading.begin().scope, source)).toEqual(ACME);
    expect(replies).toHaveLength(1);
  });

  it("cuts nothing short for another that waits for the same read", async () => {
    const loading = loadScope();
    const { source, replies } = slowVendor();
    const held = heldTimers();
    const first = read(impatient(loading.begin().scope, held.timers), source);
    const second = read(loading.begin().scope, source);
    held.ring();
    expect(await first).toEqual(late);
    replies[0]?.resolve([{ id: "1", name: "Acme" }]);
    expect(await second).toEqual(ACME);
    expect(replies).toHaveLength(1);
  });

  it("does not wait for another's read either", async () => {
    const loading = loadScope();
    const { source, replies } = slowVendor();
    const held = heldTimers();
    const first = read(loading.begin().scope, source);
    const second = read(impatient(loading.begin().scope, held.timers), source);
    held.ring();
    expect(await second).toEqual(late);
    replies[0]?.resolve([{ id: "1", name: "Acme" }]);
    expect(await first).toEqual(ACME);
    expect(replies).toHaveLength(1);
  });

  it("is served what is past its lifetime", async () => {
    const loading = loadScope();
    const { source, replies } = slowVendor();
    const before = read(loading.begin().scope, source);
    replies[0]?.resolve([{ id: "1", name: "Acme" }]);
    await before;
    loading.clock.ms += 10_000;
    const held = heldTimers();
    const { scope, observation } = loading.begin();
    const reading = read(impatient(scope, held.timers), source);
    held.ring();
    expect(await reading).toEqual(ACME);
    expect(observation.stale).toEqual([{ source: "crm", code: "UPSTREAM_TIMEOUT", ageMs: 10_000 }]);
    expect(observation.sources.get("crm")).toMatchObject({ lost: null });
  });
});
