// The load by autocannon, as load.ts starts it: `node bench/load-autocannon.ts <url> <token> <file> <connections> <seconds>`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { LoadResult } from "./load.ts";

interface Client {
  setRequests(requests: readonly { readonly body: string }[]): void;
}

interface Result {
  readonly requests: { readonly total: number };
  readonly throughput: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly duration: number;
  readonly non2xx: number;
  readonly errors: number;
}

type Autocannon = (options: {
  readonly url: string;
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly duration: number;
  readonly setupClient: (client: Client) => void;
}) => Promise<Result>;

// It has no types.
const autocannon = createRequire(import.meta.url)("autocannon") as Autocannon;

const [url = "", token = "", file = "", connections = "", seconds = ""] = process.argv.slice(2);
const requests = readFileSync(file, "utf8")
  .trimEnd()
  .split("\n")
  .map((body) => ({ body }));
let started = 0;

const result = await autocannon({
  url,
  method: "POST",
  headers: { "content-type": "application/json", ...(token !== "" && { authorization: `Bearer ${token}` }) },
  connections: Number(connections),
  duration: Number(seconds),
  // Each connection goes through all requests: each begins elsewhere, so that they do not ask for the same at once.
  setupClient: (client) => {
    const offset = Math.floor((started++ * requests.length) / Number(connections)) % requests.length;
    client.setRequests([...requests.slice(offset), ...requests.slice(0, offset)]);
  },
});

const figures: LoadResult = {
  requests: result.requests.total,
  seconds: result.duration,
  bytes: result.throughput.total,
  p50Ms: result.latency.p50,
  p99Ms: result.latency.p99,
  failures: result.non2xx + result.errors,
};
console.log(JSON.stringify(figures));
