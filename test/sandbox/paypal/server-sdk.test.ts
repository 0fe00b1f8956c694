// PayPal's own server SDK against the sandbox. It knows two hosts, both by https, and cannot be told another; an agent of
// Node's, which is an option of the SDK's, takes its connections here instead. Invoicing is not in it.
import { Agent } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import {
  ApiError,
  CheckoutPaymentIntent,
  Client,
  OrdersController,
  PaymentsController,
  SearchError,
  SubscriptionsController,
  TransactionSearchController,
} from "@paypal/paypal-server-sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paymentOf } from "../../../src/sandbox/paypal/account.ts";
import { ids } from "../../../src/sandbox/paypal/ids.ts";
import { account, book, clientId, clientSecret, serialsWhere, startPaypal, time, worldEnd } from "./running-paypal.ts";
import type { RunningPaypal } from "./running-paypal.ts";
import { lines } from "./reporting/naive.ts";

const dayMs = 86_400_000;
const { payments } = book;
const month = { startDate: time(worldEnd - 31 * dayMs), endDate: time(worldEnd) };
const where = (test: (serial: number) => boolean): readonly number[] => serialsWhere(payments.size, test);

/** What is meant for https://api-m.sandbox.paypal.com goes to this port in the clear. */
class LocalAgent extends Agent {
  readonly protocol = "https:";
  readonly #port: number;

  constructor(port: number) {
    super({ keepAlive: false });
    this.#port = port;
  }

  override createConnection(): Socket {
    return connect({ host: "127.0.0.1", port: this.#port });
  }
}

function clientOf({ server }: RunningPaypal, secret: string = clientSecret): Client {
  return new Client({
    clientCredentialsAuthCredentials: { oAuthClientId: clientId, oAuthClientSecret: secret },
    httpClientOptions: { httpsAgent: new LocalAgent(Number(new URL(server.url).port)) },
  });
}

let paypal: RunningPaypal;
let client: Client;
beforeAll(async () => {
  paypal = await startPaypal();
  client = clientOf(paypal);
});
afterAll(() => paypal[Symbol.asyncDispose]());

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => error,
  );
}

