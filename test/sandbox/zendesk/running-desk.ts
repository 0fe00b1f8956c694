// A Zendesk account of a small world on a real port, with its clock held.
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../../src/sandbox/vendor-server.ts";
import type { World } from "../../../src/sandbox/world.ts";
import { zendesk } from "../../../src/sandbox/zendesk/zendesk.ts";

/** Shortly after the last thing that happens in any world. */
export const worldEnd = Date.UTC(2026, 10, 1);
export const world: World = createWorld({ seed: 7, customers: 300 });

const { email, apiToken, accessToken } = zendesk.credentials;
export const basic = `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString("base64")}`;
export const bearer = `Bearer ${accessToken}`;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. Throws when it is no JSON object. */
  readonly body: Record<string, unknown>;
}

export interface RunningDesk {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  advance(ms: number): void;
  /** `target` is a path below /api/v2, or an absolute URL that an answer gave. */
  get(target: string, query?: Readonly<Record<string, string>>, authorization?: string | null): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startDesk(
  options: { readonly rateScale?: number; readonly world?: World } = {},
): Promise<RunningDesk> {
  let time = worldEnd;
  const exchanges: Exchange[] = [];
  const server = await startVendor(zendesk, {
    context: { world: options.world ?? world, now: () => time, rateScale: options.rateScale ?? 1_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  return {
    server,
    exchanges,
    advance(ms) {
      time += ms;
    },
    async get(target, query = {}, authorization = basic) {
      const url = new URL(target.startsWith("http") ? target : `${server.url}/api/v2${target}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
      const response = await fetch(url, authorization === null ? {} : { headers: { authorization } });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        get body() {
          return objectIn(JSON.parse(text));
        },
      };
    },
    stop: () => server.stop(),
  };
}

export function objectIn(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not a JSON object");
  return Object.fromEntries(Object.entries(value));
}

export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError("not a JSON array");
  return value.map(objectIn);
}

export function idsIn(value: unknown): readonly number[] {
  return objectsIn(value).map((object) => Number(object["id"]));
}
