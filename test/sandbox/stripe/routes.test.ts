import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hubspotContactId } from "../../../src/sandbox/ids.ts";
import { stripeId } from "../../../src/sandbox/stripe/ids.ts";
import { stripe as vendor } from "../../../src/sandbox/stripe/stripe.ts";
import type { PersonRecord } from "../../../src/sandbox/world.ts";
import { idsOf, openStripe, record, records, secretKey } from "./open-stripe.ts";
import type { OpenStripe, Reply } from "./open-stripe.ts";

let stripe: OpenStripe;
beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());

function errorOf(reply: Reply): Record<string, unknown> {
  return record(reply.body["error"]);
}

function all<T>(size: number, at: (serial: number) => T): T[] {
  return Array.from({ length: size }, (_item, serial) => at(serial));
}

function payers(): PersonRecord[] {
  return all(stripe.world.payers.size, (serial) => stripe.world.payers.at(serial));
}

/** Every page of a list, by the cursor. */
async function walk(path: string, limit = 100): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let after = ""; ; after = `&starting_after=${String(found.at(-1)?.["id"])}`) {
    const { body } = await stripe.get(`${path}${path.includes("?") ? "&" : "?"}limit=${limit}${after}`);
    found.push(...records(body));
    if (body["has_more"] !== true) return found;
  }
}

async function search(resource: string, query: string, more = ""): Promise<Reply> {
  return stripe.get(`/${resource}/search?query=${encodeURIComponent(query)}${more}`);
}

describe("authentication", () => {
  it.each([
    ["Bearer", `Bearer ${secretKey}`],
    ["Basic with the key as user", `Basic ${Buffer.from(`${secretKey}:`).toString("base64")}`],
  ])("takes %s", async (_name, authorization) => {
    expect((await stripe.get("/customers", { authorization })).status).toBe(200);
  });

  it.each([
    ["none", "", /did not provide an API key/],
    ["Basic without a user", `Basic ${Buffer.from(":x").toString("base64")}`, /did not provide an API key/],
    ["another scheme", "Digest abc", /did not provide an API key/],
    ["a wrong key", "Bearer sk_test_wrongKey1234", /^Invalid API Key provided: sk_test_\*{8}1234$/],
    ["a longer key", `Bearer ${secretKey}x`, /^Invalid API Key provided/],
  ])("answers 401 to %s", async (_name, authorization, message) => {
    const reply = await stripe.get("/customers", { authorization });
    expect(reply.status).toBe(401);
    expect(errorOf(reply)).toMatchObject({ type: "invalid_request_error", message: expect.stringMatching(message) });
    expect(reply.headers.get("request-id")).toMatch(/^req_[0-9A-Za-z]{14}$/);
  });
});

describe("versions", () => {
  it("defaults to that of the contract file and says so", async () => {
    expect((await stripe.get("/customers")).headers.get("stripe-version")).toBe("2023-08-16");
  });

  it("echoes the one asked for", async () => {
    const reply = await stripe.get("/customers", { "stripe-version": "2025-06-30.basil" });
    expect(reply.headers.get("stripe-version")).toBe("2025-06-30.basil");
  });

  it.each(["2019-2-19", "2025-03-31", "2025-09-30.acacia", "newest"])("refuses %s", async (version) => {
    const reply = await stripe.get("/customers", { "stripe-version": version });
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toEqual({
      type: "invalid_request_error",
      message: `Invalid Stripe API version: ${version}`,
    });
  });
});

