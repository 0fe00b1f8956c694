// A real HTTP server that answers as a test says, and counts.
import { createServer } from "node:http";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface StubRequest {
  readonly method: string;
  /** Path and query as they came over the wire. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Resolves when the connection is gone before the answer was. */
  readonly cut: Promise<void>;
}

export type StubAnswer = (request: StubRequest, reply: ServerResponse, index: number) => void;

export interface StubServer {
  readonly url: string;
  readonly requests: readonly StubRequest[];
  /** Connections accepted since the start. */
  readonly connections: number;
  /** Resolves when this many requests have come in all. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts on 127.0.0.1, any free port. `answer` gets each request whole. */
export async function startStub(answer: StubAnswer): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let connections = 0;
  const server = createServer((incoming, reply) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request = {
        method: incoming.method ?? "",
        url: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        cut: new Promise<void>((resolve) => {
          reply.on("close", () => {
            if (!reply.writableFinished) resolve();
          });
        }),
      };
      requests.push(request);
      answer(request, reply, requests.length - 1);
      for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return connections;
    },
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function sendJson(
  reply: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  reply.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}
