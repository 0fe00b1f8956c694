// One row of the benchmark: its subjects by turns, in short runs, and what came of each run.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { adminToken, ask } from "./ask.ts";
import { load } from "./load.ts";
import type { Cores } from "./machine.ts";
import type { Asked } from "./prepare.ts";
import type { RunningServer } from "./processes.ts";
import type { Replay } from "./replay-control.ts";

/** What one run gave. Null where the system does not tell. */
export interface Run {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the subject's core, 0 to 1. */
  readonly cpuShare: number | null;
  /** Processor time of the subject. */
  readonly cpuMsPerRequest: number | null;
  readonly callsPerRequest: number;
  readonly rssBytes: number | null;
  readonly peakRssBytes: number | null;
  readonly connections: number;
  /** Why the run does not count; empty when it does. */
  readonly voids: readonly string[];
}

export interface RowOptions {
  readonly name: string;
  readonly subjects: readonly RunningServer[];
  readonly asked: readonly Asked[];
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly replay: Replay;
  readonly cores: Cores | null;
  readonly folder: string;
  readonly onRun: (subject: string, run: Run) => void;
}

/** A core that was less busy than this waited for something else, or was shared. */
const LEAST_CPU_SHARE = 0.95;
const RETRIES = 2;

/** Runs of each subject, in the order of the rounds. */
export async function measureRow(options: RowOptions): Promise<ReadonlyMap<string, readonly Run[]>> {
  const { name, subjects, asked, rounds, warmUpSeconds, onRun } = options;
  const bodiesFile = join(options.folder, `${name}.txt`);
  await writeFile(bodiesFile, `${asked.map(({ request }) => JSON.stringify(request)).join("\n")}\n`);
  const runs = new Map<string, Run[]>(subjects.map((subject) => [subject.name, []]));
  for (const subject of subjects) await runOnce(subject, options, bodiesFile, options.connections, warmUpSeconds);
  for (let round = 0; round < rounds; round += 1) {
    for (const subject of subjects) {
      let run: Run | undefined;
      for (let attempt = 0; attempt <= RETRIES && run?.voids.length !== 0; attempt += 1) {
        // More connections, in case it was these that left its core idle.
        const connections = options.connections * (1 + attempt / 2);
        run = await runOnce(subject, options, bodiesFile, connections, options.seconds);
        onRun(subject.name, run);
      }
      if (run !== undefined) runs.get(subject.name)?.push(run);
    }
  }
  return runs;
}

async function runOnce(
  subject: RunningServer,
  { asked, replay, cores }: RowOptions,
  bodiesFile: string,
  connections: number,
  seconds: number,
): Promise<Run> {
  await replay.reset(0);
  const loggedBefore = subject.log().length;
  const before = subject.usage();
  const core = cores?.load ?? null;
  const result = await load({ url: subject.url, token: adminToken, bodiesFile, connections, seconds, core });
  const after = subject.usage();
  const counts = await replay.counts();

  const cpuMs = before === null || after === null ? null : after.cpuMs - before.cpuMs;
  const cpuShare = cpuMs === null ? null : cpuMs / (result.seconds * 1000);
  const calls = Object.values(counts.calls).reduce((sum, count) => sum + count, 0);
  const voids: string[] = [];
  if (cpuShare !== null && cpuShare < LEAST_CPU_SHARE) voids.push(`its core was only ${percent(cpuShare)} busy`);
  if (result.failures > 0) voids.push(`${result.failures} requests failed`);
  if (counts.unknown > 0)
    voids.push(`${counts.unknown} calls were not recorded: ${counts.unknownExample?.slice(0, 200).replace("\n", " ")}`);
  const troubles = subject.log().slice(loggedBefore).split("\n").filter(isTrouble);
  if (troubles.length > 0) voids.push(`${troubles.length} warnings in its log: ${troubles[0]?.slice(0, 200)}`);
  const wrong = await wrongAnswer(subject, asked, result.bytes / result.requests);
  if (wrong !== null) voids.push(wrong);
  return {
    requestsPerSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuShare,
    cpuMsPerRequest: cpuMs === null ? null : cpuMs / result.requests,
    callsPerRequest: calls / result.requests,
    rssBytes: after?.rssBytes ?? null,
    peakRssBytes: after?.peakRssBytes ?? null,
    connections,
    voids,
  };
}

/** pino's levels from 40, "warn". */
function isTrouble(line: string): boolean {
  return /^\{"level":[456]0,/.test(line);
}

/** Does it still answer as before, and did it then? The load generator looks at no answer, but counts their bytes. */
async function wrongAnswer(
  subject: RunningServer,
  asked: readonly Asked[],
  bytesPerRequest: number,
): Promise<string | null> {
  const [first] = asked;
  if (first === undefined) throw new Error("There is nothing to ask");
  try {
    if ((await ask(subject.url, first.request)).data !== first.data) return "it answers otherwise than before";
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
  const expected = asked.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0) / asked.length;
  return bytesPerRequest < 0.99 * expected ? `answers of ${Math.round(bytesPerRequest)} bytes, not ${expected}` : null;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
