// The quota soak: `npm run bench -- quota`, or `node bench/quota.ts [--seconds 60]`. Each source is read by people at 30 %
// of its quota, beside background work that wants twice the quota, against the sandbox's own rate limits. The sandbox is
// a process of its own, and counts what it answered.
import { fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { sandboxConfig, type SandboxAddresses } from "../src/cli/sandbox-config.ts";
import { connectors } from "../src/connectors/index.ts";
import { createSecrets } from "../src/credentials/secrets.ts";
import { UpstreamError } from "../src/errors.ts";
import { systemClock } from "../src/runtime/clock.ts";
import { createLogger } from "../src/runtime/logger.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import { openSource } from "../src/sources.ts";
import type { Http } from "../src/upstream/http.ts";
import { percent } from "./measure.ts";

/** What is read, and how much of it the vendor allows. */
interface Subject {
  readonly source: "hubspot" | "zendesk" | "stripe";
  readonly title: string;
  readonly calls: number;
  readonly windowMs: number;
  readonly isSearch: boolean;
  /** So few calls that what people want of them at one time is, often, all of them: its figures are shown, not judged. */
  readonly isTiny?: boolean;
  /** A read that no other is equal to: equal ones would be shared. */
  read(http: Http, index: number): Promise<unknown>;
}

const SUBJECTS: readonly Subject[] = [
  {
    source: "hubspot",
    title: "HubSpot, 190 in 10 s",
    calls: 190,
    windowMs: 10_000,
    isSearch: false,
    read: (http, index) => http.get("/crm/v3/objects/contacts", { limit: 10, properties: `email,x${index}` }),
  },
  {
    source: "hubspot",
    title: "HubSpot's search, 5 in 1 s",
    calls: 5,
    windowMs: 1_000,
    isSearch: true,
    isTiny: true,
    read: (http, index) => http.read("/crm/v3/objects/contacts/search", { limit: 10, properties: [`x${index}`] }),
  },
  {
    source: "zendesk",
    title: "Zendesk, 700 in 60 s",
    calls: 700,
    windowMs: 60_000,
    isSearch: false,
    read: (http, index) => http.get("/api/v2/users", { "page[size]": 10, role: "end-user", x: index }),
  },
  {
    source: "stripe",
    title: "Stripe, 100 in 1 s",
    calls: 100,
    windowMs: 1_000,
    isSearch: false,
    read: (http, index) => http.get("/v1/customers", { limit: 10, "created[gte]": index }),
  },
];

const INTERACTIVE = 0.3;
const BACKGROUND = 2;
const UNLOADED_SECONDS = 20;
/** As vendors that are some way off. */
const LATENCY_MS = 40;
const DEADLINE_MS = { interactive: 3_000, background: 20_000 };
/** Calls that background work has under way or waiting, at most. */
const BACKGROUND_AT_ONCE = 200;

const MOST_429 = 0.01;
const MOST_SLOWDOWN = 2;
/** Short windows lose the time that calls take: until it is over, a call may count in the one or the next. */
const LEAST_OF_REST = 0.6;

type Priority = "interactive" | "background";
type Counts = Record<string, { calls: number; refused: number }>;

const nameOf = ({ source, isSearch }: Pick<Subject, "source" | "isSearch">): string =>
  isSearch ? `${source} search` : source;

/** The other process: the sandbox, which tells its addresses, and its counts when asked. */
async function serve(): Promise<void> {
  const counts: Counts = {};
  const sandbox = await startSandbox({
    customers: 2_000,
    seed: 1,
    latencyMs: LATENCY_MS,
    vendors: ["hubspot", "zendesk", "stripe"],
    onExchange({ vendor, path, status }) {
      const name = path.endsWith("/search") ? `${vendor} search` : vendor;
      const count = (counts[name] ??= { calls: 0, refused: 0 });
      count.calls += 1;
      if (status === 429) count.refused += 1;
    },
  });
  process.on("message", () => process.send?.(counts));
  process.on("disconnect", () => process.exit());
  const sources = Object.entries(sandbox.sources).map(([name, { url, credentials }]) => [name, { url, credentials }]);
  process.send?.({ sources: Object.fromEntries(sources) as SandboxAddresses["sources"] });
}

interface Tally {
  /** Answered before the time was up; what still waits then is answered after it. */
  good: number;
  failed: number;
  readonly ms: number[];
}

interface Phase {
  readonly interactive: Tally;
  readonly background: Tally;
}

/** The way to a subject's source for one call. */
type Way = (priority: Priority) => Http;

let reads = 0;

async function readOnce(subject: Subject, way: Way, priority: Priority, tally: Tally, untilMs: number): Promise<void> {
  const startedMs = performance.now();
  try {
    await subject.read(way(priority), (reads += 1));
    if (performance.now() <= untilMs) tally.good += 1;
    tally.ms.push(performance.now() - startedMs);
  } catch (problem) {
    if (!(problem instanceof UpstreamError)) throw problem;
    tally.failed += 1;
    tally.ms.push(Number.POSITIVE_INFINITY); // Nobody was answered.
  }
}

/** Calls at random times, so many a millisecond on average. Resolves when the last has ended. */
async function arrive(perMs: number, untilMs: number, call: () => Promise<void> | undefined): Promise<void> {
  const running: (Promise<void> | undefined)[] = [];
  for (let nextMs = performance.now(); nextMs < untilMs; nextMs -= Math.log(1 - Math.random()) / perMs) {
    await new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, nextMs - performance.now()));
    });
    running.push(call());
  }
  await Promise.all(running);
}

