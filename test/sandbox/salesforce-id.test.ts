import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalId, createIdRange, withChecksum } from "../../src/sandbox/salesforce-id.ts";

describe("ids of Salesforce", () => {
  // From Salesforce's own REST API guide.
  it.each([
    ["001D000000K0fXO", "001D000000K0fXOIAZ"],
    ["001xx000003DGb1", "001xx000003DGb1AAG"],
    ["003RO0000035WQg", "003RO0000035WQgYAM"],
    ["900000000000000", "900000000000000AAA"],
  ])("writes %s as %s", (id15, id18) => {
    expect(withChecksum(id15)).toBe(id18);
    expect(canonicalId(id15)).toBe(id18);
    expect(canonicalId(id18)).toBe(id18);
  });

  it("restores the case of 18 characters, and takes nothing else for an id", () => {
    expect(canonicalId("001d000000k0fxoiaz")).toBe("001D000000K0fXOIAZ");
    expect(canonicalId("001D000000K0FXOIAZ")).toBe("001D000000K0fXOIAZ");
    for (const text of [
      "",
      "001D",
      "001D000000K0fXOIA",
      "001D000000K0fXOIAZZ",
      "001D000000K0fX'",
      "101D000000K0fXOJAZ",
    ]) {
      expect(canonicalId(text)).toBeNull();
    }
    // The suffix calls a digit a capital.
    expect(canonicalId("001000000000000BAA")).toBeNull();
  });

  it("keeps apart what differs in case only", () => {
    expect(canonicalId("001D000000K0fXo")).not.toBe(canonicalId("001D000000K0fXO"));
  });

  it("maps serials to ids that grow with them, and back", () => {
    const range = createIdRange("003", 52_000, 5);
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000_000), (a, b) => {
        expect(range.serialOf(range.idOf(a))).toBe(a);
        expect(range.idOf(a) < range.idOf(b)).toBe(a < b);
        expect(range.idOf(a)).toMatch(/^003[0-9A-Za-z]{12}[A-Z0-5]{3}$/);
      }),
    );
  });

  it("knows no serial for another type's id, one between two, or one before the first", () => {
    const range = createIdRange("003", 52_000, 5);
    expect(range.serialOf(createIdRange("001", 52_000, 5).idOf(0))).toBeNull();
    expect(range.serialOf(createIdRange("003", 52_001, 5).idOf(0))).toBeNull();
    expect(range.serialOf(createIdRange("003", 51_995, 5).idOf(0))).toBeNull();
    expect(range.serialOf(range.idOf(3).slice(0, 15))).toBeNull();
  });
});
