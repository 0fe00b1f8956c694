// Smartico as far as contracts/FACTS.md section 7 knows it: it takes events, and answers no question. Below /sandbox stands
// what the vendor does not have: its players as its webhooks would tell of them, and the events that it took.
import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { createAccount } from "./account.ts";
import { errors, takeEvents } from "./events-call.ts";
import { createLimits } from "./limits.ts";

const credentials = { apiKey: "sandbox-smartico-key" };
const maxBodyBytes = 10 * 1_048_576;
const tooManyRequests = { err_code: 429, err_message: "Too many requests", event_errors: {} };

/** Smartico over the sandbox's data set. */
export const smartico: Vendor = {
  name: "smartico",
  credentials,
  register,
  sendTooManyRequests: (reply) => void reply.code(429).send(tooManyRequests),
  sendServerError: (reply) => void reply.code(500).send({ err_code: 500, err_message: "Internal error" }),
};

const pageQuery = z.object({
  from: z.coerce.number().int().min(0).default(0),
  count: z.coerce.number().int().min(1).max(10_000).default(1_000),
});

function register(app: FastifyInstance, context: VendorContext): void {
  const account = createAccount(context.world.books.smartico);
  const limits = createLimits(context);

  app.setErrorHandler((error: unknown, _request, reply) => {
    if (error instanceof z.ZodError)
      return reply.code(400).send({ errors: error.issues.map(({ message }) => message) });
    const status = error instanceof Error && "statusCode" in error ? error.statusCode : 500;
    if (status === 413)
      return reply.code(413).send({ ...errors.badBody, err_message: "The body is larger than 10 MB" });
    if (status === 400 || status === 415) return reply.send(errors.badBody);
    throw error;
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ err_code: 404, err_message: "Not found" }));

  app.post("/api/external/events/v2", {
    bodyLimit: maxBodyBytes,
    onRequest: (request, reply, done) => {
      if (!limits.begin()) {
        smartico.sendTooManyRequests(reply);
        return;
      }
      reply.raw.once("close", () => limits.end());
      if (isKey(request.headers.authorization)) done();
      else void reply.send(errors.badKey);
    },
    handler: ({ body }) => takeEvents(body, account),
  });

  app.get("/sandbox/players", (request, reply): FastifyReply => {
    const { from, count } = pageQuery.parse(request.query);
    const lines = account.bodies(from, count).map((body) => `${JSON.stringify(body)}\n`);
    return reply.type("application/x-ndjson").send(lines.join(""));
  });
  app.get("/sandbox/events", () => account.events);
}

function isKey(given: string | undefined): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(credentials.apiKey)];
  return a.length === b.length && timingSafeEqual(a, b);
}
