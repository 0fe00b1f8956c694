import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidScheme } from "../../src/sandbox/guid.ts";

const scheme = guidScheme(2);
const serials = fc.nat({ max: 2 ** 31 });

describe("GUIDs", () => {
  it("look like GUIDs and lead back to their serial, in either case", () => {
    fc.assert(
      fc.property(serials, (serial) => {
        const id = scheme.idOf(serial);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(scheme.serialOf(id)).toBe(serial);
        expect(scheme.serialOf(id.toUpperCase())).toBe(serial);
      }),
    );
  });

  it("do not lead anywhere when a digit is changed", () => {
    fc.assert(
      fc.property(serials, fc.nat({ max: 35 }), fc.constantFrom(..."0123456789abcdef"), (serial, place, digit) => {
        const id = scheme.idOf(serial);
        fc.pre(id[place] !== "-" && id[place] !== digit);
        expect(scheme.serialOf(id.slice(0, place) + digit + id.slice(place + 1))).toBeNull();
      }),
    );
  });

  it("are other ones for other tables", () => {
    fc.assert(
      fc.property(serials, fc.nat({ max: 4_095 }), (serial, tag) => {
        fc.pre(tag !== 2);
        expect(scheme.serialOf(guidScheme(tag).idOf(serial))).toBeNull();
      }),
    );
  });

  it.each(["", "no-guid", "{d47d90d9-0000-ef11-8002-6045bd000007}", "00000000-0000-0000-0000-000000000000"])(
    "knows no record behind '%s'",
    (id) => {
      expect(scheme.serialOf(id)).toBeNull();
    },
  );
});
