import { describe, expect, it } from "vitest";
import { hubspot } from "../../../src/connectors/hubspot/index.ts";
import { stripe } from "../../../src/connectors/stripe/index.ts";
import { zendesk } from "../../../src/connectors/zendesk/index.ts";
import { createClassifier } from "../../../src/upstream/governor/rules.ts";

describe("the class of a path", () => {
  it.each([
    ["/crm/v3/objects/contacts/search", "search"],
    ["/crm/v3/objects/contacts/search/", "search"],
    ["/crm/v3/objects/contacts/search/more", "search"],
    ["/crm/v3/objects/contacts/searches", "plain"],
    ["/crm/v3/objects/contacts/batch/search", "plain"],
    ["/crm/v3/objects/contacts", "plain"],
    ["/x/crm/v3/objects/contacts/search", "plain"],
    ["/v1.x/things", "search"],
    ["/v1yx/things", "plain"],
  ])("of %s is %s", (path, callClass) => {
    const classOf = createClassifier({ windows: {}, searches: ["/crm/v3/objects/*/search", "/v1.x/*"] });
    expect(classOf(path)).toBe(callClass);
  });

  it("is plain where a vendor tells no searches apart", () => {
    expect(createClassifier({ windows: {} })("/search")).toBe("plain");
  });
});

describe("what replies tell", () => {
  it("HubSpot's of burst and day", () => {
    const headers = {
      "x-hubspot-ratelimit-max": "190",
      "x-hubspot-ratelimit-remaining": "7",
      "x-hubspot-ratelimit-interval-milliseconds": "10000",
      "x-hubspot-ratelimit-daily": "250000",
      "x-hubspot-ratelimit-daily-remaining": "249000",
    };
    expect(hubspot.quota?.read?.(headers, 200, "")).toEqual([
      { window: "burst", limit: 190, remaining: 7 },
      { window: "daily", limit: 250_000, remaining: 249_000 },
    ]);
    expect(hubspot.quota?.read?.({ "x-hubspot-ratelimit-max": "many" }, 200, "")).toEqual([]);
  });

  it("HubSpot's refusals by the policy that they name", () => {
    const read = (body: string) => hubspot.quota?.read?.({}, 429, body)?.map(({ window }) => window);
    expect(read('{"policyName":"DAILY"}')).toEqual(["daily"]);
    expect(read('{"policyName":"SECONDLY"}')).toEqual(["search"]);
    expect(read('{"message":"You have reached your secondly limit."}')).toEqual(["search"]);
    expect(read('{"policyName":"TEN_SECONDLY_ROLLING"}')).toEqual([]); // the headers tell of it
  });

  it("Zendesk's of the account's minute", () => {
    const headers = { "x-rate-limit": "700", "x-rate-limit-remaining": "12" };
    expect(zendesk.quota?.read?.(headers, 200, "")).toEqual([{ window: "account", limit: 700, remaining: 12 }]);
    expect(zendesk.quota?.read?.({ ...headers, "ratelimit-reset": "41" }, 200, "")).toEqual([
      { window: "account", limit: 700, remaining: 12, resetsInMs: 41_000 },
    ]);
    expect(zendesk.quota?.read?.({}, 200, "")).toEqual([]);
  });

  it("Stripe's nothing", () => {
    expect(stripe.quota?.read).toBeUndefined();
  });
});
