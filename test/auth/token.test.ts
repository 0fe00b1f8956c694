import { generateKeyPairSync } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AuthSettings } from "../../src/auth/settings.ts";
import { signToken } from "../../src/auth/sign-token.ts";
import { createTokenVerifier } from "../../src/auth/token.ts";
import { ConfigError } from "../../src/errors.ts";
import {
  CLAIMS,
  createTestClock,
  ec,
  esKey,
  forge,
  hsKey,
  NOW_SECONDS,
  otherRsa,
  pemOf,
  reasonOf,
  rsa,
  rsKey,
  SECRET,
  sign,
  verifierFor,
} from "./token-maker.ts";

afterEach(() => vi.restoreAllMocks());

const ALL_KEYS = { keys: [hsKey, rsKey, esKey] };

describe("verify: what is taken", () => {
  it("reads who the caller is", async () => {
    const token = sign({ roles: ["SALES", "SUPPORT"], brands: ["North"], amr: ["pwd", "otp"] });
    expect(await verifierFor().verify(token)).toEqual({
      subject: "ann",
      roles: ["SALES", "SUPPORT"],
      brands: ["North"],
      hasSecondFactor: true,
      expiresAtMs: (NOW_SECONDS + 60) * 1000,
    });
  });

  it.each([
    ["HS256", sign()],
    ["RS256", sign({}, { key: rsa.privateKey, algorithm: "RS256" })],
    ["ES256", sign({}, { key: ec.privateKey, algorithm: "ES256" })],
  ])("%s", async (_, token) => {
    expect(await verifierFor(ALL_KEYS).verify(token)).toMatchObject({ subject: "ann" });
  });

  it.each<[string, Partial<AuthSettings>, string]>([
    ["one of several issuers", { issuer: ["other", "issuer"] }, sign()],
    ["one of several audiences", { audience: ["other", "gateway"] }, sign()],
    ["a token for several audiences", {}, sign({ aud: ["else", "gateway"] })],
    ["typ JWT in any case", {}, sign({}, { header: { typ: "jwt" } })],
    ["typ of an access token (RFC 9068)", {}, sign({}, { header: { typ: "application/at+JWT" } })],
    ["no typ", {}, forge({ alg: "HS256" }, CLAIMS)],
    ["a clock five seconds off: exp", {}, sign({ exp: NOW_SECONDS - 4 })],
    ["a clock five seconds off: nbf", {}, sign({ nbf: NOW_SECONDS + 5 })],
    ["a kid where the key has none", {}, sign({}, { header: { kid: "k1" } })],
    ["no kid where the key has one", { keys: [{ ...hsKey, kid: "k1" }] }, sign()],
    ["a second key of the same kid", { keys: [{ algorithm: "HS256", secret: SECRET.repeat(2) }, hsKey] }, sign()],
    ["the age that is allowed", { maxAgeSeconds: 30 }, sign({ iat: NOW_SECONDS - 20 })],
  ])("%s", async (_, settings, token) => {
    expect(await verifierFor(settings).verify(token)).toMatchObject({ subject: "ann" });
  });
});

