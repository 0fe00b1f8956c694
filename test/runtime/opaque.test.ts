import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIds, createOpaqueCodec } from "../../src/runtime/opaque.ts";

const codec = createOpaqueCodec("a secret of sixteen characters or more");
const ids = createIds(codec);

describe("the opaque codec", () => {
  it("gives back what it was given, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (text) => {
        fc.pre(text.isWellFormed());
        expect(codec.open(codec.seal(text))).toBe(text);
      }),
    );
  });

  it("gives the same token for the same text, also in another process with the same secret", () => {
    const other = createOpaqueCodec("a secret of sixteen characters or more");
    expect(other.seal("Deal\nhubspot\n1")).toBe(codec.seal("Deal\nhubspot\n1"));
  });

  it("says nothing of what it holds", () => {
    const token = codec.seal("iDeal\nhubspot\n1234567");
    expect(Buffer.from(token, "base64url").toString("latin1")).not.toMatch(/deal|hubspot|1234567/i);
  });

  it("opens no token that another key made", () => {
    const token = createOpaqueCodec("another secret of sixteen characters").seal("iDeal\nhubspot\n1");
    expect(codec.open(token)).toBeNull();
  });

  it("opens no token of which a single bit was changed", () => {
    const bytes = Buffer.from(codec.seal("iDeal\nhubspot\n1"), "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(codec.open(changed.toString("base64url"))).toBeNull();
    }
  });

  it.each(["", "x", "not a token", "AAAAAAAAAAAA", "é".repeat(20), "A".repeat(5_000)])(
    "refuses %j without a throw",
    (text) => {
      expect(codec.open(text)).toBeNull();
    },
  );
});

describe("ids and cursors", () => {
  it("keep type, source and record id, also one with a line break in it", () => {
    expect(ids.decodeId(ids.encodeId("Deal", "hubspot", "1\n2"), "id")).toEqual({
      type: "Deal",
      source: "hubspot",
      id: "1\n2",
    });
  });

  it("refuses a cursor as an id and an id as a cursor", () => {
    expect(() => ids.decodeId(ids.encodeCursor(["Deal", []]), "id")).toThrow('"id" is not an id of this endpoint');
    expect(() => ids.decodeCursor(ids.encodeId("Deal", "hubspot", "1"))).toThrow(
      '"after" is not a cursor of this endpoint',
    );
  });

  it("refuses what a client made up, naming the argument", () => {
    expect(() => ids.decodeId("aHVic3BvdDox", "filter.stage.in")).toThrow('"filter.stage.in" is not an id');
  });
});