describe("PayPal's server SDK", () => {
  it("gets a token by itself, and one only", async () => {
    await using own = await startPaypal();
    const before = own.exchanges.length;
    const orders = new OrdersController(clientOf(own));
    const [serial = 0] = where((at) => payments.at(at).status === "canceled");
    await orders.getOrder({ id: ids.order.idOf(serial) });
    await orders.getOrder({ id: ids.order.idOf(serial) });
    expect(own.exchanges.slice(before).map(({ method, path, status }) => `${method} ${path} ${status}`)).toEqual([
      "POST /v1/oauth2/token 200",
      `GET /v2/checkout/orders/${ids.order.idOf(serial)} 200`,
      `GET /v2/checkout/orders/${ids.order.idOf(serial)} 200`,
    ]);
  });

  it("pages through the transactions of a month", async () => {
    const search = new TransactionSearchController(client);
    const found: (string | undefined)[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const query = { ...month, fields: "all", balanceAffectingRecordsOnly: "N", pageSize: 9, page };
      const { result } = await search.searchTransactions(query);
      pages = result.totalPages ?? 0;
      found.push(...(result.transactionDetails ?? []).map(({ transactionInfo }) => transactionInfo?.transactionId));
    }
    const wanted = lines.filter(({ at }) => at >= worldEnd - 31 * dayMs).map(({ id }) => id);
    expect(found.toSorted()).toEqual(wanted.toSorted());
  });

  it("reads a transaction whole", async () => {
    const [serial = 0] = where((at) => {
      const { createdAt, refunds, status } = payments.at(at);
      return status === "succeeded" && refunds.length === 0 && createdAt > worldEnd - 20 * dayMs;
    });
    const { row, payer } = paymentOf(payments.at(serial), account);
    const transactionId = ids.capture.idOf(serial);
    const { result } = await new TransactionSearchController(client).searchTransactions({
      ...month,
      transactionId,
      fields: "all",
    });
    const [detail] = result.transactionDetails ?? [];
    expect(detail?.transactionInfo).toMatchObject({ transactionId, transactionStatus: "S" });
    expect(detail?.transactionInfo?.transactionAmount?.currencyCode).toBe(row.currency);
    expect(detail?.payerInfo).toMatchObject({ emailAddress: payer.email ?? undefined });
  });

  it("reads balances", async () => {
    const { result } = await new TransactionSearchController(client).searchBalances({ currencyCode: "EUR" });
    expect(result.balances).toMatchObject([{ currency: "EUR", primary: false }]);
  });

  it("sees a refused search as its own error, with what PayPal says of it", async () => {
    await using small = await startPaypal({ maximumItems: 3 });
    const error = await failure(new TransactionSearchController(clientOf(small)).searchTransactions(month));
    expect(error).toBeInstanceOf(SearchError);
    // Of an error that it has no status for, the SDK leaves the body unread.
    expect(error).toMatchObject({ statusCode: 400, body: expect.stringContaining('"maximum_items":3') });
  });

  it("reads captures, refunds and authorizations", async () => {
    const controller = new PaymentsController(client);
    const [refunded = 0] = where((at) => payments.at(at).refunds.length === 1);
    const captured = await controller.getCapturedPayment({ captureId: ids.capture.idOf(refunded) });
    expect(captured.result).toMatchObject({ id: ids.capture.idOf(refunded), finalCapture: true });
    const [refund] = payments.at(refunded).refunds;
    const found = await controller.getRefund({ refundId: ids.refund.idOf(refund?.serial ?? 0) });
    expect(found.result).toMatchObject({ status: "COMPLETED" });
    const [open = 0] = where((at) => payments.at(at).status === "requires_capture");
    const authorized = await controller.getAuthorizedPayment({ authorizationId: ids.authorization.idOf(open) });
    expect(authorized.result).toMatchObject({ status: "CREATED" });
    const nobody = await failure(controller.getCapturedPayment({ captureId: "nobody" }));
    expect(nobody).toMatchObject({ statusCode: 404, result: { name: "RESOURCE_NOT_FOUND" } });
  });

  it("refunds a capture once for one request id, with a body and without one", async () => {
    const controller = new PaymentsController(client);
    const [serial = 0] = where((at) => {
      const { createdAt, refunds, status, currency } = payments.at(at);
      return status === "succeeded" && refunds.length === 0 && currency === "USD" && createdAt > worldEnd - 90 * dayMs;
    });
    const call = {
      captureId: ids.capture.idOf(serial),
      paypalRequestId: "sdk-1",
      prefer: "return=representation",
      body: { amount: { currencyCode: "USD", value: "1.00" } },
    };
    const first = await controller.refundCapturedPayment(call);
    expect(first).toMatchObject({ statusCode: 201, result: { amount: { currencyCode: "USD", value: "1.00" } } });
    expect((await controller.refundCapturedPayment(call)).result.id).toBe(first.result.id);
    const rest = await controller.refundCapturedPayment({ captureId: call.captureId, paypalRequestId: "sdk-2" });
    expect(rest.result.id).not.toBe(first.result.id);
    expect((await controller.getCapturedPayment(call)).result.status).toBe("REFUNDED");
  });

  it("reads an order", async () => {
    const [serial = 0] = where((at) => paymentOf(payments.at(at), account).subscription === null);
    const { result } = await new OrdersController(client).getOrder({ id: ids.order.idOf(serial) });
    const { kind } = paymentOf(payments.at(serial), account);
    const intent = kind === "capture" ? CheckoutPaymentIntent.Capture : CheckoutPaymentIntent.Authorize;
    expect(result).toMatchObject({ intent, status: "COMPLETED" });
  });

  it("reads plans, and subscriptions with what was paid for them", async () => {
    const controller = new SubscriptionsController(client);
    const { result: list } = await controller.listBillingPlans({ pageSize: 20, totalRequired: true });
    expect(list.totalItems).toBe(16);
    const { result: plan } = await controller.getBillingPlan(list.plans?.[0]?.id ?? "");
    expect(plan.billingCycles).toHaveLength(1);
    const [payment = 0] = where((at) => paymentOf(payments.at(at), account).subscription !== null);
    const id = ids.subscription.idOf(paymentOf(payments.at(payment), account).subscription?.serial ?? 0);
    const { result } = await controller.getSubscription({ id, fields: "plan" });
    expect(result).toMatchObject({ id, planOverridden: true });
    const range = { startTime: time(Date.UTC(2021, 0, 1)), endTime: time(worldEnd) };
    const { result: paid } = await controller.listSubscriptionTransactions({ id, ...range });
    expect(paid.transactions?.map((transaction) => transaction.id)).toContain(ids.capture.idOf(payment));
  });

  it("is told when its credentials are wrong, and when it asks too much", async () => {
    const stranger = new OrdersController(clientOf(paypal, "wrong"));
    expect(await failure(stranger.getOrder({ id: "any" }))).toMatchObject({
      statusCode: 401,
      result: { error: "invalid_client" },
    });
    await using busy = await startPaypal({ requestsPerMinute: 2, rateScale: 1 });
    const error = await failure(new OrdersController(clientOf(busy)).getOrder({ id: "any" }));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ statusCode: 429, body: expect.stringContaining('"RATE_LIMIT_REACHED"') });
  });
});
