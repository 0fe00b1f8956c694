// Stands between a subject and the sandbox, and keeps what goes by.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import { keyOf, SOURCE_NAMES, type SourceName, type UpstreamExchange, type UpstreamRequest } from "./recording.ts";

export interface Recorder {
  /** Where subjects find each source. */
  readonly urls: Readonly<Record<SourceName, string>>;
  /** All exchanges so far, each different request once. */
  readonly exchanges: () => readonly UpstreamExchange[];
  /** Does something and says which requests the sources got meanwhile. */
  during<R>(work: () => Promise<R>): Promise<{ readonly result: R; readonly requests: readonly UpstreamRequest[] }>;
  stop(): Promise<void>;
}

// Of one connection, or made anew by whoever sends the reply again.
const NOT_KEPT = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date"]);

/** Starts a recorder before each source. */
export async function startRecorder(origins: Readonly<Record<SourceName, string>>): Promise<Recorder> {
  const kept = new Map<string, UpstreamExchange>();
  let seen: UpstreamRequest[] = [];
  const stops: (() => Promise<void>)[] = [];

  const startBefore = async (source: SourceName): Promise<readonly [SourceName, string]> => {
    const pool = new Pool(origins[source], { connections: 32 });
    const server = createServer(async (request, reply) => {
      const { method = "", url: target = "" } = request;
      const body = await textOf(request);
      seen.push({ source, method, target, body });
      const { connection: _, host: __, "transfer-encoding": ___, ...headers } = request.headers;
      const answer = await pool.request({ method, path: target, headers, body: body === "" ? null : body });
      const text = await answer.body.text();
      const replyHeaders = Object.entries(answer.headers).flatMap(([name, value]) =>
        NOT_KEPT.has(name) || value === undefined ? [] : [[name, String(value)] as const],
      );
      const exchange = { source, method, target, body, status: answer.statusCode, headers: replyHeaders, reply: text };
      kept.set(`${source} ${keyOf(method, target, body)}`, exchange);
      reply.writeHead(answer.statusCode, Object.fromEntries(replyHeaders)).end(text);
    });
    await listen(server);
    stops.push(async () => {
      server.closeAllConnections();
      server.close();
      await pool.close();
    });
    return [source, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
  };

  const urls = Object.fromEntries(await Promise.all(SOURCE_NAMES.map(startBefore))) as Record<SourceName, string>;
  return {
    urls,
    exchanges: () => [...kept.values()],
    async during(work) {
      seen = [];
      const result = await work();
      return { result, requests: seen };
    },
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
