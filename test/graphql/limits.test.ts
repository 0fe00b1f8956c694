import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { RequestError } from "../../src/errors.ts";
import { checkSize, DEFAULT_LIMITS } from "../../src/graphql/limits.ts";
import { operationOf } from "../../src/graphql/operation.ts";
import { errorFrom } from "./planner-case.ts";

const check = (text: string, limits: Partial<typeof DEFAULT_LIMITS>): void =>
  checkSize(operationOf(parse(text), null), { ...DEFAULT_LIMITS, ...limits });

const BOMB = Array.from({ length: 60 }, (_, n) => `fragment F${n} on Q { ...F${n + 1} ...F${n + 1} }`).join(" ");

describe("checkSize", () => {
  it.each([
    ["depth", 3, "{ a { b { c { d } } } }", 4],
    ["depth", 2, "{ a { ...F } } fragment F on A { b { ... { c } } }", 3],
    ["aliases", 2, "{ x: a y: b z: c }", 3],
    ["aliases", 3, "{ a { ...F } b { ...F } } fragment F on A { x: c y: d }", 4],
    ["rootFields", 2, "{ a ...F } fragment F on Query { b ... { c } }", 3],
    ["directives", 1, "{ a @skip(if: false) ...F @include(if: true) } fragment F on Query { b }", 2],
    ["fields", 3, "{ a { b } c { d } }", 4],
    ["fields", 5, "{ ...F ...F ...F } fragment F on Query { a b }", 6],
  ] as const)("refuses more %s than %d", (limit, maximum, text, value) => {
    const error = errorFrom(() => check(text, { [limit]: maximum }));
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: "QUERY_TOO_COMPLEX", extensions: { limit, value, maximum } });
    expect(error).toMatchObject({ message: expect.stringContaining(`${value} of at most ${maximum}`) });
    check(text, { [limit]: value });
  });

  it("measures fragments that double 60 times without following them", () => {
    const text = `{ ...F0 } ${BOMB} fragment F60 on Q { a }`;
    expect(errorFrom(() => check(text, {}))).toMatchObject({ extensions: { limit: "fields", maximum: 1_000 } });
  });

  it("ends on fragments that validation would refuse", () => {
    expect(() => check("{ ...F ...Gone } fragment F on Q { a ...F }", {})).not.toThrow();
  });
});
