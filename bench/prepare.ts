// Before anything is measured: each subject answers each request against the sandbox once, with every call recorded, and
// must give the gateway's answer by the gateway's calls.
import type { Sandbox } from "../src/sandbox/sandbox.ts";
import { startSandbox } from "../src/sandbox/sandbox.ts";
import type { SandboxSource } from "../src/cli/sandbox-config.ts";
import { ask, type Answer } from "./ask.ts";
import { customerPage, oneCustomer, type GraphqlRequest } from "./operations.ts";
import { freePort, startServer, type RunningServer } from "./processes.ts";
import { startRecorder, type Recorder } from "./record.ts";
import { meaningOf, SOURCE_NAMES, type SourceName, type UpstreamExchange, type UpstreamRequest } from "./recording.ts";
import { baselineCommand } from "./subjects/command.ts";
import { oursCommand } from "./subjects/ours.ts";

/** A request that is measured, and what the gateway answered and asked for it. */
export interface Asked {
  readonly request: GraphqlRequest;
  /** `data` as JSON. */
  readonly data: string;
  /** The whole answer. */
  readonly text: string;
  readonly upstreamRequests: readonly UpstreamRequest[];
}

export interface Prepared {
  readonly pages: readonly Asked[];
  readonly customers: readonly Asked[];
  readonly exchanges: readonly UpstreamExchange[];
  /** Of the sandbox, without addresses. */
  readonly credentials: Readonly<Record<SourceName, SandboxSource["credentials"]>>;
  /** Of the gateway's ids and cursors. */
  readonly idSecret: string;
  /** Why a baseline's figures can't stand beside ours, by its name. */
  readonly objections: ReadonlyMap<string, string>;
  /** Pages left out, because a field of theirs is an error. */
  readonly skippedPages: number;
}

export interface PrepareOptions {
  readonly pages: number;
  readonly customers: number;
  readonly folder: string;
}

export const DEFAULT_COUNTRY = "US";

const SANDBOX = { customers: 10_000, seed: 1, latencyMs: 0, rateScale: 1_000_000, vendors: SOURCE_NAMES };

/** Starts all there is, asks, and stops it. */
export async function prepare(options: PrepareOptions): Promise<Prepared> {
  const { folder } = options;
  const sandbox = await startSandbox(SANDBOX);
  const credentials = ofSources((name) => sourceOf(sandbox, name).credentials);
  const recorder = await startRecorder(ofSources((name) => sourceOf(sandbox, name).url));
  const sources = ofSources((name) => ({ url: recorder.urls[name], credentials: credentials[name] }));
  const servers: RunningServer[] = [];
  try {
    const port = await freePort();
    const { command, idSecret } = await oursCommand({
      sources,
      hasCaches: false,
      defaultCountry: DEFAULT_COUNTRY,
      port,
      folder,
    });
    const ours = await startServer(command, folder, null);
    servers.push(ours);
    const baselines: RunningServer[] = [];
    for (const name of ["hand-written", "apollo"] as const) {
      const options = { sources, idSecret, defaultCountry: DEFAULT_COUNTRY, port: await freePort() } as const;
      baselines.push(await startServer(baselineCommand(name, options), folder, null));
    }
    servers.push(...baselines);

    const objections = new Map<string, string>();
    const { pages, skippedPages, customerIds } = await askForPages(ours, recorder, options.pages);
    const customers = await askForCustomers(ours, recorder, customerIds.slice(0, options.customers));
    for (const baseline of baselines) {
      // Apollo is measured on pages only.
      const all = baseline.name === "apollo" ? pages : [...pages, ...customers];
      const objection = await objectionTo(baseline, all, recorder);
      if (objection !== null) objections.set(baseline.name, objection);
    }
    return { pages, customers, exchanges: recorder.exchanges(), credentials, idSecret, objections, skippedPages };
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await recorder.stop();
    await sandbox.stop();
  }
}

function sourceOf({ sources }: Sandbox, name: SourceName): SandboxSource {
  const source = sources[name];
  if (source === undefined) throw new Error(`The sandbox plays no ${name}`);
  return source;
}

export function ofSources<T>(make: (name: SourceName) => T): Record<SourceName, T> {
  return Object.fromEntries(SOURCE_NAMES.map((name) => [name, make(name)])) as Record<SourceName, T>;
}

/** Pages in the list's order. One with an error in it is left out: the baselines have nothing to set against it. */
async function askForPages(
  ours: RunningServer,
  recorder: Recorder,
  count: number,
): Promise<{ pages: Asked[]; skippedPages: number; customerIds: string[] }> {
  const pages: Asked[] = [];
  const customerIds: string[] = [];
  let skippedPages = 0;
  let after: string | null = null;
  while (pages.length < count) {
    const request = customerPage(after);
    const { result: answer, requests } = await recorder.during(() => ask(ours.url, request));
    const customers = answer.parsed.data?.customers;
    if (customers === undefined) throw new Error(`No page: ${answer.text.slice(0, 500)}`);
    if (answer.parsed.errors === undefined) pages.push(askedOf(request, answer, requests));
    else skippedPages += 1;
    customerIds.push(...customers.edges.map(({ node }) => node.id));
    if (!customers.pageInfo.hasNextPage) throw new Error(`The sandbox has only ${pages.length} pages without an error`);
    after = customers.pageInfo.endCursor;
  }
  return { pages, skippedPages, customerIds };
}

async function askForCustomers(ours: RunningServer, recorder: Recorder, ids: readonly string[]): Promise<Asked[]> {
  const customers: Asked[] = [];
  for (const id of ids) {
    const request = oneCustomer(id);
    const { result: answer, requests } = await recorder.during(() => ask(ours.url, request));
    if (answer.parsed.errors === undefined) customers.push(askedOf(request, answer, requests));
  }
  return customers;
}

function askedOf(request: GraphqlRequest, { data, text }: Answer, requests: readonly UpstreamRequest[]): Asked {
  return { request, data, text, upstreamRequests: requests };
}

/** Why a subject's figures can't stand beside ours: null where it answers the same by the same calls. */
async function objectionTo(subject: RunningServer, all: readonly Asked[], recorder: Recorder): Promise<string | null> {
  for (const [index, { request, data, upstreamRequests }] of all.entries()) {
    const { result: answer, requests } = await recorder.during(() => ask(subject.url, request));
    const what = `${request.operationName} ${index}`;
    if (answer.data !== data) return `answers otherwise: ${what} ${firstDifference(answer.data, data)}`;
    const theirs = requests.map(meaningOf);
    const ours = upstreamRequests.map(meaningOf);
    const extra = theirs.find((meaning) => !ours.includes(meaning));
    if (extra !== undefined) return `makes a call that ours does not: ${what} ${extra.slice(0, 200)}`;
    const lacking = ours.find((meaning) => !theirs.includes(meaning));
    if (lacking !== undefined) return `lacks a call that ours makes: ${what} ${lacking.slice(0, 200)}`;
    if (theirs.length !== ours.length) return `makes ${theirs.length} calls, ours ${ours.length}: ${what}`;
  }
  return null;
}

function firstDifference(theirs: string, ours: string): string {
  let at = 0;
  while (at < ours.length && theirs[at] === ours[at]) at += 1;
  return `at ${at}: ${theirs.slice(Math.max(0, at - 60), at + 60)} INSTEAD OF ${ours.slice(Math.max(0, at - 60), at + 60)}`;
}
