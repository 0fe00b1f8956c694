import { EventEmitter } from "node:events";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parentGone } from "../../src/cli/parent-watch.ts";
import { untilStopped } from "../../src/cli/until-stopped.ts";

function setUp(orphaned?: Promise<void>): {
  signals: EventEmitter;
  did: string[];
  clock: { ms: number };
  stopped: () => void;
  done: Promise<void>;
} {
  const signals = new EventEmitter();
  const did: string[] = [];
  const clock = { ms: 0 };
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = untilStopped(
    async (reason) => {
      did.push(`stop: ${reason}`);
      await promise;
    },
    {
      signals,
      ...(orphaned === undefined ? {} : { orphaned }),
      now: () => clock.ms,
      kill: () => did.push("kill"),
      onStopping: () => did.push("say so"),
    },
  );
  return { signals, did, clock, stopped: resolve, done };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("untilStopped", () => {
  it.each(["SIGINT", "SIGTERM"])("stops cleanly at %s, once", async (signal) => {
    const { signals, did, stopped, done } = setUp();
    await settled();
    expect(did).toEqual([]);
    signals.emit(signal);
    signals.emit(signal); // npm's echo of the same Ctrl-C
    await settled();
    expect(did).toEqual(["say so", `stop: ${signal}`]);
    stopped();
    await done;
    expect(did).toEqual(["say so", `stop: ${signal}`]);
  });

  it("kills at a second signal", async () => {
    const { signals, did, clock } = setUp();
    signals.emit("SIGINT");
    await settled();
    clock.ms = 1_001;
    signals.emit("SIGINT");
    expect(did).toEqual(["say so", "stop: SIGINT", "kill"]);
  });

  it("stops when whoever started it is gone", async () => {
    const { did, stopped, done } = setUp(Promise.resolve());
    stopped();
    await done;
    expect(did).toEqual(["say so", "stop: orphaned"]);
  });

  it("still holds off npm's echo once all is stopped", async () => {
    const { signals, did, stopped, done } = setUp();
    signals.emit("SIGTERM");
    stopped();
    await done;
    expect(signals.listenerCount("SIGTERM")).toBe(1); // or Node would end the process with 143
    signals.emit("SIGTERM");
    expect(did).not.toContain("kill");
  });
});

describe("parentGone", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("resolves when the parent is another, and not before", async () => {
    vi.useFakeTimers();
    let pid = 42;
    let isGone = false;
    const watch = async (): Promise<void> => {
      await parentGone(() => pid);
      isGone = true;
    };
    const gone = watch();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isGone).toBe(false);
    pid = 1;
    await vi.advanceTimersByTimeAsync(1_000);
    await gone;
    expect(vi.getTimerCount()).toBe(0);
  });
});
