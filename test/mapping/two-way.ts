// The law of converters that lose nothing: what is written is read as what was given, or the writing says why it can't be.
import * as fc from "fast-check";
import { expect } from "vitest";
import type { TwoWayConverter } from "../../src/mapping/field-map.ts";
import { mappingContext } from "../connectors/connector-case.ts";

const context = mappingContext({ source: "crm", defaultCountry: "DE" });

/** Holds for all values: none is refused. */
export function expectTwoWay<V>(converter: TwoWayConverter<V>, values: fc.Arbitrary<V>): void {
  fc.assert(
    fc.property(values, (value) => {
      expect(converter(converter.toVendor(value, context), context, "path")).toStrictEqual(value);
    }),
  );
}

/** Instants of the years 0 to 9999. */
export const instants: fc.Arbitrary<string> = fc
  .date({ min: new Date("0000-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

export const dates: fc.Arbitrary<string> = instants.map((instant) => instant.slice(0, 10));
