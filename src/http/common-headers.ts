// What every answer carries, whichever way it goes out.
import type { FastifyRequest } from "fastify";
import type { Readiness } from "./health.ts";

/** As of now, when the answer goes out: the process may have begun to drain since it was asked. */
export function commonHeaders({ id }: FastifyRequest, readiness: Pick<Readiness, "isReady">): Record<string, string> {
  return {
    "x-request-id": id,
    "x-content-type-options": "nosniff",
    // Whoever keeps the connection sends the next request on another one, to another process.
    ...(!readiness.isReady() && { connection: "close" }),
  };
}
