import { describe, expect, it } from "vitest";
import { parseSearch } from "../../../../src/sandbox/zendesk/search/parse-search.ts";
import type { Clause } from "../../../../src/sandbox/zendesk/search/parse-search.ts";

const clause = (part: Partial<Clause>): Clause => ({
  keyword: null,
  operator: ":",
  value: "",
  isQuoted: false,
  isNegated: false,
  ...part,
});

const table: readonly (readonly [string, readonly Clause[]])[] = [
  ["", []],
  ["   ", []],
  ["refund", [clause({ value: "refund" })]],
  ['"late delivery"', [clause({ value: "late delivery", isQuoted: true })]],
  ['"never closed', [clause({ value: "never closed", isQuoted: true })]],
  ["-refund", [clause({ value: "refund", isNegated: true })]],
  ["type:ticket", [clause({ keyword: "type", value: "ticket" })]],
  ["TYPE:ticket", [clause({ keyword: "type", value: "ticket" })]],
  ["status<solved", [clause({ keyword: "status", operator: "<", value: "solved" })]],
  ["status<=solved", [clause({ keyword: "status", operator: "<=", value: "solved" })]],
  ["priority>normal", [clause({ keyword: "priority", operator: ">", value: "normal" })]],
  ["created>=2026-01-01", [clause({ keyword: "created", operator: ">=", value: "2026-01-01" })]],
  ["updated<2026-01-01T10:20:30Z", [clause({ keyword: "updated", operator: "<", value: "2026-01-01T10:20:30Z" })]],
  ["created_at:2026-01-01", [clause({ keyword: "created", value: "2026-01-01" })]],
  ['subject:"late delivery"', [clause({ keyword: "subject", value: "late delivery", isQuoted: true })]],
  ['-subject:"late"', [clause({ keyword: "subject", value: "late", isQuoted: true, isNegated: true })]],
  ["-tags:spam", [clause({ keyword: "tags", value: "spam", isNegated: true })]],
  ["email:Jane.Doe+x@example.com", [clause({ keyword: "email", value: "Jane.Doe+x@example.com" })]],
  ["see http://example.com/a:b", [clause({ value: "see" }), clause({ value: "http://example.com/a:b" })]],
  ["error:500", [clause({ value: "error:500" })]],
  ['error:"two words"', [clause({ value: "error:two words" })]],
  ["a - b", [clause({ value: "a" }), clause({ value: "b" })]],
  [
    "type:ticket status:open status:pending  requester:5",
    [
      clause({ keyword: "type", value: "ticket" }),
      clause({ keyword: "status", value: "open" }),
      clause({ keyword: "status", value: "pending" }),
      clause({ keyword: "requester", value: "5" }),
    ],
  ],
  ["顧客 email:我@例.jp", [clause({ value: "顧客" }), clause({ keyword: "email", value: "我@例.jp" })]],
];

describe("parseSearch", () => {
  it.each(table)("%j", (text, clauses) => {
    expect(parseSearch(text)).toEqual(clauses);
  });
});