describe("lists", () => {
  it("give ten, newest first", async () => {
    const { body } = await stripe.get("/payment_intents");
    const created = records(body).map((item) => Number(item["created"]));
    expect(created).toHaveLength(10);
    expect(created).toEqual(created.toSorted((left, right) => right - left));
    expect(body).toMatchObject({ object: "list", has_more: true, url: "/v1/payment_intents" });
  });

  it("walk through every record once, whatever the page size", async () => {
    const expected = payers()
      .toReversed()
      .map(({ serial }) => stripeId("customer", serial));
    expect((await walk("/customers")).map((item) => item["id"])).toEqual(expected);
    expect((await walk("/customers", 7)).map((item) => item["id"])).toEqual(expected);
  });

  it("walk backwards to the beginning", async () => {
    const forwards = idsOf((await stripe.get("/customers?limit=25")).body);
    const previous = await stripe.get(`/customers?limit=5&ending_before=${forwards[20]}`);
    expect(idsOf(previous.body)).toEqual(forwards.slice(15, 20));
    expect(previous.body["has_more"]).toBe(true);
    const first = await stripe.get(`/customers?limit=5&ending_before=${forwards[3]}`);
    expect(idsOf(first.body)).toEqual(forwards.slice(0, 3));
    expect(first.body["has_more"]).toBe(false);
  });

  it("has_more is false on a page that ends exactly at the end", async () => {
    const customers = await walk("/customers");
    const cursor = customers.at(-6)?.["id"];
    const { body } = await stripe.get(`/customers?limit=5&starting_after=${String(cursor)}`);
    expect(records(body)).toHaveLength(5);
    expect(body["has_more"]).toBe(false);
  });

  it("refunds and balance transactions are in the order of their own creation", async () => {
    for (const path of ["/refunds", "/balance_transactions"]) {
      const created = (await walk(path, 13)).map((item) => Number(item["created"]));
      expect(created.length).toBeGreaterThan(20);
      expect(created).toEqual(created.toSorted((left, right) => right - left));
    }
    const refundCount = all(stripe.world.payments.size, (serial) => stripe.world.payments.at(serial).refunds.length);
    expect(await walk("/refunds")).toHaveLength(refundCount.reduce((total, count) => total + count, 0));
  });

  it("created filters include and exclude their bounds", async () => {
    const everyone = await walk("/customers");
    const pivot = Number(everyone[30]?.["created"]);
    const count = async (filter: string): Promise<number> => (await walk(`/customers?created${filter}`)).length;
    const expected = (passes: (created: number) => boolean): number =>
      everyone.filter((item) => passes(Number(item["created"]))).length;
    expect(await count(`[gt]=${pivot}`)).toBe(expected((created) => created > pivot));
    expect(await count(`[gte]=${pivot}`)).toBe(expected((created) => created >= pivot));
    expect(await count(`[lt]=${pivot}`)).toBe(expected((created) => created < pivot));
    expect(await count(`[lte]=${pivot}`)).toBe(expected((created) => created <= pivot));
    expect(await count(`=${pivot}`)).toBe(expected((created) => created === pivot));
    expect(await count(`[gt]=${pivot}&created[lt]=${pivot}`)).toBe(0);
  });

  it("the e-mail filter of customers is exact and sees upper and lower case", async () => {
    const mixed = payers().find(({ email }) => email !== null && email !== email.toLowerCase());
    if (mixed?.email === undefined || mixed.email === null) throw new Error("no e-mail in upper case in this world");
    const exact = await stripe.get(`/customers?email=${encodeURIComponent(mixed.email)}`);
    expect(idsOf(exact.body)).toContain(stripeId("customer", mixed.serial));
    const lower = await stripe.get(`/customers?email=${encodeURIComponent(mixed.email.toLowerCase())}`);
    expect(idsOf(lower.body)).not.toContain(stripeId("customer", mixed.serial));
  });

  it("those of a customer hold that customer's records, all of them", async () => {
    const { payments, invoices, subscriptions, payers: rows } = stripe.world;
    const busiest = all(rows.size, (serial) => serial).toSorted(
      (left, right) => subscriptions.of(right).length - subscriptions.of(left).length,
    )[0];
    if (busiest === undefined) throw new Error("no payer");
    const customer = `customer=${stripeId("customer", busiest)}`;
    const intents = payments.of(busiest).filter((serial) => !payments.at(serial).isLegacyCharge);
    const idsIn = async (path: string): Promise<unknown[]> => (await walk(path, 2)).map((item) => item["id"]);
    const wanted = (kind: "payment_intent" | "invoice" | "subscription", serials: readonly number[]): string[] =>
      serials.toReversed().map((serial) => stripeId(kind, serial));

    expect(await idsIn(`/payment_intents?${customer}`)).toEqual(wanted("payment_intent", intents));
    expect(await idsIn(`/invoices?${customer}`)).toEqual(wanted("invoice", invoices.of(busiest)));
    const theirs = subscriptions.of(busiest);
    expect(await idsIn(`/subscriptions?${customer}&status=all`)).toEqual(wanted("subscription", theirs));
    const alive = theirs.filter((serial) => subscriptions.at(serial).status !== "canceled");
    expect(await idsIn(`/subscriptions?${customer}`)).toEqual(wanted("subscription", alive));
  });

  it("statuses filter invoices and subscriptions; ended and canceled are the same here", async () => {
    const statuses = async (path: string): Promise<Set<unknown>> =>
      new Set((await walk(path)).map((item) => item["status"]));
    expect(await statuses("/invoices?status=void")).toEqual(new Set(["void"]));
    expect(await statuses("/subscriptions?status=past_due")).toEqual(new Set(["past_due"]));
    expect(await statuses("/subscriptions?status=ended")).toEqual(new Set(["canceled"]));
    expect(await statuses("/subscriptions")).not.toContain("canceled");
    expect(await statuses("/subscriptions?status=all")).toContain("canceled");
  });

  it("an invoice list of a subscription holds the invoices that name it", async () => {
    const invoices = await walk("/invoices");
    const named = invoices.find((invoice) => invoice["subscription"] !== null)?.["subscription"];
    const expected = invoices.filter((invoice) => invoice["subscription"] === named).map((invoice) => invoice["id"]);
    expect((await walk(`/invoices?subscription=${String(named)}`)).map((invoice) => invoice["id"])).toEqual(expected);

    const expanded = await walk("/invoices?expand[]=data.subscription");
    for (const invoice of expanded.filter((item) => item["subscription"] !== null)) {
      const subscription = record(invoice["subscription"]);
      expect(subscription).toMatchObject({ currency: invoice["currency"], customer: invoice["customer"] });
      expect(Number(subscription["created"])).toBeLessThanOrEqual(Number(invoice["created"]));
    }
  });
});

