// Intercom's REST API, version 2.14: https://developers.intercom.com/docs/references/2.14/rest-api/api.intercom.io
//
// How the desk's book is told in Intercom's words:
// - its users are contacts: users, and leads (contact.ts says which); a user's external id is the Salesforce contact's;
// - Intercom has conversations and tickets. A ticket of the book is one or the other, by a draw over its serial (70 % are
//   conversations), and never both: whoever wants all of them reads both. The two share their ids;
// - a conversation's first message is its `source`; the other comments are parts, and so is what was done (assigned, closed,
//   snoozed). new and open are `open`, pending and hold `snoozed`, solved and closed `closed`; urgent and high are `priority`;
// - a ticket has subject and description in its default attributes, its urgency in one of the account's own, its status as
//   one of five states in four categories; the comments after the first are ticket parts;
// - the data set's companies are Intercom's, listed when somebody in the book works there.
import type { FastifyInstance } from "fastify";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { addAdminRoutes } from "./admin-routes.ts";
import { credentials } from "./auth.ts";
import { addCompanyRoutes } from "./company-routes.ts";
import { addContactRoutes } from "./contact-routes.ts";
import { addConversationRoutes } from "./conversation-routes.ts";
import { addDataAttributeRoutes } from "./data-attributes.ts";
import { sendError, serverError, tooManyRequests } from "./errors.ts";
import { defaultOptions } from "./options.ts";
import type { IntercomOptions } from "./options.ts";
import { createRateLimit, rateHeaders, windowSeconds } from "./rate-limit.ts";
import type { RateLimit } from "./rate-limit.ts";
import { createRouter } from "./router.ts";
import { addTicketRoutes } from "./ticket-routes.ts";
import { createWorkspace } from "./workspace.ts";

/** Intercom over the sandbox's data set, with other options than the usual ones. */
export function createIntercom(changes: Partial<IntercomOptions> = {}): Vendor {
  const options = { ...defaultOptions, ...changes };
  // One app is all that the sandbox's workspace has, so that the smaller of the two is its limit.
  const perMinute = Math.min(options.appRequestsPerMinute, options.workspaceRequestsPerMinute);

  /** By server: a fault's 429 says when the window ends, too. */
  const limits = new WeakMap<FastifyInstance, RateLimit>();

  function register(app: FastifyInstance, context: VendorContext): void {
    const workspace = createWorkspace(context, options);
    const limit = createRateLimit(perMinute * context.rateScale, context.now);
    limits.set(app, limit);
    const route = createRouter(app, { limit, appVersion: options.appVersion });
    addAdminRoutes(route, workspace);
    addContactRoutes(route, workspace);
    addCompanyRoutes(route, workspace);
    addDataAttributeRoutes(route);
    addConversationRoutes(route, workspace);
    addTicketRoutes(route, workspace);
  }

  return {
    name: "intercom",
    credentials,
    register,
    sendTooManyRequests(reply) {
      const rate = limits.get(reply.server)?.exhausted();
      if (rate !== undefined) void reply.headers(rateHeaders(rate));
      sendError(reply, tooManyRequests(rate?.limit ?? Math.floor(perMinute / 6), windowSeconds));
    },
    sendServerError: (reply) => sendError(reply, serverError()),
  };
}

/** Intercom over the sandbox's data set. */
export const intercom: Vendor = createIntercom();
