// Every kind of credential changed under load, through the real client and over real sockets, with no failed call.
// Time is counted in calls: each that the vendor sees is a quarter of a second.
// test/e2e/rotation.test.ts does it with a whole gateway and every vendor of the sandbox.
import { afterEach, describe, expect, it } from "vitest";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { createAuthorizer } from "../../src/credentials/authorizer.ts";
import { credentialNames } from "../../src/credentials/choose-scheme.ts";
import { createProcessTokens } from "../../src/credentials/process-tokens.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createUpstreamClient } from "../../src/upstream/client.ts";
import { Draws } from "../../src/sandbox/world/random.ts";
import { sendJson, startStub } from "../support/stub-server.ts";
import type { StubRequest } from "../support/stub-server.ts";
import { authorizerDeps } from "./authorizer-deps.ts";
import { CLIENT_PROOFS } from "./client-proofs.ts";

const CALLS = 1_200;
const AT_ONCE = 16;
const TICK_MS = 250;
// Long beside the time that a call may wait for a connection, counted in the calls that overtake it: one that outlives
// two tokens may fail.
const LIFETIME_MS = 60_000;
const RENEWALS = (CALLS * TICK_MS) / (0.75 * LIFETIME_MS);

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).toReversed()) await each.close();
});

interface Vendor {
  /** Whether the vendor takes a call; given a request to its API. */
  takes(request: StubRequest): boolean;
  /** The answer of its token endpoint, null for a refusal. */
  token?(form: URLSearchParams): object | null;
}

interface Load {
  readonly scheme: AuthScheme;
  readonly env: Record<string, string>;
  readonly instances: number;
  readonly clock: { nowMs: number };
  readonly vendor: Vendor;
  /** Called before each call. */
  readonly before: (call: number) => void;
}

