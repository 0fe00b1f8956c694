// The admin port: what the sandbox serves, and faults on demand.
import fastify from "fastify";
import type { FastifyReply } from "fastify";
import { FaultInputError, outcomes, parseFaults } from "./faults.ts";
import type { VendorServer } from "./vendor-server.ts";

export interface AdminServer {
  readonly url: string;
  stop(): Promise<void>;
}

const usage = {
  "GET /": "this",
  "PUT /faults/:source": "replaces the faults of a source; the body is a JSON object of faults",
  "DELETE /faults/:source": "ends the faults of a source",
  faults: {
    latency: "{ ms, rate?, count?, pathPrefix? }: milliseconds added to the source's own latency",
    ...Object.fromEntries(outcomes.map((name) => [name, `{ rate?, count?, pathPrefix? }: ${meaning(name)}`])),
  },
  rate: "share of the requests, from 0 to 1; 1 when left out",
  count: "ends by itself after so many requests",
  pathPrefix: "only requests below this path",
  example: `curl -X PUT -H 'content-type: application/json' -d '{"tooManyRequests":{"rate":0.3}}' URL/faults/hubspot`,
} as const;

function meaning(name: (typeof outcomes)[number]): string {
  switch (name) {
    case "hang":
      return "accepted, never answered";
    case "reset":
      return "the connection is reset";
    case "tooManyRequests":
      return "the vendor's own 429";
    case "serverError":
      return "the vendor's own 500";
    case "truncated":
      return "content-length promises more than comes, then the socket is cut";
    case "malformed":
      return "200, complete, but no JSON";
  }
}

/** Starts the admin server on 127.0.0.1; port 0 takes any free one. */
export async function startAdmin(sources: ReadonlyMap<string, VendorServer>, port: number): Promise<AdminServer> {
  const app = fastify({ forceCloseConnections: true });

  app.get("/", async () => ({
    sources: [...sources.values()].map(({ name, url, requests, faults }) => ({
      name,
      url,
      requests,
      faults: faults.active,
    })),
    usage,
  }));

  app.put<{ Params: { source: string } }>("/faults/:source", async (request, reply) => {
    const source = sources.get(request.params.source);
    if (source === undefined) return sendUnknownSource(reply, request.params.source, sources);
    source.faults.set(parseFaults(request.body));
    return { source: source.name, faults: source.faults.active };
  });

  app.delete<{ Params: { source: string } }>("/faults/:source", async (request, reply) => {
    const source = sources.get(request.params.source);
    if (source === undefined) return sendUnknownSource(reply, request.params.source, sources);
    source.faults.clear();
    return { source: source.name, faults: source.faults.active };
  });

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof FaultInputError) return reply.code(400).send({ errors: error.problems });
    const status = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
    const message = error instanceof Error ? error.message : String(error);
    const advice = `${message}: send an object such as {"hang":{"rate":0.1}} with content-type: application/json`;
    return status === 400 || status === 415
      ? reply.code(400).send({ errors: [advice] })
      : reply.code(500).send({ errors: [message] });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ errors: [`there is no ${request.method} ${request.url} here; GET / says what there is`] }),
  );

  const url = await app.listen({ host: "127.0.0.1", port });
  return {
    url,
    async stop() {
      await app.close();
    },
  };
}

function sendUnknownSource(
  reply: FastifyReply,
  name: string,
  sources: ReadonlyMap<string, VendorServer>,
): FastifyReply {
  return reply.code(404).send({ errors: [`there is no source ${name}; there are ${[...sources.keys()].join(", ")}`] });
}