async function measure(subject: Subject, way: Way, seconds: number, hasBackground: boolean): Promise<Phase> {
  const phase = { interactive: { good: 0, failed: 0, ms: [] }, background: { good: 0, failed: 0, ms: [] } };
  const perMs = subject.calls / subject.windowMs;
  const untilMs = performance.now() + seconds * 1_000;
  let underWay = 0;
  const people = arrive(INTERACTIVE * perMs, untilMs, () =>
    readOnce(subject, way, "interactive", phase.interactive, untilMs),
  );
  const work = arrive(hasBackground ? BACKGROUND * perMs : 1e-12, hasBackground ? untilMs : 0, () => {
    if (underWay >= BACKGROUND_AT_ONCE) return undefined;
    underWay += 1;
    return readOnce(subject, way, "background", phase.background, untilMs).finally(() => {
      underWay -= 1;
    });
  });
  await Promise.all([people, work]);
  return phase;
}

function p95(ms: readonly number[]): number {
  return ms.toSorted((one, other) => one - other)[Math.ceil(0.95 * ms.length) - 1] ?? Number.NaN;
}

async function soak(seconds: number): Promise<boolean> {
  const child = fork(import.meta.filename, ["serve"]);
  process.once("exit", () => child.kill());
  const [addresses] = (await once(child, "message")) as [SandboxAddresses];
  const countsNow = async (): Promise<Counts> => {
    child.send("counts");
    const [counts] = (await once(child, "message")) as [Counts];
    return counts;
  };

  const { config, env } = sandboxConfig(addresses, {}, connectors);
  const secrets = createSecrets({ env, clock: systemClock });
  const log = createLogger({ level: "error" });
  const opened = new Map(
    config.sources.map((source) => [
      source.name,
      openSource(source, { connectors, secrets, clock: systemClock, random: Math.random, log }),
    ]),
  );
  const wayTo = (subject: Subject): Way => {
    const source = opened.get(subject.source);
    if (source === undefined) throw new Error(`The sandbox plays no ${subject.source}`);
    return (priority) => source.client.http({ deadlineMs: systemClock.now() + DEADLINE_MS[priority], priority });
  };
  const phases = (length: number, hasBackground: boolean): Promise<Phase[]> =>
    Promise.all(SUBJECTS.map((subject) => measure(subject, wayTo(subject), length, hasBackground)));

  console.log(`${UNLOADED_SECONDS} s of interactive reads alone, at ${percent(INTERACTIVE)} of the quota`);
  const unloaded = await phases(UNLOADED_SECONDS, false);
  console.log(`${seconds} s of the same beside background work that wants ${BACKGROUND} times the quota\n`);
  const before = await countsNow();
  const loaded = await phases(seconds, true);
  const after = await countsNow();
  await Promise.all([...opened.values()].map(({ client }) => client.close()));
  child.disconnect();

  const verdicts = SUBJECTS.map((subject, index) => {
    const name = nameOf(subject);
    const calls = (after[name]?.calls ?? 0) - (before[name]?.calls ?? 0);
    const refused = (after[name]?.refused ?? 0) - (before[name]?.refused ?? 0);
    const [alone, beside] = [unloaded[index], loaded[index]];
    if (alone === undefined || beside === undefined) throw new Error("a subject was not measured");
    const rest = (1 - INTERACTIVE) * subject.calls * ((seconds * 1_000) / subject.windowMs);
    const slowdown = p95(beside.interactive.ms) / p95(alone.interactive.ms);
    const lines: readonly (readonly [boolean, string])[] = [
      [refused <= MOST_429 * calls, `429s: ${refused} of ${calls} calls`],
      [
        slowdown <= MOST_SLOWDOWN,
        `interactive p95: ${p95(beside.interactive.ms).toFixed(1)} ms, alone ${p95(alone.interactive.ms).toFixed(1)} ms; ` +
          `${beside.interactive.good} answered, ${beside.interactive.failed} not`,
      ],
      [
        beside.background.good >= LEAST_OF_REST * rest,
        `background: ${beside.background.good} of ${rest.toFixed(0)} calls that were left, ${percent(beside.background.good / rest)}`,
      ],
    ];
    console.log(subject.title);
    const isJudged = subject.isTiny !== true;
    for (const [isReached, line] of lines) {
      console.log(`  ${!isJudged ? "shown  " : isReached ? "reached" : "MISSED "}  ${line}`);
    }
    return !isJudged || lines.every(([isReached]) => isReached);
  });
  return verdicts.every(Boolean);
}

if (process.argv[2] === "serve") await serve();
else {
  const { values } = parseArgs({ allowPositionals: true, options: { seconds: { type: "string", default: "60" } } });
  if (!(await soak(Number(values.seconds)))) process.exitCode = 1;
}
