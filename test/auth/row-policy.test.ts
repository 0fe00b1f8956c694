import { describe, expect, it } from "vitest";
import type { Principal } from "../../src/auth/principal.ts";
import { createRowPolicy } from "../../src/auth/row-policy.ts";

const principal = (brands: readonly string[], roles: Principal["roles"] = ["SALES"]): Principal => ({
  subject: "someone",
  roles,
  brands,
  hasSecondFactor: false,
  expiresAtMs: null,
});

const policy = createRowPolicy([
  { name: "crm", brands: [] },
  { name: "north-crm", brands: ["North"] },
  { name: "shared-desk", brands: ["North", "South"] },
  { name: "south-pay", brands: ["South"] },
]);

describe("createRowPolicy", () => {
  it.each<[string, Principal, string[]]>([
    ["no brand sees what is of no brand", principal([]), ["crm"]],
    ["a brand adds its own", principal(["North"]), ["crm", "north-crm", "shared-desk"]],
    ["brands add up", principal(["South", "North"]), ["crm", "north-crm", "shared-desk", "south-pay"]],
    ["names are compared as they are", principal(["north"]), ["crm"]],
    ["an unknown brand adds nothing", principal(["East"]), ["crm"]],
    ["ADMIN is bound by brands too", principal([], ["ADMIN"]), ["crm"]],
  ])("%s", (_, caller, sources) => {
    expect([...policy.visibleSources(caller)]).toEqual(sources);
    const named = ["crm", "north-crm", "shared-desk", "south-pay"].filter((name) => policy.canSee(name, caller));
    expect(named).toEqual(sources);
  });

  it("shows nobody a source that is not configured", () => {
    expect(policy.canSee("elsewhere", principal(["North"]))).toBe(false);
  });

  it("turns the brands of a token into the ids that a source's rows name them by", () => {
    const { brandIds } = createRowPolicy([
      { name: "games", brands: [], brandNames: { 1: "North", 2: "South", 3: "North" } },
      { name: "others", brands: [] },
    ]);
    expect(brandIds("games", principal([]))).toEqual([""]);
    expect(brandIds("games", principal(["North"]))).toEqual(["", "1", "3", "North"]);
    expect(brandIds("games", principal(["South", "East"]))).toEqual(["", "2", "East", "South"]);
    expect(brandIds("others", principal(["South", "East"]))).toEqual(["", "East", "South"]);
    // An id whose brand has a name is no name itself, and no token opens rows of no brand any further.
    expect(brandIds("games", principal(["1", "2", ""]))).toEqual([""]);
    expect(brandIds("games", principal(["North"], ["ADMIN"]))).toBe(brandIds("games", principal(["North"], ["ADMIN"])));
  });

  it("gives equal scopes one set, and others another", () => {
    const one = policy.visibleSources(principal(["North", "South"]));
    expect(policy.visibleSources(principal(["South", "North"]))).toBe(one);
    expect(policy.visibleSources(principal(["North"]))).not.toBe(one);
  });
});
