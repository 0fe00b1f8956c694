// `start` as a new user meets it: processes of their own, in an empty folder.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { sandboxToken } from "../../src/cli/sandbox-token.ts";

const entry = join(import.meta.dirname, "../../src/cli/tributary.ts");
const root = mkdtempSync(join(tmpdir(), "tributary-start-"));
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(root, { recursive: true });
});

interface Started {
  readonly url: string;
  readonly stderr: () => string;
  /** By Ctrl-C. Gives the exit code. */
  stop(): Promise<unknown>;
}

/** Resolves when it says that it is ready. */
async function start(sources: string, env: Record<string, string> = {}): Promise<Started> {
  const args = [entry, "start", "--customers", "200", "--latency", "0", "--sources", sources];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env["PATH"], PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const ended = once(child, "close").then(([code]: unknown[]) => code);
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  const url = await new Promise<string>((resolve, reject) => {
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      stdout += part;
      const found = /GraphQL {3}(\S+)\n/.exec(stdout)?.[1];
      if (found !== undefined && stdout.includes("is ready")) resolve(found);
    });
    void ended.then((code) => reject(new Error(`it ended with ${String(code)}: ${stderr}`)));
  });
  return {
    url,
    stderr: () => stderr,
    stop() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

async function ask(url: string, query: string): Promise<unknown> {
  const reply = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${sandboxToken({ roles: ["ADMIN"] })}`, "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return reply.json();
}

const folders = (): string[] => {
  const folder = join(root, ".tributary");
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
};

describe("start", () => {
  it("keeps who is who in a store of its own, and leaves the database of others alone", async () => {
    const { url, stop, stderr } = await start("zendesk,stripe", { DATABASE_URL: "postgresql://127.0.0.1:1/others" });
    const answer = await ask(url, "{ tickets(first: 1) { nodes { id } } players(first: 1) { nodes { id } } }");
    expect(answer).toEqual({ data: { tickets: { nodes: [{ id: expect.any(String) }] }, players: { nodes: [] } } });
    expect(stderr()).toContain("DATABASE_URL is left alone");
    expect(await stop()).toBe(0);
    expect(folders()).toContain("database");
  }, 60_000);

  it("is ready when its store is, also for two at once, and finds its store again", async () => {
    const keepers = "smartico,paypal";
    const before = folders();
    const players = "{ players(first: 1) { nodes { points } } payments(first: 1) { nodes { status } } }";
    const both = await Promise.all([start(keepers), start(keepers)]);
    for (const { url } of both) expect(await ask(url, players)).not.toHaveProperty("errors");
    expect(await Promise.all(both.map(({ stop }) => stop()))).toEqual([0, 0]);
    const made = folders();
    expect(made.length).toBeGreaterThan(before.length);
    const again = await start(keepers);
    expect(await ask(again.url, players)).not.toHaveProperty("errors");
    expect(await again.stop()).toBe(0);
    expect(folders()).toEqual(made);
  }, 120_000);
});
