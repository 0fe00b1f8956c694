// One vendor, one Fastify instance, one port. Latency, faults and observation are hooks here: a vendor's folder holds
// only its wire format.
import type { IncomingHttpHeaders } from "node:http";
import fastify from "fastify";
import type { FastifyInstance, FastifyReply } from "fastify";
import { createDelays } from "./delays.ts";
import { createFaultSwitch } from "./faults.ts";
import type { FaultSwitch, Outcome } from "./faults.ts";
import type { BookName, World } from "./world.ts";

export interface VendorContext {
  readonly world: World;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Multiplies each vendor's own rate limit numbers. */
  readonly rateScale: number;
}

export interface Vendor {
  readonly name: BookName;
  /** What a client must present; the sandbox's configuration hands these to the gateway. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Settings that a source needs to reach the sandbox in place of the vendor, beside its address and credentials. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  /** Adds routes, authentication, rate limiting and error bodies. */
  register(app: FastifyInstance, context: VendorContext): void;
  /** This vendor's own 429 and 500, for the fault switch. */
  sendTooManyRequests(reply: FastifyReply): void;
  sendServerError(reply: FastifyReply): void;
}

/** One request and the whole reply to it, for contract tests. A request that gets no whole reply is not reported. */
export interface Exchange {
  readonly vendor: Vendor["name"];
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly requestHeaders: IncomingHttpHeaders;
  /** Parsed JSON, the raw string of a form, or undefined. */
  readonly requestBody: unknown;
  readonly status: number;
  /** Parsed JSON, or the text when it is none; undefined when empty. */
  readonly responseBody: unknown;
}

export interface VendorServerOptions {
  readonly context: VendorContext;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Ordinary latency of every reply. */
  readonly latencyMs: number;
  readonly random: () => number;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

export interface VendorServer {
  readonly name: Vendor["name"];
  readonly url: string;
  readonly faults: FaultSwitch;
  /** Requests received since the start, whatever became of them. */
  readonly requests: number;
  /** Cuts every connection, idle or not. */
  stop(): Promise<void>;
}

declare module "fastify" {
  interface FastifyRequest {
    sandboxOutcome: Outcome | null;
  }
}

/** Starts a vendor on 127.0.0.1. Rejects when the port is taken. */
export async function startVendor(vendor: Vendor, options: VendorServerOptions): Promise<VendorServer> {
  const faults = createFaultSwitch(options.random);
  const delays = createDelays();
  let requests = 0;

  // Clients end ids and lists with a slash or not, as the vendors' own servers allow.
  const app = fastify({
    forceCloseConnections: true,
    // Vendors take URLs up to 32 KB, and Node by itself 16 KB of request line and headers.
    http: { maxHeaderSize: 65_536 },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 1_000 },
  });
  app.decorateRequest("sandboxOutcome", null);
  app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });

  app.addHook("onRequest", (request, reply, done) => {
    requests += 1;
    const { addedLatencyMs, outcome } = faults.decide(pathOf(request.url));
    request.sandboxOutcome = outcome;
    delays.after(options.latencyMs + addedLatencyMs, () => {
      if (outcome === "hang") reply.hijack();
      else if (outcome === "reset") {
        reply.hijack();
        request.raw.socket.resetAndDestroy();
      } else if (outcome === "tooManyRequests") vendor.sendTooManyRequests(reply);
      else if (outcome === "serverError") vendor.sendServerError(reply);
      else done();
    });
  });

  app.addHook<unknown>("onSend", (request, reply, payload, done) => {
    const body = textOf(payload);
    if (request.sandboxOutcome === "truncated") {
      sendTruncated(reply, body);
      return;
    }
    // A vendor that says when a quota begins anew says it by this clock.
    reply.header("date", new Date(options.context.now()).toUTCString());
    const isMalformed = request.sandboxOutcome === "malformed";
    if (isMalformed) reply.code(200);
    const sent = isMalformed ? malformed(body) : body;
    options.onExchange?.({
      vendor: vendor.name,
      method: request.method,
      path: pathOf(request.url),
      query: queryOf(request.query),
      requestHeaders: request.headers,
      requestBody: request.body,
      status: reply.statusCode,
      responseBody: parsed(sent),
    });
    done(null, isMalformed ? sent : payload);
  });

  app.setErrorHandler((error, _request, reply) => {
    // Only a bug of the sandbox's gets here: vendors answer a client's mistakes themselves.
    process.stderr.write(`sandbox ${vendor.name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    vendor.sendServerError(reply);
  });

  // In a scope of its own, so that a vendor's error handler comes before the one above.
  void app.register((scope, _options, done) => {
    vendor.register(scope, options.context);
    done();
  });
  const url = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });

  return {
    name: vendor.name,
    url,
    faults,
    get requests() {
      return requests;
    },
    async stop() {
      delays.cancelAll();
      await app.close();
    },
  };
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}

function queryOf(query: unknown): Exchange["query"] {
  const result: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(query ?? {})) {
    result[key] = Array.isArray(value) ? value.map(String) : String(value);
  }
  return result;
}

function textOf(payload: unknown): string {
  if (payload === null || payload === undefined) return "";
  if (typeof payload === "string") return payload;
  if (Buffer.isBuffer(payload)) return payload.toString("utf8");
  throw new TypeError(
    "a vendor must send an object, a string or a buffer: faults and contract checks read the whole reply",
  );
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text; // text/plain bodies and the malformed fault
  }
}

// As from a proxy that lost the end of the reply and closed it properly.
function malformed(body: string): string {
  return `${body.slice(0, Math.floor(body.length / 2))}<html>upstream connect error</html>`;
}

function sendTruncated(reply: FastifyReply, body: string): void {
  const bytes = Buffer.from(body === "" ? "{}" : body);
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(reply.statusCode, { "content-length": bytes.length });
  reply.raw.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => reply.raw.destroy());
}
