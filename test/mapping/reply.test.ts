import { describe, expect, it } from "vitest";
import { flagAt, idAt, numberAt, recordsAt, ReplyShapeError, textAt } from "../../src/mapping/reply.ts";

const reply = { data: [1, 2], meta: { more: true, cursor: "abc", count: 5 } };

describe("the ways into a reply", () => {
  it("give what is there", () => {
    expect(recordsAt(reply, "data")).toEqual([1, 2]);
    expect(recordsAt([3], "")).toEqual([3]);
    expect(textAt(reply, "meta.cursor")).toBe("abc");
    expect(textAt(reply, "meta.count")).toBe("5");
    expect(textAt(reply, "meta.nothing.deep")).toBeNull();
    expect(flagAt(reply, "meta.more")).toBe(true);
    expect(numberAt(reply, "meta.count")).toBe(5);
  });

  it.each([null, undefined, 5, "text", [], {}, { data: {}, meta: { more: "yes", cursor: {}, count: "5" } }])(
    "refuse %o",
    (bad) => {
      expect(() => recordsAt(bad, "data")).toThrow(ReplyShapeError);
      expect(() => flagAt(bad, "meta.more")).toThrow(ReplyShapeError);
      expect(() => numberAt(bad, "meta.count")).toThrow(ReplyShapeError);
    },
  );

  it("say what is wrong and where", () => {
    expect(() => recordsAt({ data: {} }, "data")).toThrow('expected an array at "data", got a object');
    expect(() => textAt({ meta: { cursor: [] } }, "meta.cursor")).toThrow(
      'expected text at "meta.cursor", got an array',
    );
  });

  it("never go through a prototype", () => {
    expect(textAt({}, "constructor.name")).toBeNull();
  });
});

describe("idAt", () => {
  it("is forgiving: a record without an id must not spoil the others", () => {
    expect(idAt({ id: 12 }, "id")).toBe("12");
    expect(idAt({ from: { id: "a" } }, "from.id")).toBe("a");
    for (const bad of [null, 5, {}, { id: null }, { id: "" }, { id: {} }, { id: 1.5 }])
      expect(idAt(bad, "id")).toBeNull();
  });
});
