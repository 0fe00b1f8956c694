// The cores of a benchmark, and what a process has used of its own. Only Linux tells; elsewhere nothing is pinned.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Numbers of two cores: the subject has one to itself, load generator and replay share the other. */
export interface Cores {
  readonly subject: number;
  readonly load: number;
}

/** What a process has used since its start. */
export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
  readonly peakRssBytes: number;
}

// What /proc counts processor time in; 100 a second for programs on every Linux, whatever the kernel's own tick is.
const CLOCK_TICK_MS = 10;

/** Two cores that processes can be pinned to, null where there are none: figures are then not comparable. */
export function findCores(): Cores | null {
  if (process.platform !== "linux" || spawnSync("taskset", ["--version"]).status !== 0) return null;
  const [subject, load] = allowedCores(statusOf("self"));
  return subject === undefined || load === undefined ? null : { subject, load };
}

/** The command that runs a command on one core. */
export function pinned(core: number | null, command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return core === null ? command : ["taskset", "-c", String(core), ...command];
}

/** Moves this process, and what it starts from now on, to a core. */
export function pinThisProcess(core: number): void {
  const { status, stderr } = spawnSync("taskset", ["-a", "-c", "-p", String(core), String(process.pid)]);
  if (status !== 0) throw new Error(`taskset can't move this process: ${stderr.toString()}`);
}

/** What a running process has used; null where the system does not tell. */
export function usageOf(pid: number): Usage | null {
  if (process.platform !== "linux") return null;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name may hold blanks and brackets: count from its end. See proc_pid_stat(5), fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const status = statusOf(String(pid));
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK_MS,
    rssBytes: kilobytesIn(status, "VmRSS") * 1024,
    peakRssBytes: kilobytesIn(status, "VmHWM") * 1024,
  };
}

function statusOf(pid: string): string {
  return readFileSync(`/proc/${pid}/status`, "utf8");
}

function kilobytesIn(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? Number.NaN);
}

/** "0-1,4" is 0, 1 and 4. */
function allowedCores(status: string): number[] {
  const list = /^Cpus_allowed_list:\s+(\S+)/m.exec(status)?.[1] ?? "";
  return list.split(",").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}
