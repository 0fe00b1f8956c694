// One stub server and one client against it, both gone after the test.
import { afterEach, vi } from "vitest";
import type { Authorizer } from "../../src/credentials/authorizer.ts";
import { UpstreamError } from "../../src/errors.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createLogger } from "../../src/runtime/logger.ts";
import type { LogLevel } from "../../src/runtime/logger.ts";
import { createUpstreamClient } from "../../src/upstream/client.ts";
import type { CallScope, UpstreamClient, UpstreamClientOptions } from "../../src/upstream/client.ts";
import type { Http } from "../../src/upstream/http.ts";
import { startStub } from "../support/stub-server.ts";
import type { StubAnswer, StubServer } from "../support/stub-server.ts";

export interface Harness {
  readonly server: StubServer;
  readonly client: UpstreamClient;
  readonly log: () => Record<string, unknown>[];
  readonly logText: () => string;
  /**
   * Lets held time run until the promise has settled, but only while the client waits between two attempts: as long as
   * a request is on its way, time stands still, however slow the machine.
   */
  passTimeUntil<T>(promise: Promise<T>): Promise<T>;
  /** A caller with this long to live. */
  http(ms?: number, observe?: CallScope["observe"]): Http;
}

export interface HarnessOptions extends Partial<Omit<UpstreamClientOptions, "limits" | "log">> {
  readonly limits?: Partial<UpstreamClientOptions["limits"]>;
  readonly level?: LogLevel;
  readonly path?: string;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  vi.useRealTimers();
  // The servers first: they cut what a failed test left in flight.
  for (const each of open.splice(0).toReversed()) await each.close();
});

export const fixedAuthorizer: Authorizer = (() => {
  const headers = { authorization: "Bearer secret-token-123" };
  return { headers: () => headers, refresh: () => Promise.resolve() };
})();

export async function harness(answer: StubAnswer, options: HarnessOptions = {}): Promise<Harness> {
  const { limits, level = "warn", path = "", ...rest } = options;
  const server = await startStub(answer);
  const lines: string[] = [];
  const client = createUpstreamClient({
    source: "crm",
    baseUrl: server.url + path,
    headers: {},
    options: {},
    authorizer: fixedAuthorizer,
    clock: systemClock,
    random: () => 0,
    log: createLogger({ level, destination: { write: (line) => lines.push(line) } }),
    ...rest,
    limits: { concurrency: 8, timeoutMs: 60_000, ...limits },
  });
  open.push(client, server);
  return {
    server,
    client,
    log: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    logText: () => lines.join(""),
    async passTimeUntil(promise) {
      const progress = { isSettled: false };
      const mark = (): void => {
        progress.isSettled = true;
      };
      promise.then(mark, mark);
      while (!progress.isSettled) {
        await turn();
        const failures = lines.filter((line) => line.includes("upstream attempt failed")).length;
        if (failures === server.requests.length) await vi.advanceTimersByTimeAsync(10);
      }
      return promise;
    },
    http: (ms = 600_000, observe) =>
      client.http({ deadlineMs: systemClock.now() + ms, ...(observe !== undefined && { observe }) }),
  };
}

/** What the call failed with; fails the test if it didn't, or with anything but an UpstreamError. */
export async function failureOf(call: Promise<unknown>): Promise<UpstreamError> {
  const result = await call.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`),
    (problem: unknown) => problem,
  );
  if (result instanceof UpstreamError) return result;
  throw result;
}

/** Timers and Date are the test's from here on; sockets stay real. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
}

/** One turn of the event loop: what is ready on sockets is handled. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