describe("payments", () => {
  it("each is an intent or, if of the old API, a charge without one", async () => {
    const rows = all(stripe.world.payments.size, (serial) => stripe.world.payments.at(serial));
    const charges = await walk("/charges");
    const legacy = rows.filter((row) => row.isLegacyCharge);
    expect(legacy.length).toBeGreaterThan(0);
    expect(await walk("/payment_intents")).toHaveLength(rows.length - legacy.length);
    const withoutIntent = charges.filter((charge) => charge["payment_intent"] === null);
    expect(withoutIntent.map((charge) => charge["id"])).toEqual(
      legacy.toReversed().map(({ serial }) => stripeId("charge", serial)),
    );
    const first = legacy[0];
    if (first === undefined) return;
    expect((await stripe.get(`/payment_intents/${stripeId("payment_intent", first.serial)}`)).status).toBe(404);
  });

  it("an intent's latest charge leads back to it, and its refunds add up", async () => {
    const path = "/payment_intents?limit=100&expand[]=data.latest_charge.refunds";
    const intents = records((await stripe.get(path)).body);
    for (const intent of intents.filter((item) => item["latest_charge"] !== null)) {
      const charge = record(intent["latest_charge"]);
      expect(charge).toMatchObject({
        payment_intent: intent["id"],
        amount: intent["amount"],
        customer: intent["customer"],
      });
      const refunds = records(record(charge["refunds"]));
      const refunded = refunds.reduce((total, refund) => total + Number(refund["amount"]), 0);
      expect(charge["amount_refunded"]).toBe(refunded);
      expect(charge["refunded"]).toBe(refunded === charge["amount"]);
      const listed = await stripe.get(`/refunds?charge=${String(charge["id"])}`);
      expect(idsOf(listed.body)).toEqual(refunds.map((refund) => refund["id"]));
    }
    expect(new Set(intents.map((intent) => intent["status"]))).toContain("requires_payment_method");
  });

  it("amounts are in the world's minor units, and currencies in lower case", async () => {
    for (const intent of await walk("/payment_intents")) {
      expect(intent["currency"]).toMatch(/^[a-z]{3}$/);
      expect(Number.isInteger(intent["amount"])).toBe(true);
    }
    const yen = all(stripe.world.payments.size, (serial) => stripe.world.payments.at(serial)).find(
      (row) => row.currency === "JPY" && !row.isLegacyCharge,
    );
    if (yen === undefined) throw new Error("no payment in yen in this world");
    const { body } = await stripe.get(`/payment_intents/${stripeId("payment_intent", yen.serial)}`);
    expect(body).toMatchObject({
      amount: yen.amountMinor,
      currency: "jpy",
      created: Math.floor(yen.createdAt / 1_000),
    });
  });

  it("an invoice's lines add up to its total", async () => {
    for (const invoice of await walk("/invoices")) {
      const lines = records(record(invoice["lines"]));
      expect(lines.reduce((total, line) => total + Number(line["amount"]), 0)).toBe(invoice["total"]);
    }
  });

  it("a charge's balance transaction is its amount less the fee", async () => {
    const [charge] = records((await search("charges", 'status:"succeeded" refunded:"true"')).body);
    const list = await stripe.get(`/balance_transactions?source=${String(charge?.["id"])}`);
    const [transaction] = records(list.body);
    expect(transaction).toMatchObject({
      id: charge?.["balance_transaction"],
      amount: charge?.["amount"],
      type: "charge",
    });
    expect(Number(transaction?.["net"])).toBe(Number(transaction?.["amount"]) - Number(transaction?.["fee"]));
  });
});

