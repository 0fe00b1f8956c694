// Stripe's own SDK against the sandbox, with the version that it pins and with that of the contract file.
import { Stripe } from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stripeId } from "../../../src/sandbox/stripe/ids.ts";
import { stripe as vendor } from "../../../src/sandbox/stripe/stripe.ts";
import { startVendor } from "../../../src/sandbox/vendor-server.ts";
import { noon, openStripe, secretKey } from "./open-stripe.ts";
import type { OpenStripe } from "./open-stripe.ts";

let sandbox: OpenStripe;
beforeAll(async () => {
  sandbox = await openStripe();
});
afterAll(() => sandbox[Symbol.asyncDispose]());

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => error,
  );
}

describe.each([["the SDK's own version"], ["2023-08-16"]])("stripe SDK, %s", (version) => {
  const isNewest = version !== "2023-08-16";
  let sdk: Stripe;
  beforeAll(() => {
    sdk = sandbox.sdk(isNewest ? undefined : version);
  });

  it("is answered in its version, with a request id", async () => {
    const page = await sdk.customers.list({ limit: 1 });
    expect(page.lastResponse).toMatchObject({
      apiVersion: isNewest ? Stripe.API_VERSION : version,
      requestId: expect.stringMatching(/^req_/),
      statusCode: 200,
    });
  });

  it("pages through every customer, forwards and backwards", async () => {
    const ids: string[] = [];
    for await (const customer of sdk.customers.list({ limit: 40 })) ids.push(customer.id);
    expect(ids).toHaveLength(sandbox.world.payers.size);
    expect(new Set(ids).size).toBe(ids.length);
    const backwards: string[] = [];
    for await (const customer of sdk.customers.list({ limit: 40, ending_before: ids[99] ?? "" }))
      backwards.push(customer.id);
    expect(backwards).toEqual(ids.slice(0, 99).toReversed());
  });

  it("pages through a search", async () => {
    const found: string[] = [];
    for await (const intent of sdk.paymentIntents.search({ query: 'status:"succeeded" AND amount>0', limit: 50 })) {
      found.push(intent.status);
    }
    expect(found.length).toBeGreaterThan(100);
    expect(new Set(found)).toEqual(new Set(["succeeded"]));
  });

  it("retrieves and expands", async () => {
    const [intent] = (await sdk.paymentIntents.search({ query: 'status:"succeeded"', limit: 1 })).data;
    if (intent === undefined) throw new Error("no payment");
    const expanded = await sdk.paymentIntents.retrieve(intent.id, {
      expand: ["latest_charge.balance_transaction", "customer"],
    });
    expect(expanded.latest_charge).toMatchObject({
      object: "charge",
      balance_transaction: { object: "balance_transaction" },
    });
    expect(expanded.customer).toMatchObject({ object: "customer" });
    const refunds = await sdk.refunds.list({ payment_intent: intent.id });
    expect(refunds.object).toBe("list");
  });

  it("filters by customer, status and creation time", async () => {
    const { data } = await sdk.invoices.list({ limit: 100, status: "paid", created: { gte: 1_600_000_000 } });
    expect(data.length).toBeGreaterThan(0);
    expect(data.every((invoice) => invoice.status === "paid" && invoice.created >= 1_600_000_000)).toBe(true);
    const customer = data[0]?.customer;
    if (typeof customer !== "string") throw new Error("no customer");
    const theirs = await sdk.invoices.list({ customer });
    expect(theirs.data.every((invoice) => invoice.customer === customer)).toBe(true);
  });

  it("reads a subscription's period where its version has it", async () => {
    const [subscription] = (await sdk.subscriptions.list({ limit: 1 })).data;
    const end = isNewest
      ? subscription?.items.data[0]?.current_period_end
      : new Map<string, unknown>(Object.entries(subscription ?? {})).get("current_period_end");
    expect(end).toBeGreaterThan(1_600_000_000);
  });

  it("throws its own error classes", async () => {
    expect(await failure(sdk.customers.retrieve(stripeId("customer", 999_999)))).toMatchObject({
      type: "StripeInvalidRequestError",
      code: "resource_missing",
      statusCode: 404,
      param: "id",
    });
    expect(await failure(sdk.customers.search({ query: "oops" }))).toBeInstanceOf(
      Stripe.errors.StripeInvalidRequestError,
    );
    const { hostname, port } = new URL(sandbox.url);
    const stranger = new Stripe("sk_test_stranger", { host: hostname, port, protocol: "http", telemetry: false });
    expect(await failure(stranger.customers.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(await failure(sdk.customers.create({ name: "Too Early" }))).toMatchObject({ statusCode: 404 });
  });
});

describe("stripe SDK under pressure", () => {
  it("sees a rate limit error and does not repeat the call, as Stripe tells it", async () => {
    await using limited = await openStripe({ customers: 20, rateScale: 0.01 });
    const { hostname, port } = new URL(limited.url);
    const sdk = new Stripe(secretKey, {
      host: hostname,
      port,
      protocol: "http",
      maxNetworkRetries: 2,
      telemetry: false,
    });
    await sdk.customers.list();
    expect(await failure(sdk.customers.list())).toMatchObject({ type: "StripeRateLimitError", code: "rate_limit" });
    expect(limited.exchanges).toHaveLength(2);
  });

  it("sees the fault switch's 429 and 500 as Stripe's own", async () => {
    const server = await startVendor(vendor, {
      context: { world: sandbox.world, now: () => noon, rateScale: 1_000 },
      latencyMs: 0,
      random: () => 0,
    });
    try {
      const { hostname, port } = new URL(server.url);
      const sdk = new Stripe(secretKey, {
        host: hostname,
        port,
        protocol: "http",
        maxNetworkRetries: 0,
        telemetry: false,
      });
      server.faults.set({ tooManyRequests: { count: 1 } });
      expect(await failure(sdk.customers.list())).toMatchObject({
        type: "StripeRateLimitError",
        requestId: expect.stringMatching(/^req_/),
        headers: expect.objectContaining({ "stripe-should-retry": "false" }),
      });
      server.faults.set({ serverError: { count: 1 } });
      expect(await failure(sdk.customers.list())).toMatchObject({
        type: "StripeAPIError",
        statusCode: 500,
        headers: expect.objectContaining({ "stripe-should-retry": "true" }),
      });
      expect((await sdk.customers.list()).data).toHaveLength(10);
    } finally {
      await server.stop();
    }
  });
});
