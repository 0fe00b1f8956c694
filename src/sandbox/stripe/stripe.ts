// Stripe's REST API, read only, over the sandbox's world: https://docs.stripe.com/api
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Vendor, VendorContext } from "../vendor-server.ts";
import { apiVersion } from "./api-version.ts";
import type { ApiVersion } from "./api-version.ts";
import { checkSecretKey } from "./authentication.ts";
import { balanceTransactions } from "./balance-transactions.ts";
import { charges } from "./charges.ts";
import { customers } from "./customers.ts";
import { events } from "./events.ts";
import { checkExpand, expand } from "./expand.ts";
import { noSuch, serverError, StripeFault, tooManyRequests, unrecognizedUrl } from "./fault.ts";
import { hashText, stripeId } from "./ids.ts";
import { invoices } from "./invoices.ts";
import { createLedger } from "./ledger.ts";
import { listPage } from "./list-page.ts";
import { createParams } from "./params.ts";
import { paymentIntents } from "./payment-intents.ts";
import { createRateLimit } from "./rate-limit.ts";
import { refunds } from "./refunds.ts";
import type { Resource, View } from "./resource.ts";
import { find } from "./resource.ts";
import { searchPage } from "./search-page.ts";
import { subscriptions } from "./subscriptions.ts";

// https://docs.stripe.com/rate-limits
const readsPerSecond = 100;
const searchesPerSecond = 20;

const secretKey = "sk_test_tributarySandboxIsNoSecret";

export const stripe: Vendor = {
  name: "stripe",
  credentials: { secretKey },
  register,
  sendTooManyRequests(reply) {
    sendFault(reply, tooManyRequests());
  },
  sendServerError(reply) {
    sendFault(reply, serverError());
  },
};

function register(app: FastifyInstance, { world, now, rateScale }: VendorContext): void {
  const ledger = createLedger(world);
  const reads = createRateLimit(readsPerSecond * rateScale, now);
  const searches = createRateLimit(searchesPerSecond * rateScale, now);

  app.addHook("onRequest", (request, reply, done) => {
    checkSecretKey(request.headers.authorization, secretKey);
    const version = versionOf(request);
    void reply.header("stripe-version", version.name).header("request-id", requestId(request));
    if (!reads.admit()) throw tooManyRequests();
    done();
  });
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof StripeFault)) throw error;
    sendFault(reply, error);
  });
  app.setNotFoundHandler((request, reply) => {
    sendFault(reply, unrecognizedUrl(request.method, pathOf(request.url)));
  });

  function viewOf(request: FastifyRequest): View {
    return { world, ledger, version: versionOf(request) };
  }

  function addRoutes<Row>(resource: Resource<Row>): void {
    const { object, search } = resource;
    const path = `/v1${resource.path}`;

    app.get(path, (request) => {
      const view = viewOf(request);
      const params = createParams(request.url);
      const paths = params.strings("expand");
      checkExpand(paths, { object, isList: true }, view);
      const page = listPage(resource, params, view);
      expand(page, paths, { object, isList: true }, view);
      return page;
    });

    if (search !== undefined) {
      app.get(`${path}/search`, (request) => {
        if (!searches.admit()) throw tooManyRequests();
        const view = viewOf(request);
        const params = createParams(request.url);
        const paths = params.strings("expand");
        const recordPaths = paths.filter((expandPath) => expandPath !== "total_count");
        checkExpand(recordPaths, { object, isList: true }, view);
        const page = searchPage(resource, search, params, view, recordPaths.length < paths.length);
        expand(page, recordPaths, { object, isList: true }, view);
        return page;
      });
    }

    app.get<{ Params: { id: string } }>(`${path}/:id`, (request) => {
      const view = viewOf(request);
      const params = createParams(request.url);
      const paths = params.strings("expand");
      params.finish();
      checkExpand(paths, { object, isList: false }, view);
      const found = find(resource, request.params.id, view);
      if (found === null) throw noSuch(object, request.params.id);
      const record = resource.render(found.row, found.key, view);
      expand(record, paths, { object, isList: false }, view);
      return record;
    });
  }

  addRoutes(customers);
  addRoutes(paymentIntents);
  addRoutes(charges);
  addRoutes(refunds);
  addRoutes(balanceTransactions);
  addRoutes(invoices);
  addRoutes(subscriptions);
  addRoutes(events);
}

function versionOf(request: FastifyRequest): ApiVersion {
  const header = request.headers["stripe-version"];
  return apiVersion(Array.isArray(header) ? header.join(", ") : header);
}

// Every reply has one, also a fault that is sent before the vendor sees the request.
function requestId(request: FastifyRequest): string {
  return stripeId("request", hashText(String(request.id)));
}

function sendFault(reply: FastifyReply, fault: StripeFault): void {
  // Stripe's SDKs obey this header before anything else; without it they would repeat a 500 but never a 429.
  const isTransient = fault.status >= 500;
  if (fault.status === 401) void reply.header("www-authenticate", 'Bearer realm="Stripe"');
  void reply
    .code(fault.status)
    .header("request-id", requestId(reply.request))
    .header("stripe-should-retry", String(isTransient))
    .send(fault.body);
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}