describe("expand", () => {
  it.each([
    ["/customers?expand[]=subscriptions", /cannot be expanded \(subscriptions\).*try expanding 'data.subscriptions'/],
    ["/customers?expand[]=data.email", /This property cannot be expanded \(data.email\)\.$/],
    ["/customers/search?query=created>9999999999&expand[]=data.nothing", /cannot be expanded \(data.nothing\)/],
    ["/events?expand[]=data.customer", /cannot be expanded/],
    ["/payment_intents?expand[]=data.latest_charge.customer.email", /cannot be expanded/],
    ["/payment_intents?expand[]=data.latest_charge.payment_intent.customer.subscriptions", /more than 4 levels/],
    ["/payment_intents?expand[]=data.constructor", /cannot be expanded/],
    ["/invoices?expand[]=data.parent.subscription_details.subscription", /cannot be expanded/],
  ])("refuses %s", async (path, message) => {
    const reply = await stripe.get(path);
    expect(reply.status).toBe(400);
    expect(errorOf(reply)["message"]).toMatch(message);
  });

  it("leaves a property that is empty here as it is", async () => {
    const reply = await stripe.get("/customers?expand[]=data.default_source&expand[]=data.test_clock");
    expect(reply.status).toBe(200);
    expect(records(reply.body)[0]).toMatchObject({ default_source: null, test_clock: null });
  });

  it("goes four levels deep and shares no object between records", async () => {
    const intent = records((await search("payment_intents", 'status:"succeeded"')).body)[0];
    const path = `/payment_intents/${String(intent?.["id"])}?expand[]=latest_charge.customer.subscriptions.data`;
    const charge = record((await stripe.get(path)).body["latest_charge"]);
    expect(record(charge["customer"])["subscriptions"]).toMatchObject({ object: "list" });
    expect((await stripe.get(`/payment_intents/${String(intent?.["id"])}`)).body["latest_charge"]).toBe(charge["id"]);
  });

  it("reaches a product through a subscription's price, and a subscription through an invoice's parent", async () => {
    const id = idsOf((await stripe.get("/subscriptions")).body)[0];
    const { body } = await stripe.get(`/subscriptions/${id}?expand[]=items.data.price.product`);
    const price = record(records(record(body["items"]))[0]?.["price"]);
    expect(price["product"]).toMatchObject({ object: "product", name: price["nickname"] });

    const newest = { "stripe-version": "2026-10-28.endive" };
    const expand = "expand[]=data.parent.subscription_details.subscription";
    const invoices = records((await stripe.get(`/invoices?limit=100&${expand}`, newest)).body);
    const parents = invoices.flatMap((invoice) => (invoice["parent"] === null ? [] : [record(invoice["parent"])]));
    expect(parents.length).toBeGreaterThan(0);
    for (const parent of parents) {
      expect(record(parent["subscription_details"])["subscription"]).toMatchObject({ object: "subscription" });
    }
  });
});

