// The table, and how it stands to the goals of the issue.
import type { HerdResult } from "./herd.ts";
import { percent, type Run } from "./measure.ts";
import type { Row, RowName } from "./rows.ts";

export interface Goal {
  readonly text: string;
  readonly measured: string;
  /** Null where no run counts. */
  readonly isReached: boolean | null;
}

const MEBIBYTE = 1024 * 1024;
const MEMORY_LIMIT_MB = 200;

interface RatioGoal {
  readonly row: RowName;
  readonly ours: string;
  readonly other: string;
  readonly least: number;
}

const RATIO_GOALS: readonly RatioGoal[] = [
  { row: "page", ours: "ours", other: "hand-written", least: 0.55 },
  { row: "page", ours: "ours", other: "apollo", least: 4 },
  { row: "one", ours: "ours", other: "hand-written", least: 0.55 },
  { row: "cached", ours: "ours cached", other: "static", least: 0.7 },
];

export function tableOf(rows: readonly Row[]): string {
  const head = ["", "requests/s", "p50 ms", "p99 ms", "core busy", "CPU ms", "calls", "RSS MB", "peak MB", "conns", ""];
  const lines = rows.flatMap((row) => [
    [row.title],
    ...[...row.runs].map(([subject, runs]) => lineOf(`  ${subject}`, runs)),
  ]);
  const all = [head, ...lines];
  const widths = head.map((_, column) =>
    Math.max(...all.filter((line) => line.length > 1).map((line) => (line[column] ?? "").length)),
  );
  return all
    .map((line) =>
      line.length === 1
        ? (line[0] ?? "")
        : line
            .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
            .join("  ")
            .trimEnd(),
    )
    .join("\n");
}

function lineOf(name: string, runs: readonly Run[]): string[] {
  const counted = countedOf(runs);
  const shown = counted.length > 0 ? counted : runs;
  const of = (figure: (run: Run) => number | null, digits: number): string => {
    const middle = medianOf(shown.map(figure));
    return middle === null ? "?" : middle.toFixed(digits);
  };
  const share = medianOf(shown.map(({ cpuShare }) => cpuShare));
  const isVoid = counted.length === 0;
  const voided = runs.length - counted.length;
  return [
    name,
    of((run) => run.requestsPerSecond, 1),
    of((run) => run.p50Ms, 2),
    of((run) => run.p99Ms, 2),
    share === null ? "?" : percent(share),
    of((run) => run.cpuMsPerRequest, 3),
    of((run) => run.callsPerRequest, 2),
    of(({ rssBytes }) => (rssBytes === null ? null : rssBytes / MEBIBYTE), 0),
    of(({ peakRssBytes }) => (peakRssBytes === null ? null : peakRssBytes / MEBIBYTE), 0),
    of((run) => run.connections, 0),
    isVoid ? `VOID: ${runs.at(-1)?.voids.join("; ")}` : voided > 0 ? `(${voided} of ${runs.length} runs void)` : "",
  ];
}

export interface Measured {
  readonly rows: readonly Row[];
  readonly herd: readonly HerdResult[];
  /** To baselines, by name. */
  readonly objections: ReadonlyMap<string, string>;
  /** Had the subject a core to itself? Else ratios of speed say nothing. */
  readonly isPinned: boolean;
}

/** What the issue asks for, and what came of it. */
export function goalsOf({ rows, herd, objections, isPinned }: Measured): Goal[] {
  const goals: Goal[] = [];
  for (const { row: name, ours, other, least } of RATIO_GOALS) {
    const row = rows.find((candidate) => candidate.name === name);
    if (row === undefined) continue;
    const text = `${row.title}: at least ${least} of ${other}`;
    const objection = objections.get(other);
    const rates = [ours, other].map((subject) =>
      medianOf(countedOf(row.runs.get(subject) ?? []).map(({ requestsPerSecond }) => requestsPerSecond)),
    );
    const [mine = null, theirs = null] = rates;
    if (objection !== undefined || mine === null || theirs === null) {
      goals.push({
        text,
        measured: objection === undefined ? "void" : `void, as ${other} ${objection}`,
        isReached: null,
      });
      continue;
    }
    const cpu = [ours, other].map((subject) =>
      medianOf(countedOf(row.runs.get(subject) ?? []).map(({ cpuMsPerRequest }) => cpuMsPerRequest)),
    );
    const [myCpu = null, theirCpu = null] = cpu;
    const byCpu = myCpu === null || theirCpu === null ? "" : ` (by CPU time: ${(theirCpu / myCpu).toFixed(2)})`;
    const ratio = `${(mine / theirs).toFixed(2)}${byCpu}`;
    goals.push(
      isPinned
        ? { text, measured: ratio, isReached: mine / theirs >= least }
        : { text, measured: `${ratio}, not comparable as nothing was pinned`, isReached: null },
    );
  }
  if (herd.length > 0) goals.push(herdGoal(herd));
  const memory = memoryGoal(rows);
  return memory === null ? goals : [...goals, memory];
}

function herdGoal(herd: readonly HerdResult[]): Goal {
  const sets = herd.map(({ upstreamCalls, expectedCalls }) => `${upstreamCalls} of ${expectedCalls}`);
  const problem = herd.flatMap(({ voids }) => voids)[0];
  return {
    text: `${herd[0]?.clients} clients asking one cold page at once: one set of upstream calls`,
    measured: problem === undefined ? `${sets.join(", ")} calls` : `void: ${problem}`,
    isReached:
      problem !== undefined ? null : herd.every(({ upstreamCalls, expectedCalls }) => upstreamCalls === expectedCalls),
  };
}

function memoryGoal(rows: readonly Row[]): Goal | null {
  const ours = rows.flatMap(({ runs }) =>
    [...runs].flatMap(([subject, own]) => (subject.startsWith("ours") ? own : [])),
  );
  const sizes = ours.map(({ rssBytes }) => rssBytes).filter((bytes) => bytes !== null);
  if (sizes.length === 0) return null;
  const most = Math.max(...sizes) / MEBIBYTE;
  return {
    text: `Memory after a run, at most ${MEMORY_LIMIT_MB} MB`,
    measured: `${most.toFixed(0)} MB`,
    isReached: most < MEMORY_LIMIT_MB,
  };
}

function countedOf(runs: readonly Run[]): readonly Run[] {
  return runs.filter(({ voids }) => voids.length === 0);
}

function medianOf(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null).sort((a, b) => a - b);
  const low = known[Math.floor((known.length - 1) / 2)];
  const high = known[Math.floor(known.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
