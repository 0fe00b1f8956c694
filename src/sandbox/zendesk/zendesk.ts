// Zendesk's Support API, read side: https://developer.zendesk.com/api-reference/ticketing/introduction/
import type { FastifyReply } from "fastify";
import type { Vendor } from "../vendor-server.ts";
import { addAccountRoutes } from "./account-routes.ts";
import { credentials } from "./auth.ts";
import { createDesk } from "./desk.ts";
import { sendZendeskError, serverError, tooManyRequests } from "./errors.ts";
import { addIncrementalRoutes } from "./incremental-routes.ts";
import { addOrganizationRoutes } from "./organization-routes.ts";
import { createRateLimit } from "./rate-limit.ts";
import { createRouter } from "./router.ts";
import { addSearchRoutes } from "./search-routes.ts";
import { createSearch } from "./search/search.ts";
import { addTicketRoutes } from "./ticket-routes.ts";
import { addUserRoutes } from "./user-routes.ts";

/** The Enterprise plan's, and those of search exports and of incremental ones. */
const requestsPerMinute = 700;
const exportsPerMinute = 100;
const incrementalsPerMinute = 10;
const faultRetryAfterSeconds = 1;

export const zendesk: Vendor = {
  name: "zendesk",
  credentials,
  register(app, context) {
    const { now, rateScale } = context;
    const desk = createDesk(context);
    const search = createSearch(desk);
    const route = createRouter(app, createRateLimit(requestsPerMinute * rateScale, now));
    addTicketRoutes(route, desk);
    addUserRoutes(route, desk, search);
    addOrganizationRoutes(route, desk);
    addSearchRoutes(route, desk, search, createRateLimit(exportsPerMinute * rateScale, now));
    addIncrementalRoutes(route, desk, createRateLimit(incrementalsPerMinute * rateScale, now));
    addAccountRoutes(route);
  },
  sendTooManyRequests(reply: FastifyReply) {
    sendZendeskError(reply, tooManyRequests(faultRetryAfterSeconds));
  },
  sendServerError(reply: FastifyReply) {
    sendZendeskError(reply, serverError());
  },
};
