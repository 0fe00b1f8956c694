import { describe, expect, it } from "vitest";
import { createParams } from "../../../src/sandbox/stripe/params.ts";
import type { Params } from "../../../src/sandbox/stripe/params.ts";

const limit = { min: 1, max: 100 };

const values: readonly (readonly [query: string, read: (params: Params) => unknown, value: unknown])[] = [
  ["", (params) => params.string("email"), undefined],
  ["email=a%2Bb%40x.org", (params) => params.string("email"), "a+b@x.org"],
  ["limit=100", (params) => params.integer("limit", limit), 100],
  ["created=5", (params) => params.range("created"), { from: 5, to: 5 }],
  ["created[gt]=5", (params) => params.range("created"), { from: 6, to: Infinity }],
  ["created[gte]=5&created%5Blt%5D=9", (params) => params.range("created"), { from: 5, to: 8 }],
  ["created[lte]=9", (params) => params.range("created"), { from: -Infinity, to: 9 }],
  ["x=1", (params) => params.range("created"), undefined],
  ["expand[]=a&expand[]=b", (params) => params.strings("expand"), ["a", "b"]],
  ["expand[0]=a&expand%5B1%5D=b", (params) => params.strings("expand"), ["a", "b"]],
  ["", (params) => params.strings("expand"), []],
  ["ok=false", (params) => params.boolean("ok"), false],
  ["status=open", (params) => params.oneOf("status", ["open", "paid"]), "open"],
];

const faults: readonly (readonly [query: string, read: (params: Params) => unknown, error: object])[] = [
  [
    "limit=ten",
    (params) => params.integer("limit", limit),
    { code: "parameter_invalid_integer", message: "Invalid integer: ten", param: "limit" },
  ],
  ["limit=0", (params) => params.integer("limit", limit), { param: "limit" }],
  ["limit=101", (params) => params.integer("limit", limit), { param: "limit" }],
  ["limit=1.5", (params) => params.integer("limit", limit), { message: "Invalid integer: 1.5" }],
  ["created[gte]=soon", (params) => params.range("created"), { param: "created[gte]" }],
  ["email=", (params) => params.string("email"), { code: "parameter_invalid_empty", param: "email" }],
  [
    "",
    (params) => params.requiredString("query"),
    { code: "parameter_missing", message: "Missing required param: query.", param: "query" },
  ],
  ["status=odd", (params) => params.oneOf("status", ["open", "paid", "void"]), { param: "status" }],
  ["ok=yes", (params) => params.boolean("ok"), { param: "ok" }],
  ["expand=a", (params) => params.strings("expand"), { param: "expand" }],
];

describe("createParams", () => {
  it.each(values)("reads %j", (query, read, value) => {
    expect(read(createParams(`/v1/x?${query}`))).toEqual(value);
  });

  it.each(faults)("refuses %j", (query, read, error) => {
    expect(() => read(createParams(`/v1/x?${query}`))).toThrow(
      expect.objectContaining({ status: 400, body: { error: expect.objectContaining(error) } }),
    );
  });

  it("names every parameter that nobody read, as sent", () => {
    const params = createParams("/v1/x?limit=1&foo=1&created[near]=2");
    params.integer("limit", limit);
    params.range("created");
    expect(() => params.finish()).toThrow("Received unknown parameters: foo, created[near]");
  });

  it("is content when everything was read", () => {
    const params = createParams("/v1/x?limit=1&expand[]=a&created[gt]=1");
    params.integer("limit", limit);
    params.strings("expand");
    params.range("created");
    expect(() => params.finish()).not.toThrow();
  });
});