describe("verify: what is refused, and why", () => {
  const rsaPem = pemOf(rsa.publicKey);
  const hs384 = sign({}, { algorithm: "HS384" });
  const truncated = sign({}, { key: ec.privateKey, algorithm: "ES256" }).slice(0, -6);
  const none = jsonwebtoken.sign({ ...CLAIMS }, "", { algorithm: "none" });

  it.each<[string, string | RegExp, string, Partial<AuthSettings>?]>([
    [
      "an expired token",
      "the token expired at 2027-01-15T07:59:54.000Z: get a new one",
      sign({ exp: NOW_SECONDS - 6 }),
    ],
    ["one that is not yet valid", /not valid before 2027-01-15T08:00:06/, sign({ nbf: NOW_SECONDS + 6 })],
    ["no exp", "the token does not say when it expires (exp)", sign({ exp: undefined })],
    ["exp of a wrong type", "the token's exp is not a number", forge({ alg: "HS256" }, { ...CLAIMS, exp: "soon" })],
    ["nbf of a wrong type", "the token's nbf is not a number", forge({ alg: "HS256" }, { ...CLAIMS, nbf: "now" })],
    [
      "one that is too old",
      /was too old at 2027-01-15T07:59:50/,
      sign({ iat: NOW_SECONDS - 40 }),
      { maxAgeSeconds: 30 },
    ],
    ["no iat where the age counts", /when it was issued/, sign({ iat: undefined }), { maxAgeSeconds: 30 }],
    ["an iat to come", /issued in the future/, sign({ iat: NOW_SECONDS + 9 }), { maxAgeSeconds: 30 }],
    ["another issuer", "the token's issuer is not issuer", sign({ iss: "evil" })],
    ["no issuer", "the token's issuer is not a or b", sign({ iss: undefined }), { issuer: ["a", "b"] }],
    ["another audience", "the token is not meant for gateway", sign({ aud: "shop" })],
    ["no audience", "the token is not meant for gateway", sign({ aud: undefined })],
    ["no subject", `the token's claim "sub" must name its subject`, sign({ sub: undefined })],
    ["HS384", "the token is signed with HS384: allowed are HS256", hs384],
    [
      "RS256 where there is no such key",
      /signed with RS256: allowed are HS256/,
      sign({}, { key: rsa.privateKey, algorithm: "RS256" }),
    ],
    [
      "an algorithm that is not allowed though there is a key",
      /signed with HS256: allowed are RS256/,
      sign(),
      { ...ALL_KEYS, algorithms: ["RS256"] },
    ],
    ["none", /signed with none: allowed are/, none],
    ["none, with a signature", /signed with none/, forge({ alg: "none" }, CLAIMS)],
    ["an algorithm that is no name", /signed with an unknown algorithm/, forge({ alg: "<script>" }, CLAIMS)],
    ["no algorithm", /signed with an unknown algorithm/, forge({}, CLAIMS)],
    ["an RSA key's text as an HMAC secret", /does not match/, forge({ alg: "HS256" }, CLAIMS, rsaPem), ALL_KEYS],
    [
      "the same, where only RSA is allowed",
      /signed with HS256: allowed are RS256/,
      forge({ alg: "HS256" }, CLAIMS, rsaPem),
      { keys: [rsKey] },
    ],
    ["a header that says RS256 over an HMAC", /does not match/, forge({ alg: "RS256" }, CLAIMS, rsaPem), ALL_KEYS],
    ["another secret", /does not match/, forge({ alg: "HS256" }, CLAIMS, "another secret of the right length")],
    ["another RSA key", /does not match/, sign({}, { key: otherRsa.privateKey, algorithm: "RS256" }), ALL_KEYS],
    ["a signature of the wrong length", "the token is malformed", truncated, ALL_KEYS],
    [
      "a changed payload",
      /does not match/,
      `${sign().split(".")[0]}.${sign({ roles: ["ADMIN"] }).split(".")[1]}.${sign().split(".")[2]}`,
    ],
    ["no signature", "the token has no signature", sign().replace(/[^.]*$/, "")],
    ["crit", /critical extensions/, sign({}, { header: { crit: ["b64"], b64: true } })],
    ["crit that is empty", /critical extensions/, sign({}, { header: { crit: [] } })],
    ["another typ", /another type \(typ\) than JWT/, sign({}, { header: { typ: "logout+jwt" } })],
    ["typ that is no text", /another type/, sign({}, { header: { typ: 1 } })],
    ["kid that is no text", /kid is not a string/, sign({}, { header: { kid: 1 } })],
    [
      "a kid of another key",
      /names a key \(kid\) that is none of ours/,
      sign({}, { header: { kid: "k2" } }),
      { keys: [{ ...hsKey, kid: "k1" }] },
    ],
    ["two parts", /malformed/, "a.b"],
    ["no parts", /malformed/, "hello"],
    ["broken JSON", /malformed/, forge(`{"alg":"HS256"`, CLAIMS)],
    ["a header that is no object", /malformed|unknown algorithm/, forge(`"HS256"`, CLAIMS)],
    ["a payload that is text", /malformed|not meant for/, forge({ alg: "HS256" }, "hello")],
    ["a payload that is null", /malformed|not meant for/, forge({ alg: "HS256" }, "null")],
    ["nothing", "the token is empty", ""],
    ["too much", "the token is longer than 8192 bytes", sign({ padding: "x".repeat(9000) })],
    [
      "brands of a wrong type",
      `the token's claim "brands" must be an array of names`,
      sign({ brands: { North: true } }),
    ],
    ["brands that are not all names", /"brands" must be an array of names/, sign({ brands: ["North", 7] })],
    ["a brand without a name", /"brands" must be an array of names/, sign({ brands: [""] })],
    ["roles of a wrong type", /"roles" must be an array of names/, sign({ roles: 7 })],
  ])("%s", async (_, reason, token, settings = {}) => {
    const given = await reasonOf(verifierFor(settings).verify(token));
    expect(given).toMatch(reason);
    const parts = token.split(".").filter((part) => part.length > 8);
    expect(parts.filter((part) => given.includes(part))).toEqual([]);
  });
});

