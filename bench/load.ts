// Load on a server, from a process on the load's core: wrk where it is installed, else autocannon.
import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { join } from "node:path";
import { pinned } from "./machine.ts";

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  /** Bodies of POST requests, one a line, sent by turns. */
  readonly bodiesFile: string;
  readonly connections: number;
  readonly seconds: number;
  readonly core: number | null;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Of whole replies, their heads included. */
  readonly bytes: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests that ended with a status past 399, or without a reply. */
  readonly failures: number;
}

const hasWrk = spawnSync("wrk", ["--version"]).error === undefined;

/** What loads the servers. */
export const loadGenerator = hasWrk ? "wrk" : "autocannon";

/** Sends requests for some seconds, each connection the next when it has its reply. Rejects when the generator fails. */
export async function load({ url, token, bodiesFile, connections, seconds, core }: LoadOptions): Promise<LoadResult> {
  const number = String(connections);
  const command = hasWrk
    ? // One thread, as there is one core, and so that requests go by turns over all connections.
      (["wrk", "-t1", "-c", number, "-d", `${seconds}s`, "-s", WRK_SCRIPT, url, "--", bodiesFile, token] as const)
    : ([process.execPath, AUTOCANNON_SCRIPT, url, token, bodiesFile, number, String(seconds)] as const);
  const [program, ...args] = pinned(core, [...command]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const output = await text(child.stdout);
  const line = output.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("{")) throw new Error(`${loadGenerator} gave no result: ${output}`);
  return JSON.parse(line) as LoadResult;
}

const WRK_SCRIPT = join(import.meta.dirname, "load.lua");
const AUTOCANNON_SCRIPT = join(import.meta.dirname, "load-autocannon.ts");