describe("search", () => {
  it("finds an e-mail whatever its case, by index, and by the OR of several", async () => {
    const known = payers().filter((payer): payer is PersonRecord & { email: string } => payer.email !== null);
    const chosen = known.filter((_payer, place) => place % 17 === 0).slice(0, 10);
    const query = chosen.map(({ email }) => `email:"${email.toUpperCase()}"`).join(" OR ");
    const emails = new Set(chosen.map(({ email }) => email.toLowerCase()));
    const expected = known.filter(({ email }) => emails.has(email.toLowerCase()));
    const { body } = await search("customers", query, "&limit=100");
    expect(idsOf(body)).toEqual(expected.toReversed().map(({ serial }) => stripeId("customer", serial)));
  });

  it("finds a customer by the HubSpot id in its metadata", async () => {
    const linked = payers().find((payer) => payer.crmSerial !== null);
    if (linked?.crmSerial === undefined || linked.crmSerial === null) throw new Error("no payer has an external id");
    const contactId = hubspotContactId(linked.crmSerial);
    const { body } = await search("customers", `metadata["hubspot_contact_id"]:"${contactId}"`);
    expect(idsOf(body)).toContain(stripeId("customer", linked.serial));
    expect(records(body)[0]).toMatchObject({ metadata: { hubspot_contact_id: contactId } });
    const { body: nobody } = await search("customers", 'metadata["hubspot_contact_id"]:"1"');
    expect(nobody).toMatchObject({ data: [], has_more: false, next_page: null });
  });

  it.each<readonly [resource: string, query: string, passes: (item: Record<string, unknown>) => boolean]>([
    ["customers", 'email~"EXAMPLE.ORG"', (item) => String(item["email"]).toLowerCase().includes("example.org")],
    ["customers", "email:null", (item) => item["email"] === null],
    ["customers", "-phone:null", (item) => item["phone"] !== null],
    ["customers", '-metadata["hubspot_contact_id"]:null', (item) => "hubspot_contact_id" in record(item["metadata"])],
    ["customers", 'metadata["other"]:null created>0', () => true],
    ["payment_intents", "amount>=100000", (item) => Number(item["amount"]) >= 100_000],
    ["payment_intents", "amount<2000 -amount<1000", (item) => item["amount"] !== null && inside(item["amount"])],
    ["payment_intents", '-currency:"USD"', (item) => item["currency"] !== "usd"],
    ["payment_intents", 'status:"canceled" OR status:"processing"', (item) => among(item, "canceled", "processing")],
    ["charges", 'refunded:"false"', (item) => item["refunded"] === false && Number(item["amount_refunded"]) > 0],
    ["charges", "refunded:null", (item) => item["amount_refunded"] === 0],
    ["charges", 'disputed:"true"', () => false],
    ["invoices", 'status:"open" total>100000', (item) => item["status"] === "open" && Number(item["total"]) > 100_000],
    ["invoices", "number:null", (item) => item["status"] === "draft"],
    ["subscriptions", "canceled_at>0", (item) => item["canceled_at"] !== null],
  ])("%s: %s", async (resource, query, passes) => {
    const everything = await walk(resource === "subscriptions" ? "/subscriptions?status=all" : `/${resource}`);
    const expected = everything.filter(passes).map((item) => item["id"]);
    const found: string[] = [];
    for (let page = ""; ;) {
      const { status, body } = await search(resource, query, `&limit=30${page}`);
      expect(status).toBe(200);
      found.push(...idsOf(body));
      expect(body["has_more"]).toBe(body["next_page"] !== null);
      if (body["next_page"] === null) break;
      page = `&page=${String(body["next_page"])}`;
    }
    expect(found).toEqual(expected);
  });

  it("an exact match on a name finds its words in their order", async () => {
    const named = payers().find(({ givenName, familyName }) => givenName !== null && familyName !== null);
    const serials = async (name: string): Promise<string[]> =>
      idsOf((await search("customers", `name:"${name}"`, "&limit=100")).body);
    const id = stripeId("customer", named?.serial ?? 0);
    expect(await serials(`${named?.givenName ?? ""} ${named?.familyName ?? ""}`)).toContain(id);
    expect(await serials(named?.givenName ?? "")).toContain(id);
    expect(await serials(named?.givenName?.slice(0, -1) ?? "")).not.toContain(id);
    expect(await serials(`${named?.familyName ?? ""} ${named?.givenName ?? ""}`)).not.toContain(id);
  });

  it("counts when asked to", async () => {
    const { body } = await search("customers", "created>0", "&limit=1&expand[]=total_count");
    expect(body["total_count"]).toBe(stripe.world.payers.size);
    expect((await search("customers", "created>0")).body).not.toHaveProperty("total_count");
  });

  it.each([
    ["customers", 'favourite:"x"', /Field `favourite` is an unsupported search field for resource `customers`/],
    ["customers", 'toString:"x"', /unsupported search field/],
    ["subscriptions", 'customer:"cus_1"', /unsupported search field for resource `subscriptions`/],
    ["customers", 'email>"x"', /unable to parse|not supported/],
    ["payment_intents", 'currency~"us"', /Operator `~` is not supported for field `currency`/],
    ["payment_intents", 'amount~"1"', /not supported/],
    ["payment_intents", 'amount:"many"', /not a number/],
    ["payment_intents", "amount>null", /not supported/],
    ["invoices", 'status:"open" OR total>1 AND total<5', /combine AND and OR/],
  ])("%s: refuses %s", async (resource, query, message) => {
    const reply = await search(resource, query);
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ param: "query", message: expect.stringMatching(message) });
  });

  it("takes a page of its own query only", async () => {
    const { body } = await search("customers", "created>0");
    const page = `&page=${String(body["next_page"])}`;
    expect((await search("customers", "created>1", page)).status).toBe(400);
    expect((await search("customers", "created>0", "&page=nonsense")).status).toBe(400);
    expect((await search("customers", "created>0", page)).status).toBe(200);
  });
});

