// The graph in depth: `npm run bench -- depth`. Who is who from the store beside looked up at the vendors, a filtered list and
// sums beside the same calls by hand, and a router's 200 entities beside a page of 200. Each row is a ratio of two things
// that ran by turns, against one sandbox.
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { sandboxDocument } from "../src/cli/sandbox-config.ts";
import { connectors } from "../src/connectors/index.ts";
import { startSandbox, type Sandbox } from "../src/sandbox/sandbox.ts";
import { adminToken } from "./ask.ts";
import { CUSTOMER_PAGE } from "./operations.ts";
import { freePort, startServer, type RunningServer } from "./processes.ts";

const VENDORS = ["hubspot", "zendesk", "stripe"] as const;
const SANDBOX = { customers: 5_000, seed: 1, latencyMs: 0, rateScale: 1_000_000, vendors: VENDORS };
const NO_CACHES = { entities: false, links: false, responses: false };
const TRIBUTARY = join(import.meta.dirname, "../src/cli/tributary.ts");

const FILTERED = `{ deals(first: 50, filter: { createdAt: { gte: "2020-01-01T00:00:00Z" } }, orderBy: { field: CREATED_AT, direction: DESC }) {
  nodes { id name amount { minorUnits currency } closeDate } } }`;
const SUMS = `{ ticketStats(groupBy: [STATUS]) { asOf isComplete groups { status count } } }`;
const PAGE_OF_200 = "{ customers(first: 200) { nodes { __typename id displayName email } } }";
const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Customer { __typename id displayName email } } }`;

interface Bench {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** Calls that the vendors have answered. */
  readonly calls: () => number;
  /** A gateway of this configuration over the sandbox, as a process of its own. */
  gateway(config: Record<string, unknown>): Promise<RunningServer>;
}

/** Something that is measured: does it once. */
type Task = () => Promise<unknown>;

async function ask(server: RunningServer, query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const reply = await fetch(server.url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${adminToken}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await reply.json()) as { data?: unknown; errors?: readonly { message: string }[] };
  if (errors !== undefined) throw new Error(errors[0]?.message);
  return data;
}

interface Figure {
  readonly perSecond: number;
  readonly callsEach: number;
}

/**
 * How often a task is done in so many seconds, one after the other: equal questions under way at once share their upstream
 * calls, and the gateway would seem faster than it is.
 */
async function measure(task: Task, seconds: number, calls: () => number): Promise<Figure> {
  await task();
  const [before, start] = [calls(), performance.now()];
  let done = 0;
  while (performance.now() - start < seconds * 1_000) {
    await task();
    done += 1;
  }
  return { perSecond: (done * 1_000) / (performance.now() - start), callsEach: (calls() - before) / done };
}

interface Row {
  readonly title: string;
  readonly subject: string;
  readonly baseline: string;
  start(bench: Bench): Promise<{ subject: Task; baseline: Task }>;
}

const ROWS: readonly Row[] = [
  {
    title: "CustomerPage of 50, caches off",
    subject: "who is who from the store",
    baseline: "looked up at the vendors",
    async start(bench) {
      const warm = await bench.gateway({ identity: { enabled: true }, cache: NO_CACHES });
      const cold = await bench.gateway({ identity: { enabled: false }, cache: NO_CACHES });
      await untilCrawled(warm);
      const variables = { first: 50 };
      return {
        subject: () => ask(warm, CUSTOMER_PAGE, variables),
        baseline: () => ask(cold, CUSTOMER_PAGE, variables),
      };
    },
  },
  {
    title: "50 deals, filtered and ordered, caches off",
    subject: "gateway",
    baseline: "the same call by hand",
    async start(bench) {
      const server = await bench.gateway({ identity: { enabled: false }, cache: NO_CACHES });
      const { url = "", credentials = {} } = bench.sandbox.sources["hubspot"] ?? {};
      const pool = new Pool(url);
      const body = JSON.stringify({
        filterGroups: [
          {
            filters: [
              { propertyName: "createdate", operator: "GTE", value: String(Date.UTC(2020, 0, 1)) },
              { propertyName: "createdate", operator: "HAS_PROPERTY" },
            ],
          },
        ],
        sorts: ["-createdate"],
        properties: ["amount", "closedate", "deal_currency_code", "dealname", "createdate"],
        limit: 51,
      });
      const headers = { authorization: `Bearer ${credentials["accessToken"]}`, "content-type": "application/json" };
      const byHand = async (): Promise<string> => {
        const reply = await pool.request({ method: "POST", path: "/crm/v3/objects/deals/search", headers, body });
        const { results } = (await reply.body.json()) as { results: { id: string; properties: unknown }[] };
        return JSON.stringify(results.map(({ id, properties }) => ({ id, properties })));
      };
      return { subject: () => ask(server, FILTERED), baseline: byHand };
    },
  },
  {
    title: "ticketStats by status",
    subject: "kept",
    baseline: "counted at the vendor",
    async start(bench) {
      const keeps = await bench.gateway({ identity: { enabled: false }, cache: NO_CACHES });
      const counts = await bench.gateway({
        identity: { enabled: false },
        cache: NO_CACHES,
        stats: { freshSeconds: 0, staleSeconds: 0, maxBytes: 0 },
      });
      return { subject: () => ask(keeps, SUMS), baseline: () => ask(counts, SUMS) };
    },
  },
  {
    title: "200 customers, caches off",
    subject: "_entities of a router",
    baseline: "a page of 200",
    async start(bench) {
      const config = { identity: { enabled: false }, cache: NO_CACHES, federation: { enabled: true } };
      const server = await bench.gateway(config);
      const page = (await ask(server, PAGE_OF_200)) as { customers: { nodes: { __typename: string; id: string }[] } };
      const representations = page.customers.nodes.map(({ __typename, id }) => ({ __typename, id }));
      return { subject: () => ask(server, ENTITIES, { representations }), baseline: () => ask(server, PAGE_OF_200) };
    },
  },
];

async function untilCrawled(server: RunningServer): Promise<void> {
  const isDone = (): boolean => server.log().split("All people of a source were gone through").length > VENDORS.length;
  while (!isDone()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

async function run(seconds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tributary-depth-"));
  let answered = 0;
  const sandbox = await startSandbox({ ...SANDBOX, onExchange: () => (answered += 1) });
  const servers: RunningServer[] = [];
  const bench: Bench = {
    sandbox,
    folder,
    calls: () => answered,
    async gateway(config) {
      const port = await freePort();
      const { document, env } = sandboxDocument(sandbox, connectors);
      const file = join(folder, `tributary-${port}.yaml`);
      const server = { host: "127.0.0.1", port, drainDelayMs: 0, deadlineMs: 60_000 };
      const store = { folder: join(folder, `store-${port}`) };
      await writeFile(file, JSON.stringify({ ...document, server, store, ...config }));
      const args = [TRIBUTARY, "serve", "--config", file];
      const started = await startServer({ name: "ours", args, env: { ...env }, port }, folder, null);
      servers.push(started);
      return started;
    },
  };
  try {
    for (const { title, subject, baseline, start } of ROWS) {
      const tasks = await start(bench);
      const [of, beside] = [
        await measure(tasks.subject, seconds, bench.calls),
        await measure(tasks.baseline, seconds, bench.calls),
      ];
      const ratio = (of.perSecond / beside.perSecond).toFixed(2);
      console.log(`${title}: ${subject} ${ratio} times ${baseline}`);
      for (const [name, { perSecond, callsEach }] of [
        [subject, of],
        [baseline, beside],
      ] as const) {
        console.log(`  ${name}: ${perSecond.toFixed(1)} a second, ${callsEach.toFixed(1)} upstream calls each`);
      }
      await Promise.all(servers.splice(0).map((server) => server.stop()));
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await run(Number(process.env["DEPTH_SECONDS"] ?? 5));
