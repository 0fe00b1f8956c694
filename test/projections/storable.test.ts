import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { storableJson, storableText } from "../../src/projections/storable.ts";

const text = fc.string({
  unit: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\0", "\ud800", "\udfff", "\\", "u0000")),
});

describe("storable", () => {
  it("JSON is the same value, but for what the database can't hold", () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text)), (value) => {
        const made = storableJson(value);
        const expected = Object.fromEntries(
          Object.entries(value).map(([key, texts]) => [storableText(key), texts.map(storableText)]),
        );
        expect(JSON.parse(made)).toEqual(expected);
        expect(made).not.toMatch(/\0|[\ud800-\udbff](?![\udc00-\udfff])/);
      }),
    );
  });
});
