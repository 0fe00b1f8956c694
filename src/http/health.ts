import type { FastifyInstance } from "fastify";

export interface Readiness {
  /** False while the process drains: a load balancer sends nothing more. */
  isReady(): boolean;
  /** Each source's circuit breaker: a failing source does not make the gateway unready, its fields are null meanwhile. */
  sources(): Readonly<Record<string, string>>;
}

/** `/health/live`: the process answers. `/health/ready`: it takes requests. */
export function registerHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get("/health/live", { logLevel: "warn" }, () => ({ status: "ok" }));
  app.get("/health/ready", { logLevel: "warn" }, (_, reply) => {
    const isReady = readiness.isReady();
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ok" : "draining", sources: readiness.sources() });
  });
}
