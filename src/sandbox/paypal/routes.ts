import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "./account.ts";
import { findInvoice, renderInvoice } from "./invoicing/invoice.ts";
import { listInvoices } from "./invoicing/list-invoices.ts";
import { searchInvoices } from "./invoicing/search-invoices.ts";
import { ids } from "./ids.ts";
import { originOf } from "./links.ts";
import { findOrder, renderOrder } from "./orders.ts";
import { findPayment, findRefund, renderAuthorization, renderCapture, renderRefund } from "./payments.ts";
import { findPlan, listPlans, renderPlan } from "./plans.ts";
import { generalWording } from "./problems.ts";
import { createQuery } from "./query.ts";
import { createRefunder } from "./refund-capture.ts";
import { listBalances } from "./reporting/list-balances.ts";
import { listTransactions } from "./reporting/list-transactions.ts";
import { findSubscription, showSubscription, subscriptionTransactions } from "./subscriptions.ts";

interface ById {
  readonly Params: { readonly id: string };
}

export function registerRoutes(app: FastifyInstance, account: Account): void {
  app.get("/v1/reporting/transactions", (request) => listTransactions(request, account));
  app.get("/v1/reporting/balances", (request) => listBalances(request, account));

  app.get<ById>("/v2/payments/captures/:id", (request) => {
    refuseParameters(request);
    return renderCapture(findPayment("capture", request.params.id, account), account, originOf(request));
  });
  app.get<ById>("/v2/payments/authorizations/:id", (request) => {
    refuseParameters(request);
    return renderAuthorization(findPayment("authorization", request.params.id, account), originOf(request));
  });
  app.get<ById>("/v2/payments/refunds/:id", (request) => {
    refuseParameters(request);
    return renderRefund(findRefund(request.params.id, account), account, originOf(request));
  });
  registerRefunding(app, account);

  app.get<ById>("/v2/checkout/orders/:id", (request) => {
    const query = createQuery(request.url, generalWording);
    query.oneOf("fields", ["payment_source"]);
    query.finish();
    return renderOrder(findOrder(request.params.id, account), account, originOf(request));
  });

  app.get("/v2/invoicing/invoices", (request) => listInvoices(request, account));
  app.get<ById>("/v2/invoicing/invoices/:id", (request) => {
    refuseParameters(request);
    return renderInvoice(findInvoice(request.params.id, account), account, originOf(request));
  });
  app.post("/v2/invoicing/search-invoices", (request) => searchInvoices(request, account));

  app.get("/v1/billing/plans", (request) => listPlans(request));
  app.get<ById>("/v1/billing/plans/:id", (request) => {
    refuseParameters(request);
    return renderPlan(findPlan(request.params.id), originOf(request));
  });
  app.get<ById>("/v1/billing/subscriptions/:id", (request) =>
    showSubscription(findSubscription(request.params.id, account), request, account),
  );
  app.get<ById>("/v1/billing/subscriptions/:id/transactions", (request) =>
    subscriptionTransactions(findSubscription(request.params.id, account), request, account),
  );
}

function registerRefunding(app: FastifyInstance, account: Account): void {
  const refunder = createRefunder(account);
  app.post<ById>("/v2/payments/captures/:id/refund", (request, reply) => {
    refuseParameters(request);
    const { "paypal-request-id": requestId, prefer } = request.headers;
    const payment = findPayment("capture", request.params.id, account);
    const refund = refunder.refund(payment, request.body, requestId === undefined ? undefined : String(requestId));
    const whole = renderRefund(refund, account, originOf(request));
    void reply.code(201);
    if (prefer === "return=representation") return whole;
    return { id: ids.refund.idOf(refund.serial), status: whole["status"], links: whole["links"] };
  });
}

/** For routes that take none. */
function refuseParameters({ url }: FastifyRequest): void {
  createQuery(url, generalWording).finish();
}
