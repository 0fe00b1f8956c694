// What one call through the upstream client costs, beside bare undici and JSON.parse: `node bench/upstream-call.ts`.
// The server is a process of its own; the figure that counts is the ratio of this process's CPU time a call.
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import { Pool } from "undici";
import { hubspot } from "../src/connectors/hubspot/index.ts";
import { systemClock } from "../src/runtime/clock.ts";
import { createLogger } from "../src/runtime/logger.ts";
import { createUpstreamClient } from "../src/upstream/client.ts";
import { DEFAULT_SHARES } from "../src/upstream/governor/priority.ts";

const CALLS = 20_000;
const AT_ONCE = 50;
const ROUNDS = 5;
/** Instead of the documented ones, before the first reply tells. */
const OWN_LIMITS = { burst: 1_000_000_000, daily: 1_000_000_000 };

function serve(records: number): void {
  const results = Array.from({ length: records }, (_, index) => ({
    id: String(index),
    properties: {
      email: `ann${index}@example.com`,
      firstname: "Ann",
      lastname: "Öz",
      createdate: "2026-01-02T03:04:05Z",
    },
    updatedAt: "2026-01-02T03:04:05.678Z",
    archived: false,
  }));
  const body = Buffer.from(JSON.stringify({ results, paging: { next: { after: "123" } } }));
  const headers = {
    "content-type": "application/json;charset=utf-8",
    "content-length": body.length,
    // A quota with room for all of it: the governor counts every call, and makes none wait.
    "x-hubspot-ratelimit-max": "100000000",
    "x-hubspot-ratelimit-remaining": "99000000",
    "x-hubspot-ratelimit-daily": "1000000000",
    "x-hubspot-ratelimit-daily-remaining": "999000000",
  };
  const server = createServer((_request, reply) => reply.writeHead(200, headers).end(body));
  server.listen(0, "127.0.0.1", () => console.log(JSON.stringify(server.address())));
}

async function startServer(records: number): Promise<{ port: number; process: ChildProcess }> {
  const child = spawn(process.execPath, [import.meta.filename, "serve", String(records)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once("data", (line: Buffer) => resolve((JSON.parse(line.toString()) as { port: number }).port));
  });
  return { port, process: child };
}

/** Microseconds of CPU a call. */
async function measure(call: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < CALLS) await call(next++);
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

async function compare(records: number): Promise<void> {
  const server = await startServer(records);
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const headers = { authorization: "Bearer x", accept: "application/json" };
  const pool = new Pool(baseUrl, { connections: AT_ONCE });
  const client = createUpstreamClient({
    source: "bench",
    baseUrl,
    headers: {},
    options: {},
    authorizer: { headers: signed, refresh: () => Promise.resolve() },
    limits: { concurrency: AT_ONCE, timeoutMs: 5_000 },
    quota: { rules: hubspot.quota ?? { windows: {} }, ownLimits: OWN_LIMITS, shares: DEFAULT_SHARES, account: "bench" },
    clock: systemClock,
    random: Math.random,
    log: createLogger({ level: "warn" }),
  });
  const bare = async (index: number): Promise<unknown> => {
    const { body } = await pool.request({ method: "GET", path: `/crm/v3/objects/contacts?after=${index}`, headers });
    return JSON.parse(await body.text());
  };
  // A new scope every 50 calls, as a page has.
  let http = client.http({ deadlineMs: systemClock.now() + 3_000 });
  const ours = (index: number): Promise<unknown> => {
    if (index % 50 === 0) http = client.http({ deadlineMs: systemClock.now() + 3_000 });
    return http.get("/crm/v3/objects/contacts", { after: index });
  };
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bareUs = await measure(bare);
    const oursUs = await measure(ours);
    ratios.push(bareUs / oursUs);
    console.log(`${records} records: bare ${bareUs.toFixed(1)} us, client ${oursUs.toFixed(1)} us a call`);
  }
  // The first round warms up.
  const [median] = ratios
    .slice(1)
    .toSorted((a, b) => a - b)
    .slice(Math.floor((ROUNDS - 1) / 2));
  console.log(`${records} records: client at ${median?.toFixed(2)} of bare undici`);
  await client.close();
  await pool.close();
  server.process.kill();
}

const signature = { authorization: "Bearer x" };
const signed = (): typeof signature => signature;

if (process.argv[2] === "serve") serve(Number(process.argv[3]));
else for (const records of [1, 5, 50]) await compare(records);
