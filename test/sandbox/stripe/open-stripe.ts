import { Stripe } from "stripe";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { stripe } from "../../../src/sandbox/stripe/stripe.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange } from "../../../src/sandbox/vendor-server.ts";
import type { World } from "../../../src/sandbox/world.ts";

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface OpenStripe extends AsyncDisposable {
  readonly world: World;
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** GET with the right key, unless `headers` says otherwise; `path` without /v1. */
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** The official SDK; without a version it asks for the newest. */
  sdk(apiVersion?: string): Stripe;
}

export const secretKey = stripe.credentials["secretKey"] ?? "";
export const noon = Date.UTC(2026, 10, 25, 12);

/** The stripe sandbox over a small world, without limits that a test could meet by accident. */
export async function openStripe(
  options: { customers?: number; rateScale?: number; now?: () => number } = {},
): Promise<OpenStripe> {
  const world = createWorld({ seed: 7, customers: options.customers ?? 400 });
  const exchanges: Exchange[] = [];
  const server = await startVendor(stripe, {
    context: { world, now: options.now ?? (() => noon), rateScale: options.rateScale ?? 1_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const { hostname, port } = new URL(server.url);
  return {
    world,
    url: server.url,
    exchanges,
    async get(path, headers = {}) {
      const response = await fetch(`${server.url}/v1${path}`, {
        headers: { authorization: `Bearer ${secretKey}`, ...headers },
      });
      return { status: response.status, headers: response.headers, body: record(await response.json()) };
    },
    sdk: (apiVersion) =>
      new Stripe(secretKey, {
        host: hostname,
        port,
        protocol: "http",
        maxNetworkRetries: 0,
        telemetry: false,
        // The type knows the newest version alone; the SDK's own documentation sends others this way.
        ...(apiVersion === undefined ? {} : { apiVersion: apiVersion as typeof Stripe.API_VERSION }),
      }),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError(`not an object: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}

export function records(body: Record<string, unknown>): Record<string, unknown>[] {
  const data = body["data"];
  if (!Array.isArray(data)) throw new TypeError(`no data in ${JSON.stringify(body)}`);
  return data.map(record);
}

export function idsOf(body: Record<string, unknown>): string[] {
  return records(body).map((item) => String(item["id"]));
}