describe("refusals", () => {
  it.each([
    ["/customers?limit=ten", { code: "parameter_invalid_integer", param: "limit" }],
    ["/customers?nonsense=1", { code: "parameter_unknown", param: "nonsense" }],
    ["/customers/search", { code: "parameter_missing", param: "query" }],
    ["/customers?email=", { code: "parameter_invalid_empty", param: "email" }],
    ["/payment_intents?customer=cus_nobody", { code: "resource_missing", param: "customer" }],
    ["/refunds?charge=ch_nothing", { code: "resource_missing", param: "charge" }],
    ["/customers?starting_after=cus_nobody", { code: "resource_missing", param: "starting_after" }],
    ["/invoices?status=odd", { param: "status" }],
    ["/customers/cus_2dCUubdaOkuQrt?limit=1", { code: "parameter_unknown", param: "limit" }],
  ])("400 for %s", async (path, error) => {
    const reply = await stripe.get(path);
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toMatchObject({ type: "invalid_request_error", ...error });
  });

  it.each([
    ["customers", "customer", "cus_nobody"],
    ["customers", "customer", stripeId("customer", 1_000_000)],
    ["payment_intents", "payment_intent", "pi_3nothing"],
    ["charges", "charge", stripeId("payment_intent", 1)],
    ["refunds", "refund", stripeId("refund", 4_000_000_000)],
    ["balance_transactions", "balance_transaction", stripeId("balance_transaction", 4_000_000_000)],
    ["invoices", "invoice", stripeId("invoice", 1_000_000)],
    ["subscriptions", "subscription", "%20"],
    ["events", "event", stripeId("event", 1)],
  ])("404 for an unknown id in /%s", async (resource, object, id) => {
    const reply = await stripe.get(`/${resource}/${id}`);
    expect(reply.status).toBe(404);
    expect(errorOf(reply)).toMatchObject({
      code: "resource_missing",
      message: `No such ${object}: '${decodeURIComponent(id)}'`,
      param: "id",
    });
  });

  it.each([
    ["POST", "/v1/customers"],
    ["DELETE", "/v1/customers/cus_1"],
    ["GET", "/v1/nonsense"],
    ["GET", "/"],
  ])("404 for %s %s", async (method, path) => {
    const response = await fetch(`${stripe.url}${path}`, { method, headers: { authorization: `Bearer ${secretKey}` } });
    const body = record(await response.json());
    expect(response.status).toBe(404);
    expect(record(body["error"])["message"]).toContain(`Unrecognized request URL (${method}: ${path})`);
  });
});

