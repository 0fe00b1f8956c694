// The replay's process, as the benchmark steers it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pinned } from "./machine.ts";
import { SOURCE_NAMES, type SourceName, type UpstreamExchange } from "./recording.ts";
import type { ReplayCommand, ReplayCounts, ReplayMessage } from "./replay.ts";

export interface Replay {
  readonly urls: Readonly<Record<SourceName, string>>;
  /** Starts to count anew. Every answer from now on takes this long. */
  reset(latencyMs: number): Promise<void>;
  counts(): Promise<ReplayCounts>;
  stop(): Promise<void>;
}

const REPLAY = join(import.meta.dirname, "replay.ts");

/** Starts a process that answers these exchanges. @param folder for a file of them */
export async function startReplay(
  exchanges: readonly UpstreamExchange[],
  folder: string,
  core: number | null,
): Promise<Replay> {
  const file = join(folder, "exchanges.json");
  await writeFile(file, JSON.stringify(exchanges));
  const [command, ...args] = pinned(core, [process.execPath, REPLAY, file]);
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });

  let waiting: PromiseWithResolvers<ReplayMessage> | null = null;
  child.on("message", (message) => waiting?.resolve(message as ReplayMessage));
  child.once("exit", (code) => waiting?.reject(new Error(`The replay ended (${code})`)));
  const next = (): Promise<ReplayMessage> => {
    waiting = Promise.withResolvers();
    return waiting.promise;
  };
  const ask = (command: ReplayCommand): Promise<ReplayMessage> => {
    const answer = next();
    child.send(command);
    return answer;
  };

  const hello = await next();
  if (!("ports" in hello)) throw new Error("The replay says its ports first");
  const { ports } = hello;
  return {
    urls: Object.fromEntries(SOURCE_NAMES.map((name) => [name, `http://127.0.0.1:${ports[name]}`])) as Replay["urls"],
    async reset(latencyMs) {
      await ask({ reset: true, latencyMs });
    },
    async counts() {
      const answer = await ask({ count: true });
      if (!("counts" in answer)) throw new Error("The replay was asked for its counts");
      return answer.counts;
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
