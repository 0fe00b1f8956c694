// Filters of every shape, for property tests.
import fc from "fast-check";
import type { Clause, Filter } from "../../src/filters/filter.ts";

/** Filters made of these conditions. */
export function anyFilter(clause: fc.Arbitrary<Clause>): fc.Arbitrary<Filter> {
  return fc.letrec<{ filter: Filter; clause: Clause; and: Filter; or: Filter }>((tie) => ({
    filter: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie("clause"), tie("and"), tie("or")),
    clause,
    and: fc.record({ and: fc.array(tie("filter"), { maxLength: 3 }) }),
    or: fc.record({ or: fc.array(tie("filter"), { maxLength: 3 }) }),
  })).filter;
}

/** Text that means something to some language, or to a bad escape. */
export const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "'",
  "''",
  '"',
  "\\",
  "\\'",
  "%",
  "_",
  "\\%",
  "*",
  "?",
  "') or ('1'='1",
  "'; drop table projected_records; --",
  "$1",
  "null",
  "NOT",
  "a\nb",
  "\u0000",
  "\ud800",
  "İ",
  "ß",
  "é",
  "😀",
  "status:open",
  "{}",
  "[]",
  "x".repeat(5_000),
];

/** Short texts that often meet, and hostile ones. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("Ann", "ann", "ANNA", "bo", "a%b", "a_b", "a\\b", "A"),
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: "binary", maxLength: 6 }),
);
