// How a gateway goes: first it says so, then it takes nothing more, and whoever has asked is answered.
import { Agent, request } from "node:http";
import type { IncomingMessage } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import { startGateway, type Gateway } from "../support/gateway.ts";

const QUERY = "{ payments(first: 2) { nodes { id } } }";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
afterEach(() => agent.destroy());

interface Got {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  /** Which of the agent's connections. */
  readonly port: number | undefined;
}

/** One request over the one connection that the agent keeps. */
async function get(url: string): Promise<Got> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { agent }, resolve).on("error", reject).end();
  });
  const port = reply.socket.localPort;
  for await (const _ of reply); // to its end, or its connection is not free
  return { status: reply.statusCode, connection: reply.headers.connection, port };
}

/** A gateway whose delay ends when told to. */
async function startDraining(): Promise<Gateway & { readonly delays: readonly number[]; passDelay(): void }> {
  const delays: number[] = [];
  let pass = (): void => undefined;
  const gateway = await startGateway({
    config: { server: { drainDelayMs: 7_000 } },
    timers: {
      after(ms, run) {
        delays.push(ms);
        pass = run;
        return () => undefined;
      },
    },
  });
  return { ...gateway, delays, passDelay: () => pass() };
}

it("answers as before until the delay is over, but for its readiness, and lets no connection live on", async () => {
  const gateway = await startDraining();
  const before = await get(`${gateway.url}/health/ready`);
  expect(before).toMatchObject({ status: 200, connection: "keep-alive" });
  expect(await get(`${gateway.url}/health/live`)).toEqual(before);

  const stopped = gateway.stop();
  expect(gateway.delays).toEqual([7_000]);
  expect(await get(`${gateway.url}/health/ready`)).toEqual({ ...before, status: 503, connection: "close" });
  // Another connection is taken still, as from a load balancer that has not heard yet.
  const later = await get(`${gateway.url}/health/live`);
  expect(later).toMatchObject({ status: 200, connection: "close" });
  expect(later.port).not.toBe(before.port);
  expect((await gateway.ask({ query: QUERY })).errors).toEqual([]);

  gateway.passDelay();
  await stopped;
  await expect(get(`${gateway.url}/health/live`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

it("answers what was asked before the socket closed", async () => {
  const gateway = await startDraining();
  const stripe = gateway.sandbox.sources["stripe"];
  stripe?.faults.set({ latency: { ms: 500 } });
  const asked = stripe?.requests ?? 0;
  const answer = gateway.ask({ query: QUERY });
  await vi.waitUntil(() => (stripe?.requests ?? 0) > asked);
  const stopped = gateway.stop();
  gateway.passDelay();
  expect(await answer).toMatchObject({ status: 200, errors: [], data: { payments: { nodes: [{}, {}] } } });
  await stopped;
});
