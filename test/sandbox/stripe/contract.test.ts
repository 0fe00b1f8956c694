// Every route's replies against Stripe's own OpenAPI file, API version 2023-08-16.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContract } from "../../support/contract.ts";
import type { Contract } from "../../support/contract.ts";
import { idsOf, openStripe } from "./open-stripe.ts";
import type { OpenStripe } from "./open-stripe.ts";

const headers = { "stripe-version": "2023-08-16" };
const resources = [
  "customers",
  "payment_intents",
  "charges",
  "refunds",
  "balance_transactions",
  "invoices",
  "subscriptions",
  "events",
] as const;

// Each expand path that leads to a record, at full depth; those at which nothing stands are in routes.test.ts.
const expanded = [
  "/customers?limit=20&expand[]=data.subscriptions",
  "/payment_intents?limit=30&expand[]=data.latest_charge.balance_transaction&expand[]=data.customer",
  "/payment_intents?limit=30&expand[]=data.payment_method.customer&expand[]=data.latest_charge.refunds",
  "/charges?limit=30&expand[]=data.payment_intent.latest_charge&expand[]=data.refunds.data",
  "/refunds?limit=30&expand[]=data.charge.customer&expand[]=data.payment_intent&expand[]=data.balance_transaction",
  "/balance_transactions?limit=30&expand[]=data.source.payment_intent",
  "/invoices?limit=30&expand[]=data.subscription.latest_invoice&expand[]=data.customer",
  "/subscriptions?limit=30&status=all&expand[]=data.latest_invoice.lines&expand[]=data.customer",
];
const searches = [
  '/customers/search?limit=30&query=email~"example"',
  "/payment_intents/search?limit=30&query=amount>5000",
  '/charges/search?limit=30&query=status:"succeeded"',
  "/invoices/search?limit=30&query=total>0&expand[]=total_count",
  '/subscriptions/search?limit=30&query=-status:"canceled"',
];
const mistakes = [
  "/customers?limit=0",
  "/customers?nonsense=1",
  "/customers/cus_nobody",
  "/payment_intents?customer=cus_nobody",
  "/charges/search",
  "/invoices/search?query=oops",
];

let stripe: OpenStripe;
let contract: Contract;

beforeAll(async () => {
  stripe = await openStripe();
  contract = openContract(new URL("../../contracts/stripe/openapi.trimmed.json", import.meta.url));
});
afterAll(() => stripe[Symbol.asyncDispose]());

// Compiling one of Stripe's reply schemas takes up to a second.
describe("replies of the stripe sandbox", { timeout: 60_000 }, () => {
  async function reply(path: string): Promise<{ status: number; findings: string[]; count: number }> {
    const { status, body } = await stripe.get(path, headers);
    const exchange = stripe.exchanges.at(-1);
    if (exchange === undefined) throw new Error("the exchange was not seen");
    const findings = [
      ...(status < 400 ? contract.checkRequest(exchange) : []),
      ...contract.checkResponse({ ...exchange, body: exchange.responseBody }),
    ];
    return { status, findings, count: Array.isArray(body["data"]) ? body["data"].length : 1 };
  }

  it.each(resources)("list and retrieve of %s are Stripe's", async (resource) => {
    const list = await reply(`/${resource}?limit=100`);
    expect(list).toMatchObject({ status: 200, findings: [] });
    expect(list.count).toBeGreaterThan(resource === "events" ? -1 : 20);

    const ids = idsOf((await stripe.get(`/${resource}?limit=100`, headers)).body);
    for (const id of ids.filter((_id, place) => place % 9 === 0)) {
      expect(await reply(`/${resource}/${id}`)).toMatchObject({ status: 200, findings: [] });
    }
  });

  it.each(expanded)("%s is Stripe's", async (path) => {
    const found = await reply(path);
    expect(found).toMatchObject({ status: 200, findings: [] });
    expect(found.count).toBeGreaterThan(10);
  });

  it.each(searches)("%s is Stripe's", async (path) => {
    const found = await reply(path);
    expect(found).toMatchObject({ status: 200, findings: [] });
    expect(found.count).toBeGreaterThan(5);
  });

  it.each(mistakes)("the refusal of %s is Stripe's", async (path) => {
    const refused = await reply(path);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.findings).toEqual([]);
  });

  it("would be found out: a newer version's invoices are not those of the contract", async () => {
    await stripe.get("/invoices?limit=1", { "stripe-version": "2025-03-31.basil" });
    const exchange = stripe.exchanges.at(-1);
    expect(
      contract.checkResponse({ method: "GET", path: "/v1/invoices", status: 200, body: exchange?.responseBody }),
    ).not.toEqual([]);
  });
});
