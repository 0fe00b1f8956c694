// The rows of the benchmark, and who is in each.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stampede, type HerdResult } from "./herd.ts";
import type { Cores } from "./machine.ts";
import { measureRow, type Run } from "./measure.ts";
import { DEFAULT_COUNTRY, ofSources, type Asked, type Prepared } from "./prepare.ts";
import { freePort, startServer, type RunningServer } from "./processes.ts";
import type { Replay } from "./replay-control.ts";
import { baselineCommand, staticCommand } from "./subjects/command.ts";
import { oursCommand } from "./subjects/ours.ts";

export interface BenchOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface BenchParts extends BenchOptions {
  readonly prepared: Prepared;
  readonly replay: Replay;
  readonly cores: Cores | null;
  readonly folder: string;
  readonly tell: (line: string) => void;
}

export type RowName = "page" | "one" | "cached";

export interface Row {
  readonly name: RowName;
  readonly title: string;
  /** By subject. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
}

type Subject = "ours" | "ours cached" | "hand-written" | "apollo" | "static";

interface RowPlan {
  readonly name: RowName;
  readonly title: string;
  readonly subjects: readonly Subject[];
  readonly asked: (prepared: Prepared) => readonly Asked[];
  /** As many as keep the subject's core busy, and no more: each costs the load's core time, and the subject memory. */
  readonly connections: number;
}

const PLANS: readonly RowPlan[] = [
  {
    name: "page",
    title: "CustomerPage of 50, caches off",
    subjects: ["ours", "hand-written", "apollo"],
    asked: ({ pages }) => pages,
    connections: 4,
  },
  {
    name: "one",
    title: "OneCustomer, caches off",
    subjects: ["ours", "hand-written"],
    asked: ({ customers }) => customers,
    connections: 8,
  },
  {
    name: "cached",
    title: "CustomerPage of 50, from the response cache",
    subjects: ["ours cached", "static"],
    asked: ({ pages }) => pages.slice(0, 1),
    connections: 8,
  },
];

export const ROW_NAMES: readonly RowName[] = PLANS.map(({ name }) => name);

/** Measures the rows named. */
export async function measureRows(parts: BenchParts, names: readonly RowName[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const plan of PLANS.filter(({ name }) => names.includes(name))) {
    parts.tell(plan.title);
    const asked = plan.asked(parts.prepared);
    const subjects: RunningServer[] = [];
    try {
      for (const name of plan.subjects) subjects.push(await start(name, parts, asked));
      const { name, connections } = plan;
      const onRun = (subject: string, run: Run): void => parts.tell(`  ${subject}: ${shortly(run)}`);
      rows.push({ ...plan, runs: await measureRow({ ...parts, name, subjects, asked, connections, onRun }) });
    } finally {
      await Promise.all(subjects.map((subject) => subject.stop()));
    }
  }
  return rows;
}

/** 100 clients ask one cold page at once, of a fresh gateway each time. */
export async function measureHerd(parts: BenchParts): Promise<HerdResult[]> {
  const results: HerdResult[] = [];
  parts.tell("100 clients ask one cold page at once");
  for (const asked of parts.prepared.pages.slice(0, parts.rounds)) {
    const gateway = await start("ours cached", parts, [asked]);
    try {
      const result = await stampede(gateway, asked, parts.replay, 100);
      parts.tell(`  ${result.upstreamCalls} calls, one set is ${result.expectedCalls}: ${result.ms.toFixed(0)} ms`);
      results.push(result);
    } finally {
      await gateway.stop();
    }
  }
  return results;
}

async function start(
  name: Subject,
  { prepared, replay, cores, folder }: BenchParts,
  asked: readonly Asked[],
): Promise<RunningServer> {
  const sources = ofSources((source) => ({ url: replay.urls[source], credentials: prepared.credentials[source] }));
  const port = await freePort();
  const core = cores?.subject ?? null;
  const common = { sources, defaultCountry: DEFAULT_COUNTRY, port, folder } as const;
  switch (name) {
    case "ours":
    case "ours cached": {
      const { command } = await oursCommand({ ...common, hasCaches: name === "ours cached" });
      return startServer({ ...command, name }, folder, core);
    }
    case "hand-written":
    case "apollo":
      return startServer(baselineCommand(name, { ...common, idSecret: prepared.idSecret }), folder, core);
    case "static": {
      const file = join(folder, "static.json");
      await writeFile(file, asked[0]?.text ?? "");
      return startServer(staticCommand(file, port), folder, core);
    }
  }
}

function shortly({ requestsPerSecond, p99Ms, cpuMsPerRequest, voids }: Run): string {
  const cpu = cpuMsPerRequest === null ? "" : `, ${cpuMsPerRequest.toFixed(3)} ms of CPU each`;
  const comment = voids.length === 0 ? "" : ` (void: ${voids.join("; ")})`;
  return `${requestsPerSecond.toFixed(1)} requests/s, p99 ${p99Ms.toFixed(1)} ms${cpu}${comment}`;
}
