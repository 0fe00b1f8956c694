// PayPal's REST APIs over the sandbox's world: https://developer.paypal.com/api/rest/
// Reading, and refunding a capture. Webhooks, creating and changing anything else are not there.
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { createAccount } from "./account.ts";
import { invalidRequest, notFound, PaypalFault, serverError, tooManyRequests, unsupportedMediaType } from "./fault.ts";
import { credentials } from "./merchant.ts";
import { defaultSettings } from "./options.ts";
import type { PaypalOptions, PaypalSettings } from "./options.ts";
import { createRateLimit } from "./rate-limit.ts";
import { registerRoutes } from "./routes.ts";
import { authenticate, registerTokenRoute, tokenPath } from "./token.ts";

/** PayPal over the sandbox's data set. */
export function createPaypal(options: PaypalOptions = {}): Vendor {
  const settings = { ...defaultSettings, ...options };
  return {
    name: "paypal",
    credentials,
    register: (app, context) => register(app, context, settings),
    sendTooManyRequests: (reply) => sendTooManyRequests(reply, settings, 1),
    sendServerError: (reply) => sendFault(reply, serverError()),
  };
}

export const paypal: Vendor = createPaypal();

function register(app: FastifyInstance, { world, now, rateScale }: VendorContext, settings: PaypalSettings): void {
  const limit = createRateLimit(settings.requestsPerMinute * rateScale, now);

  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    try {
      // "For a full refund, include an empty payload": nothing at all is one, too.
      done(null, body === "" ? undefined : JSON.parse(body.toString()));
    } catch {
      done(malformedJson());
    }
  });
  app.addHook("onRequest", (request, reply, done) => {
    void reply.header("paypal-debug-id", debugId(reply));
    const waitS = limit.waitS();
    if (waitS !== null) return sendTooManyRequests(reply, settings, waitS);
    if (!request.url.startsWith(tokenPath)) authenticate(request.headers.authorization, now());
    done();
  });
  app.setErrorHandler((error, _request, reply) => sendFault(reply, faultOf(error)));
  app.setNotFoundHandler((_request, reply) => sendFault(reply, notFound([])));

  registerTokenRoute(app, now, settings.tokenLifetimeS);
  registerRoutes(app, createAccount(world.books.paypal, settings, now));
}

function malformedJson(): PaypalFault {
  const description = "The request JSON is not well formed.";
  return invalidRequest([{ field: "/", location: "body", issue: "INVALID_PARAMETER_SYNTAX", description }]);
}

// A 415 that Fastify itself found becomes PayPal's. Throws what is a bug of the sandbox's.
function faultOf(error: unknown): PaypalFault {
  if (error instanceof PaypalFault) return error;
  if (error instanceof Error && "statusCode" in error && error.statusCode === 415) return unsupportedMediaType();
  throw error;
}

function sendTooManyRequests(reply: FastifyReply, { sendsRetryAfter }: PaypalSettings, waitS: number): void {
  if (sendsRetryAfter) void reply.header("retry-after", String(waitS));
  sendFault(reply, tooManyRequests());
}

function sendFault(reply: FastifyReply, fault: PaypalFault): void {
  void reply
    .code(fault.status)
    .header("paypal-debug-id", debugId(reply))
    .send(fault.body(debugId(reply)));
}

// Every reply has one, also a fault that is sent before the vendor sees the request.
function debugId({ request }: FastifyReply): string {
  return createHash("sha1").update(String(request.id)).digest("hex").slice(0, 13);
}
