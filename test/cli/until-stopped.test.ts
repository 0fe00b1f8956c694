import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { untilStopped } from "../../src/cli/until-stopped.ts";

function setUp(): {
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
    async () => {
      did.push("stop");
      await promise;
    },
    { signals, now: () => clock.ms, kill: () => did.push("kill"), onStopping: () => did.push("say so") },
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
    expect(did).toEqual(["say so", "stop"]);
    stopped();
    await done;
    expect(did).toEqual(["say so", "stop"]);
  });

  it("kills at a second signal", async () => {
    const { signals, did, clock } = setUp();
    signals.emit("SIGINT");
    await settled();
    clock.ms = 1_001;
    signals.emit("SIGINT");
    expect(did).toEqual(["say so", "stop", "kill"]);
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
