// A Salesforce org of a small world on a real port, with its clock held.
import { credentials } from "../../../src/sandbox/salesforce/oauth/connected-app.ts";
import { createSalesforce } from "../../../src/sandbox/salesforce/salesforce.ts";
import type { OrgSettings } from "../../../src/sandbox/salesforce/salesforce.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import type { Exchange, VendorServer } from "../../../src/sandbox/vendor-server.ts";
import { createWorld } from "../../../src/sandbox/world/create-world.ts";
import type { World } from "../../../src/sandbox/world.ts";

/** Shortly after the last thing that happens in any world. */
export const worldEnd = Date.UTC(2026, 10, 1);
export const world: World = createWorld({ seed: 7, customers: 400 });
export const book = world.books.salesforce;
export { credentials };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface RunningOrg {
  readonly server: VendorServer;
  readonly exchanges: readonly Exchange[];
  /** Milliseconds since the epoch, as the org has it. */
  now(): number;
  advance(ms: number): void;
  /** A new access token, by the client credentials flow. */
  login(): Promise<string>;
  /** POST of a form to /services/oauth2/token. */
  token(form: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** `path` is below /services/data/v60.0; logs in once. */
  get(
    path: string,
    query?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  send(method: string, path: string, body: unknown): Promise<Answer>;
  /** Every record of a query, page after page. */
  query(soql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** The only error entry of a query that fails. */
  queryError(soql: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startOrg(
  options: { readonly rateScale?: number; readonly world?: World; readonly settings?: Partial<OrgSettings> } = {},
): Promise<RunningOrg> {
  let time = worldEnd;
  const exchanges: Exchange[] = [];
  const server = await startVendor(createSalesforce(options.settings), {
    context: { world: options.world ?? world, now: () => time, rateScale: options.rateScale ?? 1_000 },
    latencyMs: 0,
    random: () => 0.5,
    onExchange: (exchange) => exchanges.push(exchange),
  });
  const base = `${server.url}/services/data/v60.0`;
  let session: Promise<string> | null = null;

  async function call(url: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }
  const bearer = async (): Promise<string> => `Bearer ${await (session ??= org.login())}`;

  const org: RunningOrg = {
    server,
    exchanges,
    now: () => time,
    advance(ms) {
      time += ms;
    },
    token: (form, headers = {}) =>
      call(`${server.url}/services/oauth2/token`, { method: "POST", body: new URLSearchParams(form), headers }),
    async login() {
      const { clientId, clientSecret } = credentials;
      const answer = await org.token({
        grant_type: "client_credentials",
        client_id: clientId,
        client_secret: clientSecret,
      });
      return String(objectIn(answer.body)["access_token"]);
    },
    async get(path, query = {}, headers = {}) {
      const url = new URL(base + path);
      for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
      return call(url.href, { headers: { authorization: await bearer(), ...headers } });
    },
    async send(method, path, body) {
      const headers = { authorization: await bearer(), "content-type": "application/json" };
      return call(base + path, { method, headers, body: JSON.stringify(body) });
    },
    async query(soql) {
      let answer = await org.get("/query", { q: soql });
      const records: Readonly<Record<string, unknown>>[] = [];
      for (;;) {
        if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
        const page = objectIn(answer.body);
        records.push(...objectsIn(page["records"]));
        if (page["done"] === true) return records;
        const next = String(page["nextRecordsUrl"]);
        answer = await call(server.url + next, { headers: { authorization: await bearer() } });
      }
    },
    async queryError(soql) {
      const answer = await org.get("/query", { q: soql });
      if (answer.status !== 400) throw new Error(`answered ${answer.status}: ${soql}`);
      const [entry, ...others] = objectsIn(answer.body);
      if (entry === undefined || others.length > 0) throw new Error("not one error");
      return entry;
    },
    stop: () => server.stop(),
  };
  return org;
}

export function objectIn(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not a JSON object");
  return Object.fromEntries(Object.entries(value));
}

export function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new TypeError("not a JSON array");
  return value.map(objectIn);
}

/** All rows of a collection of the world. */
export function rowsOf<T>(rows: { readonly size: number; at(serial: number): T }): readonly T[] {
  return Array.from({ length: rows.size }, (_, serial) => rows.at(serial));
}
