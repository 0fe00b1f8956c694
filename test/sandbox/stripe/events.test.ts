import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContract } from "../../support/contract.ts";
import { noon, openStripe } from "./open-stripe.ts";
import type { OpenStripe } from "./open-stripe.ts";

const contract = openContract(new URL("../../contracts/stripe/openapi.trimmed.json", import.meta.url));

describe("events of changed customers", () => {
  let open: OpenStripe;
  beforeAll(async () => {
    open = await openStripe();
    for (const serial of [1, 2, 1]) {
      open.world.payers.change(serial, { email: `new-${open.world.payers.edits.length}@example.com` }, noon + serial);
    }
  });
  afterAll(() => open[Symbol.asyncDispose]());

  it("come newest first, each with the customer as it was then, in the official client", async () => {
    const { data } = await open
      .sdk("2023-08-16")
      .events.list({ types: ["customer.updated"], created: { gte: noon / 1_000 } });
    const customers = data.map((event) => Object(event.data.object));
    expect(customers.map(({ email }) => email)).toEqual([
      "new-2@example.com",
      "new-1@example.com",
      "new-0@example.com",
    ]);
    expect(data[0]?.data.previous_attributes).toEqual({ email: "new-0@example.com" });
    expect((await open.sdk().customers.retrieve(customers[0].id)).id).toBe(customers[2].id);
  });

  it("are of no other type, and not older", async () => {
    expect((await open.get("/events?types[]=customer.deleted")).body["data"]).toEqual([]);
    expect((await open.get("/events?types[]=customer.*")).body["data"]).toHaveLength(3);
    expect((await open.get(`/events?created[gte]=${noon / 1_000 + 1}`)).body["data"]).toEqual([]);
  });

  it("are as Stripe's contract has them", async () => {
    const { status, body } = await open.get("/events?limit=3", { "stripe-version": "2023-08-16" });
    expect(contract.checkResponse({ method: "GET", path: "/v1/events", status, body })).toEqual([]);
  });
});