describe("rate limits", () => {
  it("admits 100 reads a second times the scale, then Stripe's 429 until the next", async () => {
    let now = Date.UTC(2026, 10, 25);
    await using limited = await openStripe({ customers: 20, rateScale: 0.05, now: () => now });
    for (let read = 0; read < 5; read += 1) expect((await limited.get("/customers")).status).toBe(200);
    const refused = await limited.get("/customers");
    expect(refused.status).toBe(429);
    expect(errorOf(refused)).toMatchObject({ type: "invalid_request_error", code: "rate_limit" });
    expect(refused.headers.get("stripe-should-retry")).toBe("false");
    expect(refused.headers.get("request-id")).toMatch(/^req_/);
    expect(refused.headers.get("retry-after")).toBeNull();
    now += 1_000;
    expect((await limited.get("/customers")).status).toBe(200);
  });

  it("admits 20 searches a second times the scale", async () => {
    await using limited = await openStripe({ customers: 20, rateScale: 0.1 });
    const searchOnce = (): Promise<Reply> => limited.get("/customers/search?query=created>0");
    expect([(await searchOnce()).status, (await searchOnce()).status, (await searchOnce()).status]).toEqual([
      200, 200, 429,
    ]);
    expect((await limited.get("/customers")).status).toBe(200);
  });
});

describe("the vendor", () => {
  it("has a key that looks like a test key", () => {
    expect(vendor.name).toBe("stripe");
    expect(secretKey).toMatch(/^sk_test_/);
  });
});

function inside(amount: unknown): boolean {
  return Number(amount) >= 1_000 && Number(amount) < 2_000;
}

function among(item: Record<string, unknown>, ...statuses: string[]): boolean {
  return statuses.includes(String(item["status"]));
}