describe("verify: claims", () => {
  const rolesOf = async (claims: Record<string, unknown>, settings: Partial<AuthSettings> = {}) =>
    (await verifierFor(settings).verify(sign({ roles: undefined, ...claims }))).roles;

  it.each<[string, Record<string, unknown>, Partial<AuthSettings>, string[]]>([
    ["no roles", {}, {}, []],
    ["null", { roles: null }, {}, []],
    ["words", { roles: " SALES  SUPPORT" }, {}, ["SALES", "SUPPORT"]],
    ["a list with commas", { roles: "SALES, SUPPORT,," }, {}, ["SALES", "SUPPORT"]],
    ["each once", { roles: ["SALES", "SALES"] }, {}, ["SALES"]],
    ["unknown names are ignored", { roles: ["sales", "ROOT", "constructor", "__proto__", "SALES"] }, {}, ["SALES"]],
    ["AUTHENTICATED is nobody's to give", { roles: ["AUTHENTICATED"] }, {}, []],
    [
      "a namespaced claim",
      { "https://x.example/roles": ["SALES"] },
      { claims: { roles: "https://x.example/roles" } },
      ["SALES"],
    ],
    [
      "the same as a pointer",
      { "https://x.example/roles": ["SALES"] },
      { claims: { roles: "/https:~1~1x.example~1roles" } },
      ["SALES"],
    ],
    ["a dotted path", { realm_access: { roles: ["SALES"] } }, { claims: { roles: "realm_access.roles" } }, ["SALES"]],
    ["a pointer", { a: { "b/c~d": ["SALES"] } }, { claims: { roles: "/a/b~1c~0d" } }, ["SALES"]],
    ["a path that leads nowhere", { a: 1 }, { claims: { roles: "a.b.c" } }, []],
    [
      "groups",
      { roles: ["crew", "desk"] },
      { groupRoles: { crew: ["SALES", "FINANCE"], desk: ["SALES"] } },
      ["SALES", "FINANCE"],
    ],
    ["groups beside roles", { roles: ["crew", "SUPPORT"] }, { groupRoles: { crew: ["SALES"] } }, ["SALES", "SUPPORT"]],
    [
      "a group that is named like a role is a group",
      { roles: ["ADMIN"] },
      { groupRoles: { ADMIN: ["MARKETING"] } },
      ["MARKETING"],
    ],
    ["a group that gives AUTHENTICATED", { roles: ["crew"] }, { groupRoles: { crew: ["AUTHENTICATED"] } }, []],
  ])("roles: %s", async (_, claims, settings, roles) => {
    expect(await rolesOf(claims, settings)).toEqual(roles);
  });

  it.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    [[], []],
    [
      ["North", "South West"],
      ["North", "South West"],
    ],
    ["North, South West", ["North", "South West"]],
    [["North", "North"], ["North"]],
  ])("brands: %j", async (brands, expected) => {
    expect((await verifierFor().verify(sign({ brands }))).brands).toEqual(expected);
  });

  it.each<[unknown, boolean]>([
    [undefined, false],
    [["pwd"], false],
    [["pin", "kba", "user", "geo"], false],
    [["pwd", "mfa"], true],
    [["otp"], true],
    ["pwd hwk", true],
    [["swk"], true],
    [["sms"], true],
    [["fpt"], true],
  ])("amr: %j", async (amr, expected) => {
    expect((await verifierFor().verify(sign({ amr }))).hasSecondFactor).toBe(expected);
  });

  it("reads no claim that is inherited", async () => {
    const verifier = verifierFor({ claims: { subject: "a.constructor.name" } });
    expect(await reasonOf(verifier.verify(sign({ a: {} })))).toMatch(/must name its subject/);
  });

  it("takes the list of second factors and the other paths from the settings", async () => {
    const verifier = verifierFor({
      secondFactors: ["badge"],
      claims: { subject: "user.name", brands: "tenant.brands", amr: "tenant.amr" },
    });
    const claims = { user: { name: "bob" }, tenant: { brands: ["North"], amr: ["badge"] }, amr: ["otp"] };
    expect(await verifier.verify(sign(claims))).toMatchObject({
      subject: "bob",
      brands: ["North"],
      hasSecondFactor: true,
    });
    expect(await verifier.verify(sign({ ...claims, tenant: { amr: ["otp"] } }))).toMatchObject({
      hasSecondFactor: false,
    });
  });
});

