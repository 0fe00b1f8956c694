import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownFieldIn, ownFieldName } from "../../src/filters/own-field.ts";

describe("ownFieldIn", () => {
  it("reads what ownFieldName writes", () => {
    const kind = fc.constantFrom("text", "word", "number", "date", "instant" as const);
    fc.assert(
      fc.property(kind, fc.stringMatching(/^[\w.: -]+$/), (one, path) => {
        expect(ownFieldIn(ownFieldName({ kind: one, path }))).toEqual({ kind: one, path });
      }),
    );
  });

  it("takes no field of ours for an account's", () => {
    for (const field of ["email", "companyId", "text:email", "=other:x", "=text:"])
      expect(ownFieldIn(field)).toBeNull();
  });
});
