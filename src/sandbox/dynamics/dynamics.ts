// Dynamics 365, that is Dataverse's Web API, as far as Microsoft's documentation and contracts/FACTS.md section 5 tell it:
// contacts, accounts, opportunities, cases with their notes, activities, users and currencies, read only; and the token
// endpoint of Entra ID.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { guidScheme } from "../guid.ts";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { answerBatch } from "./batch.ts";
import { createCatalog } from "./catalog.ts";
import { badQuery, DataverseError, sendError, unknownResource } from "./errors.ts";
import { createService } from "./service.ts";
import type { ServiceReply, ServiceRequest } from "./service.ts";
import { createServiceProtection, defaultTooManyRequests, TooManyRequests } from "./service-protection.ts";
import { serviceUsersOf } from "./tables/users.ts";
import { authenticate, challenge, credentials, registerTokenRoute } from "./token.ts";

export interface DynamicsOptions {
  /** How long a token works; 3599 when left out, as Entra's. */
  readonly tokenLifetimeS?: number;
}

const apiPattern = /^\/api\/data\/v9\.\d(?=\/|\?|$)/;
const maxUrlLength = 32_768;
const batchBytes = 128 * 1024 * 1024;

/** Dataverse over the sandbox's data set. */
export function createDynamics(options: DynamicsOptions = {}): Vendor {
  return {
    name: "dynamics",
    credentials,
    options: { tenantId: credentials.tenantId, tokenUrl: "{origin}/{tenantId}/oauth2/v2.0/token" },
    register: (app, context) => register(app, context, options.tokenLifetimeS ?? 3_599),
    sendTooManyRequests: (reply) => sendRefusal(reply, defaultTooManyRequests),
    sendServerError: (reply) =>
      sendRefusal(reply, new DataverseError(500, "0x80040216", "An unexpected error occurred.")),
  };
}

export const dynamics: Vendor = createDynamics();

function register(app: FastifyInstance, context: VendorContext, tokenLifetimeS: number): void {
  const { world, now, rateScale } = context;
  const book = world.books.dynamics;
  const service = createService(createCatalog(book, credentials.clientId), now, serviceUsersOf(book).application);
  const protection = createServiceProtection(now, rateScale);
  const batchIds = guidScheme(4_001);
  let batches = 0;

  // Before any hook, the latency's too: a request is under way from its first byte.
  app.server.prependListener("request", (request, response) => {
    if (apiPattern.test(request.url ?? "")) response.once("close", protection.begin());
  });
  app.addContentTypeParser(/^multipart\/mixed/, { parseAs: "string" }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: unknown, _request, reply) => {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    sendRefusal(reply, refusal);
  });
  app.setNotFoundHandler((request, reply) => {
    const message = `No HTTP resource was found that matches the request URI '${request.protocol}://${request.headers.host}${request.url}'.`;
    sendRefusal(reply, new DataverseError(404, "", message));
  });

  const isApi = (request: FastifyRequest): boolean => apiPattern.test(request.url);
  app.addHook("onRequest", (request, reply, done) => {
    if (isApi(request)) {
      authenticate(request.headers.authorization, request.headers.host, now());
      try {
        protection.admit();
      } finally {
        void reply.headers(protection.headers());
      }
    }
    done();
  });

  registerTokenRoute(app, now, tokenLifetimeS);
  app.get("/api/data/*", (request, reply) => {
    if (!isApi(request)) throw unknownResource(request.url.split("/")[3] ?? "");
    if (request.url.length > maxUrlLength) throw new DataverseError(414, "", "The request URL is too long.");
    send(reply, service.read(requestOf(request)));
  });
  app.post("/api/data/:version/$batch", { bodyLimit: batchBytes }, (request, reply) => {
    if (typeof request.body !== "string") throw badQuery("A batch must be of the type multipart/mixed.");
    batches += 1;
    const reading = requestOf(request);
    const boundary = `batchresponse_${batchIds.idOf(batches)}`;
    const contentType = request.headers["content-type"] ?? "";
    send(reply, answerBatch(service, { ...reading, contentType, body: request.body, boundary }));
  });
}

function requestOf(request: FastifyRequest): ServiceRequest {
  const version = apiPattern.exec(request.url)?.[0] ?? "";
  const [path = "", ...query] = request.url.slice(version.length).split("?");
  return {
    path,
    query: query.join("?"),
    prefer: headerText(request.headers["prefer"]),
    ifNoneMatch: request.headers["if-none-match"],
    root: `${request.protocol}://${request.headers.host ?? ""}${version}`,
  };
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

function send(reply: FastifyReply, { status, headers, body }: ServiceReply): void {
  // As bytes: of a text Fastify would rewrite the content type.
  void reply.code(status).headers(headers).send(Buffer.from(body));
}

function sendRefusal(reply: FastifyReply, error: DataverseError): void {
  if (error instanceof TooManyRequests) void reply.header("retry-after", String(error.retryAfterS));
  if (error.statusCode === 401) void reply.header("www-authenticate", challenge);
  sendError(reply, error);
}

// A 4xx that Fastify itself found, such as a body that is too large, becomes one of Dataverse's.
function refusalOf(error: unknown): DataverseError | null {
  if (error instanceof DataverseError) return error;
  if (!(error instanceof Error) || !("statusCode" in error)) return null;
  const status = error.statusCode;
  return typeof status === "number" && status >= 400 && status < 500
    ? new DataverseError(status, "", error.message)
    : null;
}
