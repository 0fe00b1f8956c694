import { describe, expect, it } from "vitest";
import { parseSearchQuery } from "../../../src/sandbox/stripe/search-query.ts";
import type { Clause } from "../../../src/sandbox/stripe/search-query.ts";

function clause(field: string, operator: Clause["operator"], value: string | null, more: Partial<Clause> = {}): Clause {
  return { isNegated: false, field, isMetadata: false, operator, value, ...more };
}

const readable: readonly (readonly [query: string, joinedBy: "AND" | "OR", clauses: readonly Clause[]])[] = [
  ['email:"amy@rocketrides.io"', "AND", [clause("email", ":", "amy@rocketrides.io")]],
  ["email:'amy@rocketrides.io'", "AND", [clause("email", ":", "amy@rocketrides.io")]],
  ['  name~"amy"  ', "AND", [clause("name", "~", "amy")]],
  ['name:""', "AND", [clause("name", ":", "")]],
  ['-currency:"usd"', "AND", [clause("currency", ":", "usd", { isNegated: true })]],
  ["total>1000", "AND", [clause("total", ">", "1000")]],
  ["created>=10 created<=20", "AND", [clause("created", ">=", "10"), clause("created", "<=", "20")]],
  ["amount:-5", "AND", [clause("amount", ":", "-5")]],
  ["amount<1.5", "AND", [clause("amount", "<", "1.5")]],
  ['amount:"1000"', "AND", [clause("amount", ":", "1000")]],
  ["payment_method_details.card.last4:0042", "AND", [clause("payment_method_details.card.last4", ":", "0042")]],
  ["refunded:null", "AND", [clause("refunded", ":", null)]],
  ['refunded:"null"', "AND", [clause("refunded", ":", "null")]],
  ['metadata["donation-id"]:"asdf"', "AND", [clause("donation-id", ":", "asdf", { isMetadata: true })]],
  ["metadata['key']:'value'", "AND", [clause("key", ":", "value", { isMetadata: true })]],
  ['-metadata["donation-id"]:null', "AND", [clause("donation-id", ":", null, { isMetadata: true, isNegated: true })]],
  [String.raw`name:"the \"Sky\" and \\ sea"`, "AND", [clause("name", ":", String.raw`the "Sky" and \ sea`)]],
  ['name:"say AND or OR (twice)"', "AND", [clause("name", ":", "say AND or OR (twice)")]],
  ['email:"a" AND name:"b"', "AND", [clause("email", ":", "a"), clause("name", ":", "b")]],
  ['email:"a" and name:"b"', "AND", [clause("email", ":", "a"), clause("name", ":", "b")]],
  ['email:"a"\tname:"b"', "AND", [clause("email", ":", "a"), clause("name", ":", "b")]],
  ['email:"a" OR email:"b"', "OR", [clause("email", ":", "a"), clause("email", ":", "b")]],
  ['email:"a" or email:"b" oR email:"c"', "OR", [..."abc"].map((value) => clause("email", ":", value))],
  ['name:"Ж 山"', "AND", [clause("name", ":", "Ж 山")]],
  [
    Array.from({ length: 10 }, () => 'name:"x"').join(" OR "),
    "OR",
    Array.from({ length: 10 }, () => clause("name", ":", "x")),
  ],
];

const unreadable: readonly (readonly [query: string, message: RegExp])[] = [
  ["", /unable to parse/],
  ["amy", /unable to parse/],
  ["email:amy@rocketrides.io", /unable to parse/],
  ['email="amy"', /unable to parse/],
  ['email:"amy', /unable to parse/],
  ['email:"amy"name:"b"', /unable to parse/],
  ['email: "amy"', /unable to parse/],
  ['(email:"amy")', /unable to parse/],
  ['email:"a" AND (name:"b" OR name:"c")', /unable to parse/],
  ['email:"a" AND', /unable to parse/],
  ['email:"a" AND OR name:"b"', /unable to parse/],
  ['OR email:"a"', /unable to parse/],
  ['NOT email:"a"', /unable to parse/],
  ['--email:"a"', /unable to parse/],
  ['metadata[key]:"v"', /unable to parse/],
  ['metadata:"v"x', /unable to parse/],
  ["amount:12abc", /unable to parse/],
  ['email:"a" AND name:"b" OR phone:"c"', /combine AND and OR/],
  ['email:"a" name:"b" OR phone:"c"', /combine AND and OR/],
  [Array.from({ length: 11 }, () => 'name:"x"').join(" "), /too many clauses/],
];

describe("parseSearchQuery", () => {
  it.each(readable)("reads %s", (query, joinedBy, clauses) => {
    expect(parseSearchQuery(query)).toEqual({ joinedBy, clauses });
  });

  it.each(unreadable)("refuses %j with Stripe's 400", (query, message) => {
    expect(() => parseSearchQuery(query)).toThrow(
      expect.objectContaining({
        status: 400,
        message: expect.stringMatching(message),
        body: { error: expect.objectContaining({ type: "invalid_request_error", param: "query" }) },
      }),
    );
  });
});
