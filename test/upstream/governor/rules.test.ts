import { describe, expect, it } from "vitest";
import { hubspot } from "../../../src/connectors/hubspot/index.ts";
import { intercom } from "../../../src/connectors/intercom/index.ts";
import { salesforce } from "../../../src/connectors/salesforce/index.ts";
import { stripe } from "../../../src/connectors/stripe/index.ts";
import { zendesk } from "../../../src/connectors/zendesk/index.ts";
import { createClassifier, untilRefilled } from "../../../src/upstream/governor/rules.ts";

describe("when a spent window begins anew", () => {
  const date = "Wed, 25 Nov 2026 12:00:03 GMT";
  const resetAt = String(Date.parse("2026-11-25T12:00:10Z") / 1_000);
  const ofIntercom = { date, "x-ratelimit-limit": "1666", "x-ratelimit-reset": resetAt };

  it.each([
    ["Intercom, by its own clock", intercom, { ...ofIntercom, "x-ratelimit-remaining": "0" }, 429, "", 7_000],
    ["Intercom, with some left", intercom, { ...ofIntercom, "x-ratelimit-remaining": "5" }, 429, "", undefined],
    ["Intercom, of some other gateway", intercom, {}, 429, "<html>", undefined],
    [
      "Zendesk",
      zendesk,
      { "x-rate-limit": "700", "x-rate-limit-remaining": "0", "ratelimit-reset": "31" },
      429,
      "",
      31_000,
    ],
    ["HubSpot, of the day", hubspot, {}, 429, '{"policyName":"DAILY"}', 300_000],
    ["Salesforce, which says no time", salesforce, { "sforce-limit-info": "api-usage=15/15" }, 403, "", undefined],
    ["Stripe, which tells nothing", stripe, {}, 429, "", undefined],
  ])("is told by %s", (_name, { quota }, headers, status, body, expected) => {
    expect(untilRefilled(quota ?? { windows: {} }, headers, status, body)).toBe(expected);
  });

  it("is when the last of several does, of those that are kept", () => {
    const read = () => [
      { window: "a", remaining: 0, resetsInMs: 2_000 },
      { window: "b", remaining: 0, resetsInMs: 9_000 },
      { window: "c", remaining: 1, resetsInMs: 20_000 },
      { window: "other", remaining: 0, resetsInMs: 30_000 },
    ];
    const rule = { limit: 1, windowMs: 1_000 };
    expect(untilRefilled({ windows: { a: rule, b: rule, c: rule }, read }, {}, 429, "")).toBe(9_000);
  });
});

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
    ["/exports/users/all", "export"],
    ["/exported", "plain"],
  ])("of %s is %s", (path, callClass) => {
    const classOf = createClassifier({
      windows: {},
      searches: ["/crm/v3/objects/*/search", "/v1.x/*"],
      exports: ["/exports"],
    });
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
