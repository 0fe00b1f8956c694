import { describe, expect, it } from "vitest";
import { expiryOf, soonestAndOldest } from "../../src/credentials/expiry.ts";
import { certificate, certificateEndMs, privateKey } from "./localhost-certificate.ts";

const NOW = Date.UTC(2026, 10, 25);
const seconds = NOW / 1_000;
const jwt = (claims: unknown): string =>
  ["{}", JSON.stringify(claims)].map((part) => Buffer.from(part).toString("base64url")).join(".") + ".c2ln";

describe("expiryOf", () => {
  it("is in a JWT", () => {
    expect(expiryOf(jwt({ exp: seconds + 60, iat: seconds - 5 }), null, NOW)).toEqual({
      expiresAtMs: NOW + 60_000,
      ageMs: 5_000,
    });
    expect(expiryOf(jwt({ exp: seconds }), null, NOW)).toEqual({ expiresAtMs: NOW });
  });

  it("is in a certificate beside a key", () => {
    expect(expiryOf(`${privateKey}\n${certificate}\n`, null, NOW)).toEqual({ expiresAtMs: certificateEndMs });
  });

  it("is what the vault says, unless the key ends earlier", () => {
    const facts = { createdAtMs: NOW - 1_000, expiresAtMs: NOW + 90_000 };
    expect(expiryOf("opaque", facts, NOW)).toEqual({ expiresAtMs: NOW + 90_000, ageMs: 1_000 });
    expect(expiryOf(jwt({ exp: seconds + 60, iat: 0 }), facts, NOW)).toEqual({
      expiresAtMs: NOW + 60_000,
      ageMs: 1_000,
    });
    expect(expiryOf("opaque", { createdAtMs: NOW + 9_000 }, NOW)).toEqual({ ageMs: 0 });
  });

  it.each([
    "sk_live_abc",
    "a.b.c",
    "",
    privateKey,
    jwt(null),
    jwt({ exp: "soon", iat: Number.NaN }),
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
  ])("is not known of %j", (secret) => {
    expect(expiryOf(secret, null, NOW)).toBeNull();
  });
});

describe("soonestAndOldest", () => {
  it("looks at each by itself", () => {
    expect(soonestAndOldest([null, { expiresAtMs: 5 }, { expiresAtMs: 3, ageMs: 1 }, { ageMs: 2 }])).toEqual({
      expiresAtMs: 3,
      ageMs: 2,
    });
    expect(soonestAndOldest([null, {}])).toBeNull();
  });
});
