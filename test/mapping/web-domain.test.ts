import { describe, expect, it } from "vitest";
import { webDomain } from "../../src/mapping/web-domain.ts";

const context = {
  source: "s",
  defaultCurrency: null,
  defaultCountry: null,
  externalIds: [],
  onUnknownValue: () => undefined,
};

describe("the domain of a web site", () => {
  it.each([
    ["https://www.acme.example/de?x=1", "acme.example"],
    ["HTTP://Acme.Example", "acme.example"],
    ["www.acme.example", "acme.example"],
    [" acme.example/shop ", "acme.example"],
    ["acme.example:8080", "acme.example"],
    ["https://münchen.example.", "xn--mnchen-3ya.example"],
  ])("of %j is %s", (address, domain) => {
    expect(webDomain(address, context, "websiteurl")).toBe(domain);
  });

  it.each(["", "none", "https://", "not a site", 5, {}])("of %j is an error", (address) => {
    expect(() => webDomain(address, context, "websiteurl")).toThrow(/^should be/);
  });
});
