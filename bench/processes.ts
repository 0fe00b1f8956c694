// A server under test: a process of its own on the subject's core.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync, closeSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { pinned, usageOf, type Usage } from "./machine.ts";

export interface ServerCommand {
  /** Names its log file. */
  readonly name: string;
  /** What Node runs. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
}

export interface RunningServer {
  readonly name: string;
  readonly url: string;
  /** What it has written so far. */
  log(): string;
  usage(): Usage | null;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 20_000;

/** Starts a server and waits until it takes connections. Its output goes to a file. Rejects with the output when it ends. */
export async function startServer(command: ServerCommand, folder: string, core: number | null): Promise<RunningServer> {
  const { name, port } = command;
  const file = join(folder, `${name}-${port}.log`);
  const output = openSync(file, "w");
  const [program, ...args] = pinned(core, [process.execPath, ...command.args]);
  const child = spawn(program, args, {
    stdio: ["ignore", output, output],
    // A variable that the benchmark was started with must not change what is measured.
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production", ...command.env },
  });
  closeSync(output);
  const killWithUs = (): boolean => child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const log = (): string => readFileSync(file, "utf8");
  const url = `http://127.0.0.1:${port}`;
  await untilListening(child, url, () => `${name} did not start:\n${log()}`);
  const { pid = 0 } = child;
  return {
    name,
    url: `${url}/graphql`,
    log,
    usage: () => usageOf(pid),
    async stop() {
      process.off("exit", killWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      const lastResort = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(lastResort);
    },
  };
}

async function untilListening(child: ChildProcess, url: string, complaint: () => string): Promise<void> {
  const lastMs = performance.now() + START_LIMIT_MS;
  while (performance.now() < lastMs && child.exitCode === null) {
    const reply = await fetch(url, { method: "HEAD" }).catch(() => null);
    if (reply !== null) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  child.kill("SIGKILL");
  throw new Error(complaint());
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
