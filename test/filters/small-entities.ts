// Entities of few values, so that filters often meet them.
import fc from "fast-check";
import type { Clause } from "../../src/filters/filter.ts";
import type { Entity } from "../../src/mapping/entities.ts";
import { MappingError } from "../../src/errors.ts";
import { anyText } from "./any-filter.ts";

const instant = fc.integer({ min: 1, max: 9 }).map((day) => `2026-01-0${day}T00:00:00.000Z`);
const whole = fc.integer({ min: -2, max: 2 });
const money = fc.record({ minorUnits: whole, currency: fc.constantFrom("EUR", "JPY") });
const bad = fc.constant(new MappingError("source", "1", "name", "is bad"));

/** Fields: `name`, `ownerId` (text), `tags` (texts), `points` (a number), `amount` (money), `at` (an instant). */
export const anEntity: fc.Arbitrary<Entity & Record<string, unknown>> = fc.record({
  type: fc.constant("Payment" as const),
  source: fc.constant("source"),
  id: fc.constant("1"),
  name: fc.oneof(anyText, fc.constant(null), bad),
  ownerId: fc.oneof(anyText, fc.constant(null)),
  tags: fc.oneof(fc.array(anyText, { maxLength: 3 }), fc.constant(null)),
  points: fc.oneof(whole, fc.constant(null)),
  amount: fc.oneof(money, fc.constant(null)),
  at: fc.oneof(instant, fc.constant(null)),
});

const texts = fc.array(anyText, { maxLength: 3 });
const textField = fc.constantFrom("name", "ownerId");
const anyField = fc.constantFrom("name", "ownerId", "tags", "points", "amount", "at");
const range = fc.constantFrom("gte" as const, "lt" as const);

export const smallClause: fc.Arbitrary<Clause> = fc.oneof(
  fc.record({ field: fc.constantFrom("name", "ownerId", "tags"), operator: fc.constant("in" as const), value: texts }),
  fc.record({
    field: fc.constantFrom("name", "ownerId", "tags"),
    operator: fc.constant("notIn" as const),
    value: texts,
  }),
  fc.record({ field: textField, operator: fc.constant("contains" as const), value: anyText }),
  fc.record({ field: textField, operator: fc.constant("startsWith" as const), value: anyText }),
  fc.record({ field: anyField, operator: fc.constant("isNull" as const), value: fc.boolean() }),
  fc.record({ field: fc.constant("at"), operator: range, value: instant }),
  fc.record({ field: fc.constant("points"), operator: range, value: whole }),
  fc.record({ field: fc.constant("points"), operator: fc.constant("in" as const), value: fc.array(whole) }),
  fc.record({ field: fc.constant("amount"), operator: range, value: money }),
);
