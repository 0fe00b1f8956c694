import { describe, expect, it } from "vitest";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";

// Written out once more: who has pointed a gateway at a row of ports finds each vendor where it was.
const PLACES = ["hubspot", "salesforce", "dynamics", "smartico", "zendesk", "intercom", "stripe", "paypal"];

describe("the list of vendors", () => {
  it("gives each the port of its place, whoever else is played", () => {
    expect(listedVendors.length).toBeGreaterThan(0);
    for (const { name, place } of listedVendors) expect(PLACES[place - 1]).toBe(name);
  });

  it.each(listedVendors)("loads $name under its name, with what a client must present", async ({ name, load }) => {
    const vendor = await load();
    expect(vendor.name).toBe(name);
    expect(Object.values(vendor.credentials)).not.toEqual([]);
  });

  it.each(listedVendors)("has of $name only credentials that a reader can copy", async ({ load }) => {
    const { credentials } = await load();
    expect(Object.values(credentials).filter((value) => /\s/.test(value))).toEqual([]);
  });
});