/** Makes the calls, many at a time, and gives what became of those that failed. */
async function failuresUnder({ scheme, env, instances, clock, vendor, before }: Load): Promise<readonly string[]> {
  const server = await startStub((request, reply) => {
    if (request.url === "/token") {
      const token = vendor.token?.(new URLSearchParams(request.body)) ?? null;
      sendJson(reply, token ?? { error: "invalid_client" }, token === null ? 401 : 200);
      return;
    }
    clock.nowMs += TICK_MS;
    sendJson(reply, { isDone: true }, vendor.takes(request) ? 200 : 401);
  });
  open.push(server);
  const held = { now: () => clock.nowMs };
  const secrets = createSecrets({ env, clock: held });
  const tokens = createProcessTokens(held);
  const references = Object.fromEntries(credentialNames(scheme).map((name) => [name, `env:${name}`]));
  const clients = Array.from({ length: instances }, () => {
    const deps = authorizerDeps({ baseUrl: server.url, secrets, clock: held, tokens });
    const client = createUpstreamClient({
      source: "crm",
      baseUrl: server.url,
      headers: {},
      options: {},
      authorizer: createAuthorizer(scheme, references, deps),
      limits: { concurrency: AT_ONCE, timeoutMs: 60_000, maxRetries: 0 },
      clock: systemClock,
      random: () => 0,
      log: deps.log,
    });
    open.push(client);
    return client;
  });

  const failures: string[] = [];
  let made = 0;
  async function caller(): Promise<void> {
    while (made < CALLS) {
      const call = (made += 1);
      before(call);
      const client = clients[call % clients.length];
      const http = client?.http({ deadlineMs: systemClock.now() + 60_000 });
      await http
        ?.get("/thing", { call })
        .catch((problem: unknown) => failures.push(`call ${call}: ${String(problem)}`));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  return failures;
}

/** What is good when: the old one, both, the new one. And the moment at which the reference is changed. */
function schedule(seed: number): { bothFrom: number; newFrom: number; switchAt: number } {
  const draws = new Draws(seed, 0, 0);
  const bothFrom = Math.floor(CALLS * (0.2 + 0.2 * draws.unit()));
  const newFrom = Math.floor(CALLS * (0.5 + 0.2 * draws.unit()));
  return { bothFrom, newFrom, switchAt: Math.floor(newFrom * draws.unit()) };
}

const seeds = Array.from({ length: 6 }, (_, index) => index + 1);

describe.each(seeds)("a rotation (%i)", (seed) => {
  const { bothFrom, newFrom, switchAt } = schedule(seed);

  /** Which of two secrets are good by now. */
  function secretsBy(call: number): readonly string[] {
    return call < bothFrom ? ["old"] : call < newFrom ? ["old", "new"] : ["new"];
  }

  it("of a key fails no call", async () => {
    const env = { key: "old" };
    let good = secretsBy(0);
    const signed: string[] = [];
    const failures = await failuresUnder({
      scheme: { scheme: "bearer", secret: "key" },
      env,
      instances: 1,
      clock: { nowMs: 1_000_000 },
      vendor: {
        takes({ headers }) {
          signed.push(headers.authorization?.slice(7) ?? "");
          return good.includes(signed.at(-1) ?? "");
        },
      },
      before(call) {
        good = secretsBy(call);
        if (call === switchAt) env.key = "new";
      },
    });
    expect({ seed, failures }).toEqual({ seed, failures: [] });
    expect(signed.at(-1)).toBe("new");
    // Refused calls cost one more each: those of the trials, and those that were under way when the old key ended.
    expect(signed.length).toBeLessThan(CALLS + 3 * AT_ONCE);
  });

  it.each(CLIENT_PROOFS)("of $name fails no call", async ({ scheme, env: first, change, shownIn }) => {
    const env = { ...first };
    const clock = { nowMs: 1_000_000 };
    const ends = new Map<string, number>();
    let good = secretsBy(0);
    const taken: string[] = [];
    const failures = await failuresUnder({
      scheme,
      env,
      instances: 2,
      clock,
      vendor: {
        takes: ({ headers }) => clock.nowMs < (ends.get(headers.authorization ?? "") ?? 0),
        token(form) {
          const shown = shownIn(form);
          if (!good.includes(shown)) return null;
          taken.push(shown);
          const token = `t${ends.size}`;
          ends.set(`Bearer ${token}`, clock.nowMs + LIFETIME_MS);
          return { access_token: token, token_type: "Bearer", expires_in: LIFETIME_MS / 1_000 };
        },
      },
      before(call) {
        good = secretsBy(call);
        if (call === switchAt) Object.assign(env, change);
      },
    });
    expect({ seed, failures }).toEqual({ seed, failures: [] });
    expect([taken[0], taken.at(-1)]).toEqual(["old", "new"]);
    // One token for both instances.
    expect(taken.length).toBeLessThan(2 * RENEWALS);
  });

  it("of a refresh token that is good once, and whose access token ends the last one, fails no call", async () => {
    const env = { id: "client", secret: "s", refresh: "r0" };
    const clock = { nowMs: 1_000_000 };
    let current = { access: "", refresh: "r0", endsAtMs: 0 };
    let given = 0;
    const reused: string[] = [];
    const failures = await failuresUnder({
      scheme: {
        scheme: "oauth2-refresh",
        tokenPath: "/token",
        clientId: "id",
        clientSecret: "secret",
        refreshToken: "refresh",
      },
      env,
      instances: 3,
      clock,
      vendor: {
        takes: ({ headers }) => headers.authorization === `Bearer ${current.access}` && clock.nowMs < current.endsAtMs,
        token(form) {
          const refresh = form.get("refresh_token") ?? "";
          if (refresh !== current.refresh) {
            reused.push(refresh);
            return null;
          }
          given += 1;
          current = { access: `a${given}`, refresh: `r${given}`, endsAtMs: clock.nowMs + LIFETIME_MS };
          return { access_token: current.access, refresh_token: current.refresh, expires_in: LIFETIME_MS / 1_000 };
        },
      },
      before: () => undefined,
    });
    expect({ seed, failures, reused }).toEqual({ seed, failures: [], reused: [] });
    expect(given).toBeGreaterThan(RENEWALS / 2);
    expect(given).toBeLessThan(2 * RENEWALS);
  });
});
