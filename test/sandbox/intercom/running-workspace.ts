// An Intercom workspace of a small world on a real port, with its clock held.
import { createIntercom, intercom } from "../../../src/sandbox/intercom/intercom.ts";
import type { IntercomOptions } from "../../../src/sandbox/intercom/options.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../../src/sandbox/vendor-server.ts";
import type { DeskBook, World } from "../../../src/sandbox/world.ts";

/** Shortly after the last thing that happens in any world. */
export const worldEnd = Date.UTC(2026, 10, 1);
export const world: World = createWorld({ seed: 7, customers: 2_000 });
export const book: DeskBook = world.books.intercom;

export const { accessToken = "" } = intercom.credentials;
export const bearer = `Bearer ${accessToken}`;

export type Plain = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body. Throws when it is no JSON object. */
  readonly body: Plain;
}

export interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Beside the access token and the content type. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningWorkspace {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  advance(ms: number): void;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  get(path: string, query?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly rateScale?: number;
  readonly world?: World;
  readonly vendor?: Partial<IntercomOptions>;
}

export async function startWorkspace(options: StartOptions = {}): Promise<RunningWorkspace> {
  let time = worldEnd;
  const exchanges: Exchange[] = [];
  const server = await startVendor(createIntercom(options.vendor), {
    context: { world: options.world ?? world, now: () => time, rateScale: options.rateScale ?? 1_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });

  async function call(method: string, path: string, { query = {}, body, headers = {} }: CallOptions = {}) {
    const url = new URL(server.url + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
    const response = await fetch(url, {
      method,
      headers: { authorization: bearer, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      get body() {
        return objectIn(JSON.parse(text));
      },
    };
  }

  return {
    server,
    exchanges,
    advance(ms) {
      time += ms;
    },
    call,
    get: (path, query = {}) => call("GET", path, { query }),
    post: (path, body) => call("POST", path, { body }),
    stop: () => server.stop(),
  };
}

export function objectIn(value: unknown): Plain {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`not a JSON object: ${JSON.stringify(value)}`);
  }
  return Object.fromEntries(Object.entries(value));
}

export function objectsIn(value: unknown): readonly Plain[] {
  if (!Array.isArray(value)) throw new TypeError(`not a JSON array: ${JSON.stringify(value)}`);
  return value.map(objectIn);
}

export function idsIn(value: unknown): readonly string[] {
  return objectsIn(value).map(({ id }) => String(id));
}

/** Where a page says that there is more. */
export function cursorIn(body: Plain): string | undefined {
  const { next } = objectIn(body["pages"]);
  const cursor = next === undefined || next === null ? undefined : objectIn(next)["starting_after"];
  return typeof cursor === "string" ? cursor : undefined;
}

/** The code of an error list's one error. */
export function errorIn({ body }: Answer): Plain {
  const [error] = objectsIn(body["errors"]);
  return objectIn(error);
}

/** Serials from 0 on that pass a test. */
export function serialsWhere(size: number, test: (serial: number) => boolean): readonly number[] {
  return Array.from({ length: size }, (_, serial) => serial).filter(test);
}