describe("verifyCached", () => {
  it("knows a token that was verified, at once and without its signature", async () => {
    const verifier = verifierFor();
    const token = sign();
    expect(verifier.verifyCached(token)).toBeUndefined();
    const principal = await verifier.verify(token);
    const check = vi.spyOn(jsonwebtoken, "verify");
    expect(verifier.verifyCached(token)).toBe(principal);
    expect(await verifier.verify(token)).toBe(principal);
    expect(check).not.toHaveBeenCalled();
  });

  it("does not know a refused one, or one that differs in its signature", async () => {
    const verifier = verifierFor();
    const token = sign();
    await verifier.verify(token);
    expect(verifier.verifyCached(`${token}x`)).toBeUndefined();
    const bad = sign({ iss: "evil" });
    await reasonOf(verifier.verify(bad));
    expect(verifier.verifyCached(bad)).toBeUndefined();
  });

  it("forgets one that has expired, and refuses it", async () => {
    const clock = createTestClock();
    const verifier = verifierFor({}, { clock });
    const token = sign({ exp: NOW_SECONDS + 60 });
    await verifier.verify(token);
    clock.set(NOW_SECONDS + 59);
    expect(verifier.verifyCached(token)).toBeDefined();
    clock.set(NOW_SECONDS + 60);
    expect(verifier.verifyCached(token)).toBeUndefined();
    clock.set(NOW_SECONDS + 66);
    expect(await reasonOf(verifier.verify(token))).toMatch(/expired/);
  });

  it("forgets one that is too old", async () => {
    const clock = createTestClock();
    const verifier = verifierFor({ maxAgeSeconds: 30 }, { clock });
    const token = sign();
    await verifier.verify(token);
    clock.set(NOW_SECONDS + 31);
    expect(verifier.verifyCached(token)).toBeUndefined();
  });

  it("checks a long-lived one again after five minutes", async () => {
    const clock = createTestClock();
    const verifier = verifierFor({}, { clock });
    const token = sign({ exp: NOW_SECONDS + 86_400 });
    await verifier.verify(token);
    clock.set(NOW_SECONDS + 299);
    expect(verifier.verifyCached(token)).toBeDefined();
    clock.set(NOW_SECONDS + 300);
    expect(verifier.verifyCached(token)).toBeUndefined();
  });

  it("remembers no more than it may", async () => {
    const verifier = verifierFor({ rememberedTokens: 2 });
    const tokens = ["a", "b", "c"].map((sub) => sign({ sub }));
    for (const token of tokens) await verifier.verify(token);
    expect(tokens.map((token) => verifier.verifyCached(token) !== undefined)).toEqual([false, true, true]);
  });
});

