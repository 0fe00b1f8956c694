import { array, assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/errors.ts";
import { parseBaseUrl, targetOf } from "../../src/upstream/target.ts";

const base = parseBaseUrl("crm", "https://crm.example");

describe("a query", () => {
  it("leaves out what is undefined and repeats the key of an array", () => {
    expect(targetOf(base, "/x", { a: undefined, b: 1, "page[size]": 5, ids: ["1", "2"], flag: false })).toBe(
      "/x?b=1&page%5Bsize%5D=5&ids=1&ids=2&flag=false",
    );
    expect(targetOf(base, "/x", {})).toBe("/x");
    expect(targetOf(base, "/x", { a: [] })).toBe("/x");
  });

  it("carries any value to the other side as it is, and adds no key", () => {
    assert(
      property(string({ unit: "binary" }), array(string({ unit: "binary" })), (value, list) => {
        const target = targetOf(base, "/x", { q: value, list, last: "1" });
        expect(target).toMatch(/^[\x21-\x7e]*$/);
        const params = new URLSearchParams(target.slice(target.indexOf("?")));
        expect([...new Set(params.keys())].toSorted()).toEqual(list.length > 0 ? ["last", "list", "q"] : ["last", "q"]);
        expect(params.get("q")).toBe(value.toWellFormed());
        expect(params.getAll("list")).toEqual(list.map((item) => item.toWellFormed()));
      }),
    );
  });

  it.each(["a&admin=1", "a#b", "a?b=c", "50%", "a+b c", "\r\nx: y", "\0", "' OR 1=1", "木村", "\uD800"])(
    "encodes %j",
    (value) => {
      const target = targetOf(base, "/x", { q: value });
      expect(new URLSearchParams(target.slice(3)).get("q")).toBe(value.toWellFormed());
    },
  );
});

describe("a path", () => {
  it.each([
    "contacts",
    "/contacts/../admin",
    "/contacts/..",
    "/contacts/%2e%2E/admin",
    "/contacts/./1",
    "/contacts/1?x=1",
    "/contacts/1#x",
    "/contacts/a b",
    "/contacts/a\\b",
    "/contacts/a\r\nx: y",
    "/contacts/ü",
  ])("is refused for an unencoded value: %j", (path) => {
    expect(() => targetOf(base, path, undefined)).toThrow(/encodeURIComponent/);
  });

  it.each(["/", "/contacts/1", "/contacts/a%2F..%2Fb", "/v1.0/x..y", "/a%20b"])("may be %j", (path) => {
    expect(targetOf(base, path, undefined)).toBe(path);
  });
});

describe("a base URL", () => {
  it.each([
    ["https://api.example", "https://api.example", "", false],
    ["https://api.example/", "https://api.example", "", false],
    ["http://localhost:3000/a/b/", "http://localhost:3000", "/a/b", true],
    ["http://127.0.0.1:1", "http://127.0.0.1:1", "", true],
    ["http://[::1]:1", "http://[::1]:1", "", true],
    ["https://127.0.0.1.example", "https://127.0.0.1.example", "", false],
  ])("%s", (text, origin, prefix, isLoopback) => {
    expect(parseBaseUrl("crm", text)).toEqual({ origin, prefix, isLoopback });
  });

  it.each([
    "",
    "api.example",
    "ftp://api.example",
    "https://a.example?x",
    "https://a.example#x",
    "https://u@a.example",
  ])("is refused: %j", (text) => {
    expect(() => parseBaseUrl("crm", text)).toThrow(ConfigError);
  });
});
