import { describe, expect, it } from "vitest";
import { credentialWarnings, refreshTokenWarnings } from "../../src/cli/credential-warnings.ts";
import { parseConfig } from "../../src/config/load.ts";
import { someConnectors } from "../config/some-connectors.ts";

const NOW = Date.UTC(2026, 10, 25);
const DAY_MS = 86_400_000;
const warnings = (expiry: Parameters<typeof credentialWarnings>[1], maxAgeDays = 0): readonly string[] =>
  credentialWarnings({ name: "crm", credentialWarnDays: 14, credentialMaxAgeDays: maxAgeDays }, expiry, NOW);

describe("a credential", () => {
  it.each<[string, number, string]>([
    ["that ended", -1, "ended on 2026-11-24"],
    ["that ends at this moment", 0, "ended on 2026-11-25"],
    ["that ends today", 3_600_000, "ends on 2026-11-25, in less than a day"],
    ["that ends tomorrow", DAY_MS, "ends on 2026-11-26, in 1 day"],
    ["that ends in two weeks", 14 * DAY_MS, "ends on 2026-12-09, in 14 days"],
  ])("%s is warned of", (_name, leftMs, words) => {
    expect(warnings({ expiresAtMs: NOW + leftMs })).toEqual([
      `crm: a credential ${words}: make a new one at the vendor and put it in its place`,
    ]);
  });

  it("that ends later is not", () => {
    expect(warnings({ expiresAtMs: NOW + 14 * DAY_MS + 1 })).toEqual([]);
  });

  it("is old where an age is set", () => {
    expect(warnings({ ageMs: 90 * DAY_MS + 1 }, 90)).toEqual([
      "crm: a credential is 90 days old, and should be replaced after 90: make a new one at the vendor and put it in its place",
    ]);
    expect(warnings({ ageMs: 90 * DAY_MS }, 90)).toEqual([]);
    expect(warnings({ ageMs: 9_000 * DAY_MS })).toEqual([]);
    expect(warnings({ ageMs: 91 * DAY_MS, expiresAtMs: NOW }, 90)).toHaveLength(2);
  });

  it("of which nothing is known is not warned of", () => {
    expect(warnings(null, 1)).toEqual([]);
    expect(warnings({}, 1)).toEqual([]);
  });
});

describe("a refresh token", () => {
  const refresh = { clientId: "env:A", clientSecret: "env:B", refreshToken: "env:C" };
  const of = (credentials: Readonly<Record<string, string>>, store = {}): readonly string[] => {
    const auth = { issuer: "i", audience: "a", keys: [{ algorithm: "HS256", secret: "env:KEY" }] };
    const sources = [{ name: "crm", connector: "hubspot", credentials }];
    return refreshTokenWarnings(parseConfig({ auth, sources, store }, someConnectors), someConnectors);
  };

  it("that there is nowhere to keep is warned of", () => {
    expect(of(refresh)).toEqual([
      "crm: signs in by a refresh token; one that the vendor replaces is lost at a restart: set store.secret",
    ]);
    expect(of(refresh, { secret: "env:S" })).toEqual([]);
    expect(of({ accessToken: "env:A" })).toEqual([]);
  });
});
