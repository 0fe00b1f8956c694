import { createServer } from "node:net";
import type { Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { lastPlace, listedVendors } from "../../src/sandbox/vendor-list.ts";

let running: Sandbox[] = [];

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ customers: 50, seed: 1, latencyMs: 0, ...options });
  running.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  await Promise.all(running.map((sandbox) => sandbox.stop()));
  running = [];
});

const put = (sandbox: Sandbox, source: string, body: string, type = "application/json"): Promise<Response> =>
  fetch(`${sandbox.adminUrl}/faults/${source}`, { method: "PUT", headers: { "content-type": type }, body });

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The first of `count` free ports in a row, below those that the system gives out itself. */
async function freeRow(count: number): Promise<number> {
  for (let first = 21_000; first < 30_000; first += 10) {
    const row = await Promise.allSettled(Array.from({ length: count }, (_, place) => listen(first + place)));
    const open = row.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    await Promise.all(open.map(close));
    if (open.length === count) return first;
  }
  throw new Error("no free ports");
}

describe("the sandbox", () => {
  it("serves every vendor over one data set, each at its own port, with its credentials", async () => {
    const sandbox = await start();
    expect(Object.keys(sandbox.sources)).toEqual(listedVendors.map(({ name }) => name));
    const urls = [...Object.values(sandbox.sources).map(({ url }) => url), sandbox.adminUrl];
    expect(new Set(urls).size).toBe(listedVendors.length + 1);
    for (const source of Object.values(sandbox.sources)) {
      expect(Object.keys(source.credentials)).not.toEqual([]);
      expect((await fetch(source.url)).status).toBeGreaterThanOrEqual(400);
      expect(source.requests).toBe(1);
    }
    expect(sandbox.world.people.size).toBe(50);
  });

  it("starts only the vendors that are named, and shows observers their exchanges", async () => {
    const seen: string[] = [];
    const sandbox = await start({
      vendors: ["hubspot"],
      onExchange: (exchange) => seen.push(`${exchange.vendor} ${exchange.path}`),
    });
    expect(Object.keys(sandbox.sources)).toEqual(["hubspot"]);
    await fetch(`${sandbox.sources["hubspot"]?.url}/x?y=1`);
    expect(seen).toEqual(["hubspot /x"]);
  });

  it("dates its replies by the clock that it is given", async () => {
    const at = Date.UTC(2031, 4, 5);
    const sandbox = await start({ vendors: ["stripe"], now: () => at });
    const reply = await fetch(`${sandbox.sources["stripe"]?.url}/v1/customers`);
    expect(Date.parse(reply.headers.get("date") ?? "")).toBe(at);
  });

  it("refuses connections once it is stopped", async () => {
    const sandbox = await start({ vendors: ["hubspot"] });
    const url = sandbox.sources["hubspot"]?.url ?? "";
    await fetch(url); // leaves a kept-alive connection behind
    await sandbox.stop();
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    await expect(fetch(sandbox.adminUrl)).rejects.toThrow("fetch failed");
  });

  it("takes a row of ports, and leaves nothing running when one of them is taken", async () => {
    const first = await freeRow(lastPlace + 1);
    const blocker = await listen(first + 2);
    await expect(start({ ports: first })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await close(blocker);
    const sandbox = await start({ ports: first });
    expect(sandbox.adminUrl).toBe(`http://127.0.0.1:${first}`);
    for (const { name, place } of listedVendors) {
      expect(sandbox.sources[name]?.url).toBe(`http://127.0.0.1:${first + place}`);
    }
  });
});

describe("the admin port", () => {
  it("lists sources, requests, faults and what it takes", async () => {
    const sandbox = await start({ vendors: ["hubspot"] });
    await fetch(sandbox.sources["hubspot"]?.url ?? "");
    sandbox.sources["hubspot"]?.faults.set({ hang: { count: 2 } });
    const body: unknown = await (await fetch(sandbox.adminUrl)).json();
    expect(body).toMatchObject({
      sources: [{ name: "hubspot", url: sandbox.sources["hubspot"]?.url, requests: 1, faults: { hang: { count: 2 } } }],
      usage: { faults: { latency: expect.stringContaining("ms") } },
    });
  });

  it("switches faults on and off", async () => {
    const sandbox = await start({ vendors: ["hubspot"] });
    const url = sandbox.sources["hubspot"]?.url ?? "";
    expect((await put(sandbox, "hubspot", `{"serverError":{"rate":1}}`)).status).toBe(200);
    expect((await fetch(url)).status).toBe(500);
    expect((await fetch(`${sandbox.adminUrl}/faults/hubspot`, { method: "DELETE" })).status).toBe(200);
    expect((await fetch(url)).status).toBe(401);
  });

  it.each([
    [`{"hang":{"rate":30}}`, "application/json", "hang.rate must be at most 1"],
    [`{"hang":`, "application/json", "send an object such as"],
    [`hang`, "text/xml", "content-type: application/json"],
  ])("answers %s with a 400 that says what to do", async (body, type, advice) => {
    const sandbox = await start({ vendors: ["hubspot"] });
    const reply = await put(sandbox, "hubspot", body, type);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toContain(advice);
  });

  it("knows no other source and no other path", async () => {
    const sandbox = await start({ vendors: ["hubspot"] });
    const reply = await put(sandbox, "stripe", "{}");
    expect([reply.status, await reply.text()]).toEqual([
      404,
      `{"errors":["there is no source stripe; there are hubspot"]}`,
    ]);
    expect((await fetch(`${sandbox.adminUrl}/fault`)).status).toBe(404);
  });
});
