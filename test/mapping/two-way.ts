// The law of converters that lose nothing: what is written is read as what was given.
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import type { TwoWayConverter } from "../../src/mapping/field-map.ts";
import { mappingContext } from "../connectors/connector-case.ts";

const context = mappingContext({ source: "crm", defaultCountry: "DE" });

/** A value that does not come back the same, with what comes back or what is thrown in its place; null for none. */
export function lostBy<V>(converter: TwoWayConverter<V>, values: fc.Arbitrary<V>): unknown {
  const back = (value: V): unknown => {
    try {
      return converter(converter.toVendor(value, context), context, "path");
    } catch (problem) {
      return problem;
    }
  };
  const { counterexample } = fc.check(fc.property(values, (value) => isDeepStrictEqual(back(value), value)));
  return counterexample === null ? null : { value: counterexample[0], back: back(counterexample[0]) };
}

/** Instants of the years 0 to 9999. */
export const instants: fc.Arbitrary<string> = fc
  .date({ min: new Date("0000-01-01T00:00:00.000Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

export const dates: fc.Arbitrary<string> = instants.map((instant) => instant.slice(0, 10));
