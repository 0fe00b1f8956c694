// HubSpot's CRM API as far as contracts/FACTS.md section 3 knows it: contacts, companies, deals, notes, tasks, calls,
// meetings, e-mails, their associations, owners, pipelines and properties, read only.
import type { FastifyInstance } from "fastify";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { registerAssociationRoutes } from "./association-routes.ts";
import { createAssociations } from "./associations.ts";
import { authenticate, credentials, registerTokenRoute } from "./auth.ts";
import { createCatalog } from "./catalog.ts";
import { createEngagementRows } from "./engagement-rows.ts";
import { HubspotError, sendError } from "./errors.ts";
import { registerObjectRoutes } from "./object-routes.ts";
import { createRateLimits, tooManyRequests } from "./rate-limit.ts";
import { registerSearchRoute } from "./search.ts";
import { registerSettingsRoutes } from "./settings-routes.ts";

/** HubSpot over the sandbox's data set. */
export const hubspot: Vendor = {
  name: "hubspot",
  credentials,
  register,
  sendTooManyRequests: (reply) => sendError(reply, 429, tooManyRequests),
  sendServerError: (reply) => sendError(reply, 500, { message: "internal error", category: "INTERNAL_ERROR" }),
};

function register(app: FastifyInstance, context: VendorContext): void {
  const { world, now } = context;
  const limits = createRateLimits(context);
  const engagementRows = createEngagementRows(world.books.hubspot);
  const catalog = createCatalog(world, engagementRows);
  const associations = createAssociations(world, engagementRows, catalog);

  app.setErrorHandler((error: unknown, _request, reply) => {
    if (error instanceof HubspotError) {
      sendError(reply, error.statusCode, error.body);
      return;
    }
    const status = statusOf(error);
    if (status === null) throw error;
    const message = error instanceof Error ? error.message : "There was a problem with the request.";
    sendError(reply, status, { message: `Invalid input: ${message}`, category: "VALIDATION_ERROR" });
  });
  app.setNotFoundHandler((request, reply) => {
    sendError(reply, 404, { message: `No route: ${request.method} ${request.url}`, category: "OBJECT_NOT_FOUND" });
  });

  app.addHook("onRequest", (request, reply, done) => {
    if (request.url.startsWith("/oauth/")) {
      done();
      return;
    }
    const app = authenticate(request.headers.authorization, now());
    if (limits.admit(request, reply, app)) done();
  });

  registerTokenRoute(app, now);
  registerObjectRoutes(app, { catalog, associations, now });
  registerSearchRoute(app, { catalog, associations });
  registerAssociationRoutes(app, { catalog, associations, now });
  registerSettingsRoutes(app, { world, catalog });
}

// A 4xx that Fastify itself found, such as a body that is no JSON.
function statusOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return null;
  const status = error.statusCode;
  return typeof status === "number" && status >= 400 && status < 500 ? status : null;
}
