import { describe, expect, it } from "vitest";
import { phone } from "../../src/mapping/phone.ts";
import { mappingContext } from "../connectors/connector-case.ts";

const read = (value: unknown, defaultCountry: string | null = null): string =>
  phone(value, mappingContext({ source: "crm", defaultCountry }), "phone");

describe("phone", () => {
  it.each([
    ["+4930123456", "+4930123456"],
    ["+49 (30) 123-456", "+4930123456"],
    ["+1 415 555 0132", "+14155550132"],
  ])("reads %s without a country", (value, expected) => {
    expect(read(value)).toBe(expected);
  });

  it("reads national numbers by the source's country", () => {
    expect(read("030 123456", "DE")).toBe("+4930123456");
    expect(read("(415) 555-0132", "US")).toBe("+14155550132");
  });

  it("says what would help", () => {
    expect(() => read("030 123456")).toThrow("need defaultCountry of source crm");
    expect(() => read("030 123456", "ZZ")).toThrow("should be a telephone number");
  });

  it.each(["call me", "", "12", 4_930_123_456, null, {}])("refuses %o", (value) => {
    expect(() => read(value, "DE")).toThrow("should be a telephone number");
  });
});
