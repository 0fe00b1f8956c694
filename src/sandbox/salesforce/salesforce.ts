// Salesforce's REST API, read side, of an org with sales, service and several currencies:
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { createApiUsage } from "./api-usage.ts";
import { apiVersions, isApiVersion } from "./api-versions.ts";
import {
  badRequest,
  invalidSession,
  notFound,
  requestLimitExceeded,
  SalesforceError,
  sendSalesforceError,
  serverError,
  tooManyRequests,
} from "./errors.ts";
import { credentials } from "./oauth/connected-app.ts";
import { OAuthError } from "./oauth/oauth-error.ts";
import { createSessions } from "./oauth/sessions.ts";
import { registerTokenRoutes } from "./oauth/token-routes.ts";
import { batchResources } from "./rest/batch-resources.ts";
import { createApi } from "./rest/call.ts";
import type { Api } from "./rest/call.ts";
import { compositeResources } from "./rest/composite-resources.ts";
import { describeResources } from "./rest/describe-resources.ts";
import { limitResources } from "./rest/limit-resources.ts";
import { queryResources } from "./rest/query-resources.ts";
import { recordResources } from "./rest/record-resources.ts";
import { searchResources } from "./rest/search-resources.ts";
import { createOrg } from "./schema/org.ts";
import { integrationUserId } from "./schema/org-context.ts";

/** How an administrator set the org up. */
export interface OrgSettings {
  /** Fields that field-level security keeps from the integration user, by object. */
  readonly hiddenFields: Readonly<Record<string, readonly string[]>>;
  /** How long an access token lives; Salesforce's default is two hours. */
  readonly sessionLifetimeS: number;
  /** Whether each refresh token works once and is answered with its successor. */
  readonly rotatesRefreshTokens: boolean;
}

const defaults: OrgSettings = {
  hiddenFields: { Account: ["SicDesc"], Contact: ["Birthdate"], Opportunity: ["NextStep"] },
  sessionLifetimeS: 7_200,
  rotatesRefreshTokens: false,
};

/** Of a developer org. */
const requestsPerDay = 15_000;
const longestUri = 16_384;

/** An org with other settings than the usual ones. */
export function createSalesforce(settings: Partial<OrgSettings> = {}): Vendor {
  return {
    name: "salesforce",
    // The app can sign in by a refresh token and by its private key, too; of these a reader can copy two short lines.
    credentials: { clientId: credentials.clientId, clientSecret: credentials.clientSecret },
    options: {
      multiCurrency: true,
      ticketStatuses: "Waiting on Customer=PENDING,Solved=SOLVED",
      ticketPriorities: "Critical=URGENT",
    },
    register: (app, context) => register(app, context, { ...defaults, ...settings }),
    sendTooManyRequests: (reply) => sendSalesforceError(reply, tooManyRequests()),
    sendServerError: (reply) => sendSalesforceError(reply, serverError()),
  };
}

/** Salesforce over the sandbox's data set. */
export const salesforce: Vendor = createSalesforce();

function register(app: FastifyInstance, { world, now, rateScale }: VendorContext, settings: OrgSettings): void {
  const book = world.books.salesforce;
  const org = createOrg({ book, seed: world.seed, hiddenFields: settings.hiddenFields });
  const usage = createApiUsage(requestsPerDay * rateScale, now);
  const sessions = createSessions({ ...settings, now, lifetimeS: settings.sessionLifetimeS });
  const api: Api = createApi([
    ...limitResources(org, usage),
    ...queryResources(org, now),
    ...searchResources(org, now),
    ...describeResources(org),
    ...compositeResources(() => api),
    ...batchResources(() => api, usage),
    ...recordResources(org),
  ]);

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof OAuthError) return reply.code(error.status).send(error.body);
    if (error instanceof SalesforceError) return sendSalesforceError(reply, error);
    const refused = bodyError(error);
    if (refused === null) throw error;
    return sendSalesforceError(reply, refused);
  });
  app.setNotFoundHandler((_request, reply) => sendSalesforceError(reply, notFound()));
  app.addHook("onRequest", (request, _reply, done) => {
    checkLength(request);
    done();
  });

  registerTokenRoutes(app, { sessions, now, userId: integrationUserId(book) });
  app.get("/services/data", async () => apiVersions);

  const route = (url: string) =>
    app.route<{ Params: { readonly version: string; readonly "*"?: string } }>({
      method: ["GET", "POST", "PATCH", "PUT", "DELETE"],
      url,
      onRequest(request, reply, done) {
        if (!sessions.isOpen(bearerOf(request))) throw invalidSession();
        const isWithin = usage.take(1);
        void reply.header("Sforce-Limit-Info", usage.header());
        if (!isWithin) throw requestLimitExceeded();
        if (!isApiVersion(request.params.version)) throw notFound();
        done();
      },
      async handler(request, reply) {
        const { status, body } = api.answer(request.params["*"] ?? "", {
          method: request.method,
          baseUrl: `/services/data/${request.params.version}`,
          query: new URL(request.url, "http://org").searchParams,
          body: request.body,
          headers: request.headers,
        });
        // What the subrequests of a batch added.
        return reply.code(status).header("Sforce-Limit-Info", usage.header()).send(body);
      },
    });
  route("/services/data/:version");
  route("/services/data/:version/*");
}

/** Throws INVALID_AUTH_HEADER for a header of another form. */
function bearerOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) throw invalidSession();
  const token = /^(?:Bearer|OAuth) (\S+)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new SalesforceError(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
  return token;
}

/** The documented limits are of the URI, and of it and all headers together. */
function checkLength(request: FastifyRequest): void {
  const uri = Buffer.byteLength(request.url);
  if (uri > longestUri) throw new SalesforceError(414, "URI_TOO_LONG", "URI Too Long");
  const headers = request.raw.rawHeaders.reduce((sum, text) => sum + Buffer.byteLength(text) + 2, 0);
  if (uri + headers > longestUri) {
    throw new SalesforceError(431, "REQUEST_HEADER_TOO_LARGE", "Request Header Fields Too Large");
  }
}

/** What Fastify found wrong with a body, as Salesforce says it; null for anything else. */
function bodyError(error: unknown): SalesforceError | null {
  if (!(error instanceof Error) || !("statusCode" in error)) return null;
  if (error.statusCode === 415) {
    return new SalesforceError(415, "UNSUPPORTED_MEDIA_TYPE", "Content type not supported");
  }
  return error.statusCode === 400 ? badRequest("JSON_PARSER_ERROR", error.message) : null;
}
