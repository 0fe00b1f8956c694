import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grantableRoles, allRoles } from "../../src/config/roles.ts";
import { both, createRule, describeRule, EVERY_CALLER, implies, isAllowed } from "../../src/auth/rule.ts";
import type { AuthScope, Rule } from "../../src/auth/rule.ts";
import type { Role } from "../../src/generated/types.ts";

const scope = (roles: readonly Role[], hasSecondFactor = false): AuthScope => ({ roles, hasSecondFactor });

const rules: fc.Arbitrary<Rule> = fc
  .array(
    fc.tuple(fc.subarray([...allRoles], { minLength: 1 }), fc.boolean()).map(([roles, mfa]) => createRule(roles, mfa)),
    { minLength: 1, maxLength: 3 },
  )
  .map((list) => list.reduce(both, EVERY_CALLER));

const everyScope: readonly AuthScope[] = Array.from({ length: 2 ** grantableRoles.length }, (_, bits) =>
  grantableRoles.filter((_role, at) => (bits & (1 << at)) !== 0),
).flatMap((roles) => [scope(roles), scope(roles, true)]);

describe("isAllowed", () => {
  it.each<[string, Rule, AuthScope, boolean]>([
    ["any one of the roles is enough", createRule(["SALES", "SUPPORT"], false), scope(["SUPPORT"]), true],
    ["other roles are not", createRule(["SALES", "SUPPORT"], false), scope(["MARKETING", "FINANCE"]), false],
    ["no role is not", createRule(["SALES"], false), scope([]), false],
    ["AUTHENTICATED is every caller", createRule(["AUTHENTICATED"], false), scope([]), true],
    ["AUTHENTICATED beside another is every caller", createRule(["AUTHENTICATED", "SALES"], false), scope([]), true],
    ["ADMIN has every role", createRule(["SALES"], false), scope(["ADMIN"]), true],
    ["ADMIN alone may be asked for", createRule(["ADMIN"], false), scope(["SALES"]), false],
    ["ADMIN needs the second factor too", createRule(["SALES"], true), scope(["ADMIN"]), false],
    ["ADMIN with a second factor", createRule(["SALES"], true), scope(["ADMIN"], true), true],
    ["a second factor is no role", createRule(["SALES"], true), scope(["SUPPORT"], true), false],
    ["both rules hold", both(createRule(["SALES"], false), createRule(["SUPPORT"], false)), scope(["SALES"]), false],
    [
      "both rules hold, by two roles",
      both(createRule(["SALES"], false), createRule(["SUPPORT"], false)),
      scope(["SALES", "SUPPORT"]),
      true,
    ],
  ])("%s", (_, rule, caller, expected) => {
    expect(isAllowed(rule, caller)).toBe(expected);
  });
});

describe("rules as statements about scopes", () => {
  it("both allows whom each allows", () => {
    fc.assert(
      fc.property(rules, rules, fc.constantFrom(...everyScope), (one, other, caller) => {
        expect(isAllowed(both(one, other), caller)).toBe(isAllowed(one, caller) && isAllowed(other, caller));
      }),
    );
  });

  it("implies is true exactly where no scope tells the rules apart", () => {
    fc.assert(
      fc.property(rules, rules, (one, other) => {
        const holdsForAll = everyScope.every((caller) => !isAllowed(one, caller) || isAllowed(other, caller));
        expect(implies(one, other)).toBe(holdsForAll);
      }),
      { numRuns: 500 },
    );
  });
});

describe("describeRule", () => {
  it.each<[Rule, string]>([
    [createRule(["SUPPORT", "SALES", "ADMIN"], false), "one of SALES, SUPPORT"],
    [createRule(["FINANCE"], false), "FINANCE"],
    [createRule(["ADMIN"], false), "ADMIN"],
    [createRule(["FINANCE"], true), "FINANCE and a second factor"],
    [createRule(["AUTHENTICATED"], true), "a second factor"],
    [createRule(["AUTHENTICATED"], false), "a valid token"],
    [both(createRule(["SALES", "SUPPORT"], false), createRule(["SUPPORT", "FINANCE"], false)), "SUPPORT"],
    [both(createRule(["SALES"], false), createRule(["SUPPORT"], false)), "SALES together with SUPPORT (or ADMIN)"],
  ])("%j is %s", (rule, text) => {
    expect(describeRule(rule)).toBe(text);
  });
});
