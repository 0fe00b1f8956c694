// A Dataverse environment of a small world on a real port, with its clock held.
import { createDynamics, dynamics } from "../../../src/sandbox/dynamics/dynamics.ts";
import { organizationUrl } from "../../../src/sandbox/dynamics/token.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../../src/sandbox/vendor-server.ts";
import type { CrmBook, World } from "../../../src/sandbox/world.ts";

/** Shortly after the last thing that happens in any world. */
export const worldEnd = Date.UTC(2026, 10, 1);
export const world: World = createWorld({ seed: 7, customers: 2_000 });
export const book: CrmBook = world.books.dynamics;

export const { tenantId = "", clientId = "", clientSecret = "" } = dynamics.credentials;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. Throws when it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The records of a collection. Throws when there are none. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

export interface RunningEnvironment {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  /** `http://127.0.0.1:port/api/data/v9.2`. */
  readonly root: string;
  advance(ms: number): void;
  /** A fresh access token, for the app with these credentials. */
  token(form?: Readonly<Record<string, string>>): Promise<string>;
  /** `target` is below the root, or an absolute URL that an answer gave. */
  get(target: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(target: string, body: string, headers: Readonly<Record<string, string>>): Promise<Answer>;
  stop(): Promise<void>;
}

export async function startEnvironment(
  options: { readonly rateScale?: number; readonly latencyMs?: number; readonly tokenLifetimeS?: number } = {},
): Promise<RunningEnvironment> {
  let time = worldEnd;
  const exchanges: Exchange[] = [];
  const lifetime = options.tokenLifetimeS;
  const server = await startVendor(lifetime === undefined ? dynamics : createDynamics({ tokenLifetimeS: lifetime }), {
    context: { world, now: () => time, rateScale: options.rateScale ?? 1_000 },
    latencyMs: options.latencyMs ?? 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const root = `${server.url}/api/data/v9.2`;

  async function token(form: Readonly<Record<string, string>> = {}): Promise<string> {
    const reply = await fetch(`${server.url}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
        scope: `${organizationUrl}/.default`,
        ...form,
      }),
    });
    return String(objectIn(await reply.json())["access_token"]);
  }
  const bearer = `Bearer ${await token()}`;

  async function call(target: string, init: RequestInit, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const url = target.startsWith("http") ? target : `${root}/${target}`;
    const response = await fetch(url, { ...init, headers: { authorization: bearer, ...headers } });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      get body() {
        return objectIn(JSON.parse(text));
      },
      get records() {
        return objectsIn(objectIn(JSON.parse(text))["value"]);
      },
    };
  }

  return {
    server,
    exchanges,
    root,
    advance(ms) {
      time += ms;
    },
    token,
    get: (target, headers = {}) => call(target, {}, headers),
    post: (target, body, headers) => call(target, { method: "POST", body }, headers),
    stop: () => server.stop(),
  };
}

export function objectIn(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`not a JSON object: ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(Object.entries(value));
}

export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError(`not a JSON array: ${JSON.stringify(value)}`);
  return value.map(objectIn);
}
