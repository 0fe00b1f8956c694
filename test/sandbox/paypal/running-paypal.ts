// PayPal's sandbox over a small world on a real port, with its clock held. Whatever it answers is held to the contract.
import { createAccount } from "../../../src/sandbox/paypal/account.ts";
import type { Account } from "../../../src/sandbox/paypal/account.ts";
import { defaultSettings } from "../../../src/sandbox/paypal/options.ts";
import type { PaypalOptions } from "../../../src/sandbox/paypal/options.ts";
import { createPaypal, paypal } from "../../../src/sandbox/paypal/paypal.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import type { PaymentsBook, World } from "../../../src/sandbox/world.ts";
import { assertNoFindings } from "../../support/contract.ts";
import { paypalContract } from "../../support/paypal-contract.ts";

/** Shortly after the last thing that happens in any world. */
export const worldEnd = Date.UTC(2026, 10, 1);
export const world: World = createWorld({ seed: 7, customers: 2_000 });
export const book: PaymentsBook = world.books.paypal;
export const { clientId = "", clientSecret = "" } = paypal.credentials;

/** What the book says, without a server. Refunds that a server is asked for are not in it. */
export const account: Account = createAccount(book, defaultSettings, () => worldEnd);

export type Plain = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Plain;
}

export interface RunningPaypal extends AsyncDisposable {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  advance(ms: number): void;
  /** A fresh access token. */
  token(): Promise<string>;
  /** With a token that works, unless `headers` says otherwise. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** `body` as JSON; undefined sends none. */
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export async function startPaypal(
  options: PaypalOptions & { readonly rateScale?: number } = {},
): Promise<RunningPaypal> {
  const { rateScale = 1_000, ...settings } = options;
  let time = worldEnd;
  const exchanges: Exchange[] = [];
  const server = await startVendor(createPaypal(settings), {
    context: { world, now: () => time, rateScale },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });

  async function token(): Promise<string> {
    const reply = await fetch(`${server.url}/v1/oauth2/token`, {
      method: "POST",
      headers: { authorization: basic(clientId, clientSecret) },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    return String(objectIn(await reply.json())["access_token"]);
  }
  const bearer = `Bearer ${await token()}`;

  async function call(path: string, init: RequestInit, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await fetch(`${server.url}${path}`, { ...init, headers: { authorization: bearer, ...headers } });
    const body = objectIn(await response.json());
    const method = init.method ?? "GET";
    const [plainPath = ""] = path.split("?");
    assertNoFindings(paypalContract.checkResponse({ method, path: plainPath, status: response.status, body }));
    return { status: response.status, headers: response.headers, body };
  }

  return {
    server,
    exchanges,
    advance(ms) {
      time += ms;
    },
    token,
    get: (path, headers = {}) => call(path, {}, headers),
    post: (path, body, headers = {}) =>
      call(
        path,
        { method: "POST", ...(body !== undefined && { body: JSON.stringify(body) }) },
        { "content-type": "application/json", ...headers },
      ),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
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

/** Serials from 0 on that pass a test. */
export function serialsWhere(size: number, test: (serial: number) => boolean): readonly number[] {
  return Array.from({ length: size }, (_, serial) => serial).filter(test);
}

/** `/v1/reporting/transactions` with these parameters, encoded. */
export function transactionsPath(query: Readonly<Record<string, string>>): string {
  return `/v1/reporting/transactions?${new URLSearchParams(query).toString()}`;
}

export const time = (ms: number): string => new Date(ms).toISOString();