describe("createTokenVerifier: settings that would not be safe", () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const make = (settings: Partial<AuthSettings>) => () =>
    createTokenVerifier({ issuer: "i", audience: "a", ...settings }, { clock: createTestClock() });

  it.each<[string, Partial<AuthSettings>, RegExp]>([
    ["no keys", {}, /neither keys nor a jwksUrl/],
    ["a short secret", { keys: [{ kid: "k", algorithm: "HS256", secret: "short" }] }, /key 1 \(k, HS256\).* 5 bytes/],
    ["a PEM for a secret", { keys: [{ algorithm: "HS256", secret: pemOf(rsa.publicKey) }] }, /has a PEM/],
    ["an EC key for RS256", { keys: [{ algorithm: "RS256", publicKey: pemOf(ec.publicKey) }] }, /not an RSA key/],
    ["an RSA key for ES256", { keys: [{ algorithm: "ES256", publicKey: pemOf(rsa.publicKey) }] }, /curve P-256/],
    ["another curve", { keys: [{ algorithm: "ES256", publicKey: pemOf(p384.publicKey) }] }, /curve P-256/],
    ["a weak RSA key", { keys: [{ algorithm: "RS256", publicKey: pemOf(weak.publicKey) }] }, /2048 bits/],
    ["no key at all", { keys: [{ algorithm: "RS256", publicKey: "hello" }] }, /can't be read as PEM or JWK/],
    ["an algorithm without a key", { keys: [hsKey], algorithms: ["ES256"] }, /allows ES256 but has no key/],
    ["no issuer", { keys: [hsKey], issuer: [] }, /has no issuer/],
    ["no audience", { keys: [hsKey], audience: "" }, /has no audience/],
  ])("%s", (_, settings, message) => {
    expect(make(settings)).toThrow(ConfigError);
    expect(make(settings)).toThrow(message);
  });

  it("names all bad keys at once, and shows none", () => {
    const keys = [
      { algorithm: "HS256", secret: "short-one" },
      { kid: "b", algorithm: "RS256", publicKey: pemOf(ec.publicKey) },
    ] as const;
    expect(make({ keys })).toThrow(/key 1[^]*key 2 \(b, RS256\)/);
    expect(make({ keys })).not.toThrow(/short-one|BEGIN/);
  });
});

describe("signToken", () => {
  const request = { subject: "ann", issuer: "issuer", audience: "gateway", expiresInSeconds: 60 } as const;

  it.each([
    ["HS256", { algorithm: "HS256", secret: SECRET }],
    ["RS256", { algorithm: "RS256", kid: "r", privateKey: rsa.privateKey }],
    ["ES256", { algorithm: "ES256", privateKey: ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString() }],
  ] as const)("%s: what it signs is taken", async (_, key) => {
    const clock = createTestClock();
    const token = signToken({ ...request, roles: ["SALES"], brands: ["North"], amr: ["otp"], key, clock });
    expect(await verifierFor(ALL_KEYS, { clock }).verify(token)).toEqual({
      subject: "ann",
      roles: ["SALES"],
      brands: ["North"],
      hasSecondFactor: true,
      expiresAtMs: (NOW_SECONDS + 60) * 1000,
    });
  });

  it("leaves out what is not given, and names the key", () => {
    const token = signToken({
      ...request,
      roles: [],
      key: { algorithm: "HS256", secret: SECRET, kid: "k" },
      clock: createTestClock(),
    });
    const decoded = jsonwebtoken.decode(token, { complete: true });
    expect(decoded?.header).toEqual({ alg: "HS256", typ: "JWT", kid: "k" });
    expect(decoded?.payload).toEqual({ ...CLAIMS, roles: [] });
  });
});
