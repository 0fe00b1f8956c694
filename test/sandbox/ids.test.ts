import { describe, expect, it } from "vitest";
import { hubspotContactId, hubspotContactSerial } from "../../src/sandbox/ids.ts";

describe("HubSpot contact ids", () => {
  it("grow with the serial from a fixed start", () => {
    expect(hubspotContactId(0)).toBe("101000051");
    expect(hubspotContactId(1_000_000)).toBe("104000051");
  });

  it.each([0, 1, 999_999])("lead back to serial %i", (serial) => {
    expect(hubspotContactSerial(hubspotContactId(serial))).toBe(serial);
  });

  it.each(["", "101000052", "101000048", "-5", "0101000051", "1e9", "abc", "9".repeat(30)])(
    "refuse %j, which no contact has",
    (id) => {
      expect(hubspotContactSerial(id)).toBeNull();
    },
  );
});
