// The upstream of a measured run: a process that answers recorded requests from memory, one port a source. It speaks only
// as much HTTP as that takes, straight on sockets: a third of what node:http costs, so that it is never the bottleneck.
// Started by replay-control.ts: `node bench/replay.ts <file of exchanges>`.
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createBatchReads } from "./batch-reads.ts";
import { keyOf, SOURCE_NAMES, type SourceName, type UpstreamExchange } from "./recording.ts";

export interface ReplayCounts {
  /** By source; all of them whether known or not. */
  readonly calls: Readonly<Record<SourceName, number>>;
  /** Requests that were not recorded. They got status 599. */
  readonly unknown: number;
  /** One of them. */
  readonly unknownExample: string | null;
}

export type ReplayCommand = { readonly reset: true; readonly latencyMs: number } | { readonly count: true };

export type ReplayMessage =
  | { readonly ports: Readonly<Record<SourceName, number>> }
  | { readonly isReset: true }
  | { readonly counts: ReplayCounts };

const calls: Record<SourceName, number> = { hubspot: 0, zendesk: 0, stripe: 0 };
let unknown = 0;
let unknownExample: string | null = null;
let latencyMs = 0;

type Answer = (method: string, target: string, body: string) => Buffer;

function serve(source: SourceName, exchanges: readonly UpstreamExchange[]): Server {
  const replies = new Map<string, Buffer>();
  for (const exchange of exchanges) {
    if (exchange.source !== source) continue;
    replies.set(keyOf(exchange.method, exchange.target, exchange.body), wireOf(exchange));
  }
  const batchReads = createBatchReads(exchanges);
  const answer: Answer = (method, target, body) => {
    calls[source] += 1;
    const key = keyOf(method, target, body);
    const reply = replies.get(key);
    if (reply !== undefined) return reply;
    const batch = source === "hubspot" ? batchReads(target, body) : null;
    if (batch !== null) return wireOf({ status: 200, headers: [["content-type", "application/json"]], reply: batch });
    unknown += 1;
    unknownExample ??= `${source} ${key}`;
    return NOT_RECORDED;
  };
  return createServer({ noDelay: true }, (socket) => converse(socket, answer));
}

function wireOf({ status, headers, reply }: Pick<UpstreamExchange, "status" | "headers" | "reply">): Buffer {
  const body = Buffer.from(reply);
  const lines = [...headers, ["content-length", String(body.length)]].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Recorded\r\n${lines.join("")}\r\n`), body]);
}

const NOT_RECORDED = Buffer.from("HTTP/1.1 599 Not Recorded\r\ncontent-length: 0\r\n\r\n");

/** Reads one request after the other: a client sends the next when it has the answer. */
function converse(socket: Socket, answer: Answer): void {
  let received = "";
  socket.on("data", (chunk: Buffer) => {
    // One character a byte, so that lengths are bytes.
    received = received === "" ? chunk.toString("latin1") : received + chunk.toString("latin1");
    const headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0) return;
    const bodyStart = headEnd + 4;
    let bodyLength = 0;
    if (!received.startsWith("GET ")) {
      const declared = /\r\ncontent-length: *(\d+)/i.exec(received)?.[1];
      bodyLength = Number(declared ?? 0);
    }
    if (received.length < bodyStart + bodyLength) return;
    const methodEnd = received.indexOf(" ");
    const method = received.slice(0, methodEnd);
    const target = received.slice(methodEnd + 1, received.indexOf(" ", methodEnd + 1));
    const body = Buffer.from(received.slice(bodyStart), "latin1").toString("utf8");
    received = "";
    const reply = answer(method, target, body);
    if (latencyMs === 0) socket.write(reply);
    else setTimeout(() => socket.write(reply), latencyMs);
  });
  socket.on("error", () => socket.destroy()); // a subject that was stopped
}

function obey(command: ReplayCommand): ReplayMessage {
  if ("count" in command) return { counts: { calls: { ...calls }, unknown, unknownExample } };
  for (const source of SOURCE_NAMES) calls[source] = 0;
  unknown = 0;
  unknownExample = null;
  latencyMs = command.latencyMs;
  return { isReset: true };
}

function tell(message: ReplayMessage): void {
  process.send?.(message);
}

async function start(file: string): Promise<void> {
  const exchanges = JSON.parse(readFileSync(file, "utf8")) as readonly UpstreamExchange[];
  const ports: Record<SourceName, number> = { hubspot: 0, zendesk: 0, stripe: 0 };
  for (const source of SOURCE_NAMES) {
    const server = serve(source, exchanges);
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    ports[source] = (server.address() as AddressInfo).port;
  }
  process.on("message", (command) => tell(obey(command as ReplayCommand)));
  process.once("disconnect", () => process.exit());
  tell({ ports });
}

await start(process.argv[2] ?? "");
