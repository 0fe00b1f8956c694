import { describe, expect, it } from "vitest";
import type { AuthScheme } from "../../src/credentials/auth-scheme.ts";
import { chooseScheme } from "../../src/credentials/choose-scheme.ts";
import { ConfigError } from "../../src/errors.ts";

const basic: AuthScheme = { scheme: "basic", user: "{email}/token", password: "apiToken" };
const bearer: AuthScheme = { scheme: "bearer", secret: "accessToken" };
const refresh: AuthScheme = {
  scheme: "oauth2-refresh",
  tokenPath: "/oauth/v1/token",
  clientId: "clientId",
  clientSecret: "clientSecret",
  refreshToken: "refreshToken",
};

describe("chooseScheme", () => {
  it("takes the first way whose credentials are all given", () => {
    expect(chooseScheme([basic, bearer], { email: "env:A", apiToken: "env:B", accessToken: "env:C" })).toBe(basic);
    expect(chooseScheme([basic, bearer], { email: "env:A", accessToken: "env:C" })).toBe(bearer);
    const oauth = { clientId: "env:A", clientSecret: "env:B", refreshToken: "env:C" };
    expect(chooseScheme([bearer, refresh], oauth)).toBe(refresh);
  });

  it("takes a user without braces for a name", () => {
    const plain: AuthScheme = { scheme: "basic", user: "name", password: "key" };
    expect(chooseScheme([plain], { name: "env:A", key: "env:B" })).toBe(plain);
    expect(() => chooseScheme([plain], { key: "env:B" })).toThrow("name + key for basic (missing: name)");
  });

  it("says what each way needs", () => {
    const choose = (): AuthScheme => chooseScheme([basic, bearer, refresh], { email: "env:A" });
    expect(choose).toThrow(ConfigError);
    expect(choose).toThrow(
      "credentials are incomplete: give email + apiToken for basic (missing: apiToken), or accessToken for bearer, " +
        "or clientId + clientSecret + refreshToken for oauth2-refresh",
    );
  });

  it("isn't misled by what every object has", () => {
    expect(() => chooseScheme([{ scheme: "bearer", secret: "toString" }], {})).toThrow(ConfigError);
  });
});
