import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ids } from "../../../src/sandbox/paypal/ids.ts";

const schemes = Object.entries(ids);
const serials = fc.nat({ max: 2 ** 30 - 1 });
/** As PayPal's contract files and documentation have them. */
const patterns: Readonly<Record<keyof typeof ids, RegExp>> = {
  account: /^[2-9A-HJ-NP-Z]{13}$/,
  order: /^[A-Z0-9]{17}$/,
  capture: /^[A-Z0-9]{17}$/,
  authorization: /^[A-Z0-9]{17}$/,
  refund: /^[A-Z0-9]{17}$/,
  subscription: /^I-[A-Z0-9]{12}$/,
  plan: /^P-[A-Z0-9]{24}$/,
  product: /^PROD-[A-Z0-9]{17}$/,
  invoice: /^INV2(-[A-Z0-9]{4}){4}$/,
};

describe.each(schemes)("ids of an %s", (kind, scheme) => {
  it("look like PayPal's and give their serial back", () => {
    fc.assert(
      fc.property(serials, (serial) => {
        const id = scheme.idOf(serial);
        expect(id).toMatch(Object.entries(patterns).find(([name]) => name === kind)?.[1] ?? /^$/);
        expect(scheme.serialOf(id)).toBe(serial);
      }),
    );
  });

  it("miss when a character is another, or one is missing", () => {
    fc.assert(
      fc.property(serials, fc.nat(), fc.constantFrom(..."29AZ0Oa-"), (serial, at, character) => {
        const id = scheme.idOf(serial);
        const place = at % id.length;
        const other = id.slice(0, place) + character + id.slice(place + 1);
        expect(scheme.serialOf(other)).toBe(other === id ? serial : null);
        expect(scheme.serialOf(id.slice(0, place) + id.slice(place + 1))).toBeNull();
      }),
    );
  });

  it("are no other kind's", () => {
    fc.assert(
      fc.property(serials, (serial) => {
        const others = schemes
          .filter(([name]) => name !== kind)
          .map(([, other]) => other.serialOf(scheme.idOf(serial)));
        expect(others).toEqual(others.map(() => null));
      }),
    );
  });
});
