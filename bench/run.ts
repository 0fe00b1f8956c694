// `npm run bench`: the gateway beside the same work by hand, beside Apollo Server, and beside a static body. See README.md.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadGenerator } from "./load.ts";
import { findCores, pinThisProcess } from "./machine.ts";
import { prepare } from "./prepare.ts";
import { startReplay } from "./replay-control.ts";
import { goalsOf, tableOf } from "./report.ts";
import { measureHerd, measureRows, ROW_NAMES, type BenchOptions, type RowName } from "./rows.ts";

const USAGE = `npm run bench [-- options]
  --quick          one short round: a look, no measurement
  --rows <names>   only some, of ${ROW_NAMES.join(", ")}, herd
  --strict         exit with 1 when a goal is missed or void
npm run bench -- upstream-call
                   what one call of the upstream client costs beside bare undici
npm run bench -- quota
                   a minute of people's reads beside background work that wants twice each vendor's quota
npm run bench -- depth
                   identity cold and warm, a filtered list, sums, a router's entities`;

const FULL: BenchOptions = { rounds: 3, seconds: 8, warmUpSeconds: 12 };
const QUICK: BenchOptions = { rounds: 1, seconds: 3, warmUpSeconds: 4 };

async function bench(options: BenchOptions, rows: readonly string[]): Promise<boolean> {
  const cores = findCores();
  const tell = (line: string): void => console.log(line);
  const pinning =
    cores === null
      ? "nothing pinned: figures are not comparable"
      : `subject on core ${cores.subject}, ${loadGenerator} and upstream on core ${cores.load}`;
  tell(`Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${pinning}\n`);
  const folder = mkdtempSync(join(tmpdir(), "tributary-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  tell("Preparing: every subject answers every request once against the sandbox");
  const prepared = await prepare({ pages: 32, customers: 256, folder });
  for (const [name, objection] of prepared.objections) tell(`  ${name} ${objection}`);
  const replay = await startReplay(prepared.exchanges, folder, cores?.load ?? null);
  try {
    // From here on this process must not disturb the subject.
    if (cores !== null) pinThisProcess(cores.load);
    const parts = { ...options, prepared, replay, cores, folder, tell };
    const measured = await measureRows(parts, rows.filter(isRowName));
    const herd = rows.includes("herd") ? await measureHerd(parts) : [];
    const goals = goalsOf({ rows: measured, herd, objections: prepared.objections, isPinned: cores !== null });
    tell(`\n${tableOf(measured)}\n`);
    for (const { text, measured: figure, isReached } of goals) {
      tell(`${isReached === null ? "void   " : isReached ? "reached" : "MISSED "}  ${text}: ${figure}`);
    }
    return goals.every(({ isReached }) => isReached === true);
  } finally {
    await replay.stop();
  }
}

function isRowName(name: string): name is RowName {
  return ROW_NAMES.some((known) => known === name);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    strict: { type: "boolean", default: false },
    rows: { type: "string", default: [...ROW_NAMES, "herd"].join() },
    help: { type: "boolean", short: "h", default: false },
  },
});
/** What runs by itself. */
const ALONE: ReadonlySet<string> = new Set(["upstream-call", "quota", "depth"]);
const rows = values.rows.split(",");
const unknown = [
  ...positionals.filter((word) => !ALONE.has(word)),
  ...rows.filter((row) => row !== "herd" && !isRowName(row)),
];
// What is under way ends with this process, by the handlers of "exit".
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
if (values.help) console.log(USAGE);
else if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (positionals[0] === "upstream-call") await import("./upstream-call.ts");
else if (positionals[0] === "quota") await import("./quota.ts");
else if (positionals[0] === "depth") await import("./depth.ts");
else if (!(await bench(values.quick ? QUICK : FULL, rows)) && values.strict) process.exitCode = 1;
