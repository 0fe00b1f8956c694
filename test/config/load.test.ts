import { describe, expect, it } from "vitest";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/config.ts";
import { ConfigError } from "../../src/errors.ts";
import { someConnectors } from "./some-connectors.ts";

const env = { JWT_KEY: "k", HUBSPOT_TOKEN: "h", ZENDESK_TOKEN: "z", ZENDESK_EMAIL: "e" };

function load(text: string, extra: Record<string, string> = {}, files: Record<string, string> = {}): Config {
  const readFile = (path: string): string => {
    const content = { "tributary.yaml": text, ...files }[path];
    if (content === undefined) throw Object.assign(new Error("no"), { code: "ENOENT", path });
    return content;
  };
  return loadConfig({ file: "tributary.yaml", env: { ...env, ...extra }, readFile, connectors: someConnectors });
}

function mistakes(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  throw new Error("no mistake was found");
}

const auth = "auth: { issuer: i, audience: a, keys: [{ algorithm: HS256, secret: env:JWT_KEY }] }\n";
const hubspot = "  - { name: crm, connector: hubspot, credentials: { accessToken: env:HUBSPOT_TOKEN } }\n";
const good = `${auth}sources:\n${hubspot}`;

describe("a good file", () => {
  it("is completed by defaults, the connector's among them", () => {
    const config = load(good);
    expect(config.server).toEqual({
      port: 4000,
      host: "0.0.0.0",
      corsOrigins: [],
      bodyLimitBytes: 1_048_576,
      deadlineMs: 3000,
      drainDelayMs: 5000,
      trustProxy: [],
    });
    expect(config.graphql).toMatchObject({ introspection: true, maxFirst: 200 });
    expect(config.auth.claims).toEqual({ subject: "sub", roles: "roles", brands: "brands", amr: "amr" });
    expect(config.idSecret).toBeUndefined();
    const [source] = config.sources;
    expect(source).toMatchObject({
      name: "crm",
      connector: "hubspot",
      baseUrl: "https://api.hubapi.com",
      credentials: { accessToken: "env:HUBSPOT_TOKEN" },
      credentialMaxAgeDays: 0,
      credentialWarnDays: 14,
      brands: [],
      defaultCurrency: null,
      defaultCountry: null,
      limits: { batchSize: 100, concurrency: 8, timeoutMs: 5_000 },
      externalIds: [],
      options: { searchPageSize: 100, archived: false, region: "eu1" },
    });
    expect(source?.lifetimes).toEqual(config.cache.lifetimes);
  });

  it("may give a source less time than the others", () => {
    expect(load(good.replace("name: crm", "deadlineMs: 2999, name: crm")).sources[0]?.deadlineMs).toBe(2_999);
    expect(load(good).sources[0]?.deadlineMs).toBeNull();
  });

  it.each([
    "aws-secrets-manager:crm",
    "aws-secrets-manager:prod/crm_key+=.@-1#accessToken",
    "aws-secrets-manager:arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/crm-AbCdEf#a b",
    "azure-key-vault:https://acme.vault.azure.net/secrets/crm-token",
    "azure-key-vault:https://acme.vault.usgovcloudapi.net/secrets/crm/4387e9f3d6e14c459867679a90fd0f79",
  ])("takes a vault's secret, and does not ask for it: %s", (reference) => {
    const config = load(good.replace("env:HUBSPOT_TOKEN", JSON.stringify(reference)));
    expect(config.sources[0]?.credentials).toEqual({ accessToken: reference });
  });

  it.each([
    ["aws-secrets-manager:", "should be aws-secrets-manager: and a secret's name or ARN"],
    ["aws-secrets-manager:a#", "should be aws-secrets-manager: and a secret's name or ARN"],
    ["aws-secrets-manager:arn:aws:s3:::bucket", "should be aws-secrets-manager: and a secret's name or ARN"],
    [
      "azure-key-vault:crm-token",
      "should be azure-key-vault: and a secret's address, such as azure-key-vault:https://",
    ],
    ["azure-key-vault:http://acme.vault.azure.net/secrets/a", "should be azure-key-vault: and a secret's address"],
    ["azure-key-vault:https://acme.vault.azure.net/keys/a", "should be azure-key-vault: and a secret's address"],
    [
      "azure-key-vault:https://me:pw@acme.vault.azure.net/secrets/a",
      "should be azure-key-vault: and a secret's address",
    ],
    ["vault:a", "should be a reference, env:NAME or file:/path, instead got a value"],
  ])("refuses what names no secret of a vault: %s", (reference, message) => {
    const text = good.replace("env:HUBSPOT_TOKEN", JSON.stringify(reference));
    expect(() => load(text)).toThrow(message);
  });

  it("takes everything that may be said of a source", () => {
    const config = load(
      `${auth}
cache:
  lifetimes:
    Deal: { freshSeconds: 600 }
sources:
  - name: crm
    connector: hubspot
    baseUrl: http://localhost:8080/
    credentials: { clientId: env:HUBSPOT_TOKEN, clientSecret: env:HUBSPOT_TOKEN, refreshToken: env:HUBSPOT_TOKEN }
    brands: [North, South]
    defaultCurrency: EUR
    defaultCountry: DE
    limits: { concurrency: 20, timeoutMs: 900, batchSize: 10 }
    lifetimes: { Ticket: { freshSeconds: 0, staleSeconds: 1 } }
    externalIds: [{ field: zendesk_id, source: desk }]
    options: { archived: true }
  - name: desk
    connector: zendesk
    baseUrl: https://acme.zendesk.com
    credentials: { email: env:ZENDESK_EMAIL, apiToken: file:/run/secrets/zendesk }
`,
      {},
      { "/run/secrets/zendesk": "s" },
    );
    const [crm, desk] = config.sources;
    expect(crm).toMatchObject({
      baseUrl: "http://localhost:8080",
      brands: ["North", "South"],
      defaultCurrency: "EUR",
      defaultCountry: "DE",
      limits: { concurrency: 20, timeoutMs: 900, batchSize: 10 },
      externalIds: [{ field: "zendesk_id", source: "desk" }],
      options: { searchPageSize: 100, archived: true, region: "eu1" },
    });
    expect(crm?.lifetimes.Ticket).toEqual({ freshSeconds: 0, staleSeconds: 1, staleIfErrorSeconds: 86_400 });
    expect(desk?.lifetimes.Ticket).toEqual({ freshSeconds: 15, staleSeconds: 60, staleIfErrorSeconds: 86_400 });
    // a stale time shorter than the fresh one is as long as it
    expect(desk?.lifetimes.Deal).toEqual({ freshSeconds: 600, staleSeconds: 600, staleIfErrorSeconds: 86_400 });
  });

  it("is frozen all the way down", () => {
    const config = load(good);
    expect(Object.isFrozen(config.sources[0]?.limits)).toBe(true);
    expect(Object.isFrozen(config.auth.keys)).toBe(true);
  });

  it("follows an anchor, also to a mistake", () => {
    expect(
      load(`${good}    # the same again\n`.replace("sources:", "log: &l { level: warn }\nsources:")).log.level,
    ).toBe("warn");
    const found = mistakes(() =>
      load(
        `${auth}cache:\n  lifetimes:\n    Deal: &short { freshSeconds: -1 }\n    Ticket: *short\nsources:\n${hubspot}`,
      ),
    );
    expect(found.map((mistake) => mistake.split(" ")[0])).toEqual(["tributary.yaml:4:34", "tributary.yaml:4:34"]);
  });
});

describe("DATABASE_URL of the environment", () => {
  const env = { DATABASE_URL: "postgresql://db.acme.example/tributary" };

  it("stands in for a store that the file leaves out", () => {
    expect(load(good).store).toEqual({ folder: ".tributary" });
    expect(load(good, env).store).toEqual({ folder: ".tributary", url: "env:DATABASE_URL" });
    expect(load(`store: { folder: /data }\n${good}`, env).store).toEqual({ folder: "/data", url: "env:DATABASE_URL" });
    expect(load(good, { DATABASE_URL: "" }).store).toEqual({ folder: ".tributary" });
  });

  it("gives way to one that the file names", () => {
    const named = load(`store: { url: env:OTHER }\n${good}`, { ...env, OTHER: "postgresql://other" });
    expect(named.store.url).toBe("env:OTHER");
  });

  it("hides no mistake of the file's", () => {
    expect(mistakes(() => load(`store: 5\n${good}`, env))[0]).toContain("store: should be a map");
  });
});

describe("PORT of the environment", () => {
  it("wins over the file and the default", () => {
    expect(load(good, { PORT: "5001" }).server.port).toBe(5001);
    expect(load(`server: { port: 7000, host: 127.0.0.1 }\n${good}`, { PORT: "0" }).server).toMatchObject({
      port: 0,
      host: "127.0.0.1",
    });
    expect(load(`server: { port: 7000 }\n${good}`, { PORT: "" }).server.port).toBe(7000);
  });

  it("is refused when it is none", () => {
    const wrong = (value: string): readonly string[] => mistakes(() => load(good, { PORT: value }));
    expect(wrong("http")).toEqual(['PORT of the environment should be a port from 0 to 65535, instead got "http"']);
    expect(wrong("70000")[0]).toContain("instead got 70000");
    expect(wrong("-1")[0]).toContain('instead got "-1"');
  });
});

// What is wrong, the file, and each mistake as it must be printed, in order.
const bad: readonly (readonly [string, string, readonly (string | RegExp)[]])[] = [
  [
    "nothing",
    "",
    [/^tributary.yaml:1:1 the configuration should be a map of server, idSecret, auth, .*, instead got nothing$/],
  ],
  ["a list", "- a\n", [/^tributary.yaml:1:1 the configuration should be a map .*, instead got a list$/]],
  ["no YAML", "sources: [\n  a: b: c\n", [/^tributary.yaml:2:/, /^tributary.yaml:/]],
  [
    "a key twice",
    `${good}log: { level: info }\nlog: { level: warn }\n`,
    ["tributary.yaml:5:1 this key comes twice in its map; keep one of the two"],
  ],
  [
    "a key twice, the second time with a mistake in it",
    `${good}log: { level: info }\nlog: { level: loud }\n`,
    [/^tributary.yaml:5:1 this key comes twice/, /^tributary.yaml:5:15 log.level: should be one of/],
  ],
  ["a second document", `${good}---\nlog: {}\n`, [/^tributary.yaml:4:1 a second document begins here/]],
  ["a list within itself", "sources: &a [*a]\n", [/^tributary.yaml:1:1 an alias \(\*\) stands inside its own anchor/]],
  [
    "nothing of what must be there",
    "log: {}\n",
    [
      /^tributary.yaml:1:1 auth: is missing: it should be a map of issuer, audience, keys/,
      "tributary.yaml:1:1 sources: is missing: it should be a list of sources",
    ],
  ],
  [
    "misspelt and unknown keys",
    `server:\n  prot: 1\n  zebra: 2\n${good}cahce: {}\n`,
    [
      "tributary.yaml:2:3 server.prot: is not a setting here; did you mean port?",
      "tributary.yaml:3:3 server.zebra: is not a setting here; known: port, host, corsOrigins, bodyLimitBytes, deadlineMs, drainDelayMs, trustProxy",
      "tributary.yaml:7:1 cahce: is not a setting here; did you mean cache?",
    ],
  ],
  [
    "a source's deadline that is no earlier than the answer's",
    `server: { deadlineMs: 800 }\n${good.replace("name: crm", "deadlineMs: 800, name: crm")}`,
    [/sources\[0\]\.deadlineMs: should be less than server\.deadlineMs, which is 800, instead got 800; leave it out/],
  ],
  [
    "wrong types and ranges",
    `server:\n  port: "80"\n  deadlineMs: 1.5\n  corsOrigins: https://a.example\n  host:\ngraphql: { introspection: yes, maxFirst: 0 }\nlog: { level: loud }\n${good}`,
    [
      'tributary.yaml:2:9 server.port: should be a port from 0 to 65535, instead got "80"',
      "tributary.yaml:3:15 server.deadlineMs: should be a whole number of milliseconds from 100 to 120000, instead got 1.5",
      'tributary.yaml:4:16 server.corsOrigins: should be a list of origins, instead got "https://a.example"',
      "tributary.yaml:5:8 server.host: should be an address to listen on, such as 0.0.0.0 or 127.0.0.1, instead got nothing",
      'tributary.yaml:6:27 graphql.introspection: should be true or false, instead got "yes"',
      "tributary.yaml:6:42 graphql.maxFirst: should be a whole number of items from 1 to 1000, instead got 0",
      'tributary.yaml:7:15 log.level: should be one of fatal, error, warn, info, debug, trace, silent, instead got "loud"',
    ],
  ],
  [
    "origins and proxies",
    `server:\n  corsOrigins: [https://a.example/path, "*", http://localhost:3000]\n  trustProxy: [10.0.0.0/8, 10.0.0.0/33, anyone, loopback, "::1/128"]\n${good}`,
    [
      /^tributary.yaml:2:17 server.corsOrigins\[0\]: should be an origin .* without a path, instead got/,
      /^tributary.yaml:2:41 server.corsOrigins\[1\]: should be an origin/,
      /^tributary.yaml:3:28 server.trustProxy\[1\]: should be an IP address/,
      /^tributary.yaml:3:41 server.trustProxy\[2\]: should be an IP address/,
    ],
  ],
  [
    "no way to verify a token",
    `auth: { issuer: [], audience: a }\nsources:\n${hubspot}`,
    [
      "tributary.yaml:1:1 auth: should have keys or a jwksUrl: without either, no token can be accepted",
      "tributary.yaml:1:17 auth.issuer: should be the iss that tokens must carry, or a list of several, instead got an empty list",
    ],
  ],
  [
    "keys of the wrong kind",
    `auth:\n  issuer: i\n  jwksUrl: http://login.example/jwks\n  keys:\n    - { algorithm: none }\n    - { algorithm: RS256, secret: env:JWT_KEY }\n    - { secret: env:JWT_KEY }\n    - text\n  groupRoles: { staff: [ROOT] }\nsources:\n${hubspot}`,
    [
      "tributary.yaml:2:3 auth.audience: is missing: it should be the aud that tokens must carry, or a list of several",
      "tributary.yaml:3:12 auth.jwksUrl: should be https: whoever can change the answer on its way could sign tokens",
      'tributary.yaml:5:20 auth.keys[0].algorithm: should be one of HS256, RS256, ES256, instead got "none"',
      "tributary.yaml:6:7 auth.keys[1].publicKey: is missing: it should be a reference, env:NAME or file:/path",
      "tributary.yaml:6:27 auth.keys[1].secret: is not a setting here; known: kid, algorithm, publicKey",
      "tributary.yaml:7:7 auth.keys[2].algorithm: is missing: it should be one of HS256, RS256, ES256",
      'tributary.yaml:8:7 auth.keys[3]: should be a map of kid, algorithm, and secret or publicKey, instead got "text"',
      'tributary.yaml:9:25 auth.groupRoles.staff[0]: should be one of MARKETING, SALES, SUPPORT, FINANCE, ADMIN, instead got "ROOT"',
    ],
  ],
  [
    "no sources",
    `${auth}sources: []\n`,
    ["tributary.yaml:2:10 sources: should be a list of at least one source, instead got an empty list"],
  ],
  [
    "an unknown connector, and what else is wrong there",
    `${auth}sources:\n  - { name: Shop, connector: hubspott, defaultCurrency: eur }\n  - { name: x, connector: oracle }\n  - { name: y }\n  - z\n`,
    [
      'tributary.yaml:3:13 sources[0].name: should be a name of lower-case letters, digits and -, starting with a letter, instead got "Shop"',
      'tributary.yaml:3:30 sources[0].connector: names no connector, but "hubspott"; did you mean hubspot?',
      'tributary.yaml:3:57 sources[0].defaultCurrency: should be an ISO 4217 currency in capitals, such as EUR, instead got "eur"',
      'tributary.yaml:4:27 sources[1].connector: names no connector, but "oracle"; known: hubspot, zendesk',
      "tributary.yaml:5:5 sources[2].connector: is missing: it should be a connector's name: hubspot, zendesk",
      'tributary.yaml:6:5 sources[3]: should be a map of name, connector, credentials and so on, instead got "z"',
    ],
  ],
  [
    "addresses",
    `${auth}sources:\n  - { name: a, connector: zendesk, credentials: { email: env:ZENDESK_EMAIL, apiToken: env:ZENDESK_TOKEN } }\n  - name: b\n    connector: hubspot\n    baseUrl: https://me:pass@api.example\n    credentials: &c { accessToken: env:HUBSPOT_TOKEN }\n  - { name: c, connector: hubspot, baseUrl: ftp://x, credentials: *c }\n  - { name: d, connector: hubspot, baseUrl: "https://x/?a=b", credentials: *c }\n`,
    [
      "tributary.yaml:3:5 sources[0].baseUrl: is missing: it should be an http(s) address such as https://your-account.zendesk.example",
      "tributary.yaml:6:14 sources[1].baseUrl: should have no user or password in it; they belong under credentials, by reference",
      /^tributary.yaml:8:45 sources\[2\].baseUrl: should be an http\(s\) address such as .*, instead got "ftp:\/\/x"$/,
      "tributary.yaml:9:45 sources[3].baseUrl: should have no ? or # part; the connector adds the query",
    ],
  ],
  [
    "credentials",
    `${auth}sources:
  - name: a
    connector: hubspot
    credentials: { accessToken: pat-eu1-0000 }
  - name: b
    connector: hubspot
    credentials: { acessToken: env:HUBSPOT_TOKEN }
  - name: c
    connector: hubspot
    credentials: { clientId: env:HUBSPOT_TOKEN, clientSecret: "env:NOT A NAME" }
  - name: d
    connector: hubspot
    credentials: { accessToken: "aws-secrets-manager:prod hubspot" }
  - name: e
    connector: hubspot
    credentials: { accessToken: file:token }
  - name: f
    connector: hubspot
    credentials: { accessToken: 12345 }
  - name: g
    connector: hubspot
`,
    [
      /^tributary.yaml:5:33 sources\[0\].credentials.accessToken: should be a reference, env:NAME or file:\/path, instead got a value written in the file; move it/,
      "tributary.yaml:8:20 sources[1].credentials.acessToken: is not a setting here; did you mean accessToken?",
      "tributary.yaml:11:5 sources[2].credentials: credentials are incomplete: give accessToken for bearer, or clientId + clientSecret + refreshToken for oauth2-refresh (missing: refreshToken)",
      "tributary.yaml:11:63 sources[2].credentials.clientSecret: should be env: and a variable's name: letters, digits and _",
      /^tributary.yaml:14:33 sources\[3\].credentials.accessToken: should be aws-secrets-manager: and a secret's name or ARN/,
      "tributary.yaml:17:33 sources[4].credentials.accessToken: should be file: and an absolute path, such as file:/run/secrets/token",
      /^tributary.yaml:20:33 sources\[5\].credentials.accessToken: should be a reference/,
      "tributary.yaml:21:5 sources[6].credentials: is missing: it should be a map of accessToken, clientId, clientSecret, refreshToken",
    ],
  ],
  [
    "secrets that are not there",
    `idSecret: file:/run/secrets/none\n${good.replaceAll("env:HUBSPOT_TOKEN", "env:HUBSPOT_OTHER")}`,
    [
      "tributary.yaml:1:11 idSecret: names a file that can't be read: there is no such file",
      "tributary.yaml:4:66 sources[0].credentials.accessToken: names a variable that is not set: set HUBSPOT_OTHER where tributary is started",
    ],
  ],
  [
    "what holds between sources",
    `${good}${hubspot}  - name: c\n    connector: hubspot\n    credentials: { accessToken: env:HUBSPOT_TOKEN }\n    externalIds:\n      - { field: a, source: crn }\n      - { field: a, source: c }\n      - { field: a }\n`,
    [
      "tributary.yaml:4:13 sources[1].name: is the name of sources[0] too; each source needs a name of its own, as it is part of every id",
      "tributary.yaml:9:29 sources[2].externalIds[0].source: names no source of this file, but should name another; did you mean crm?",
      "tributary.yaml:10:29 sources[2].externalIds[1].source: is this source itself, but should name another; known: crm",
      /^tributary.yaml:11:9 sources\[2\].externalIds\[2\].source: is missing/,
    ],
  ],
  [
    "limits, lifetimes and options",
    `${auth}sources:
  - name: crm
    connector: hubspot
    credentials: { accessToken: env:HUBSPOT_TOKEN }
    limits: { batchSize: 101, timeout: 3 }
    lifetimes: { Deals: {}, Ticket: 30 }
    options: { searchPageSize: many, archived: 1, regoin: eu }
    defaultCountry: QQ
`,
    [
      "tributary.yaml:6:26 sources[0].limits.batchSize: should be a whole number of ids a call from 1 to 100, instead got 101",
      "tributary.yaml:6:31 sources[0].limits.timeout: is not a setting here; did you mean timeoutMs?",
      "tributary.yaml:7:18 sources[0].lifetimes.Deals: is not a setting here; did you mean Deal?",
      "tributary.yaml:7:37 sources[0].lifetimes.Ticket: should be a map of freshSeconds, staleSeconds, staleIfErrorSeconds, instead got 30",
      'tributary.yaml:8:32 sources[0].options.searchPageSize: should be a whole number above 0, instead got "many"',
      "tributary.yaml:8:48 sources[0].options.archived: should be true or false, instead got 1",
      "tributary.yaml:8:51 sources[0].options.regoin: is not a setting here; did you mean region?",
      'tributary.yaml:9:21 sources[0].defaultCountry: should be an ISO 3166-1 country of two capitals, such as DE, instead got "QQ"',
    ],
  ],
];

function isAsExpected(mistake: string, expected: string | RegExp | undefined): boolean {
  return expected instanceof RegExp ? expected.test(mistake) : mistake === expected;
}

describe("the secrets that seal stored tokens", () => {
  const places = { ONE: "1", OTHER: "2" };

  it("are one or several, in their order", () => {
    expect(load(`store: { secret: env:ONE }\n${good}`, places).store.secret).toEqual(["env:ONE"]);
    const several = load(`store: { secret: [env:OTHER, env:ONE] }\n${good}`, places);
    expect(several.store.secret).toEqual(["env:OTHER", "env:ONE"]);
  });

  it("are references, and not none", () => {
    const written = mistakes(() => load(`store: { secret: [env:ONE, hunter2] }\n${good}`, places));
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(
      /^tributary.yaml:1:28 store.secret\[1\]: should be a reference, env:NAME or file:\/path/,
    );
    expect(written.join()).not.toContain("hunter2");
    expect(mistakes(() => load(`store: { secret: [] }\n${good}`))).toEqual([
      "tributary.yaml:1:18 store.secret: should be a reference or a list of several, instead got an empty list",
    ]);
    expect(mistakes(() => load(`store: { secret: [env:GONE] }\n${good}`))[0]).toContain(
      "store.secret[0]: names a variable that is not set: set GONE",
    );
  });
});

describe("a bad file", () => {
  it.each(bad)("with %s names every mistake and its place", (_, text, expected) => {
    const found = mistakes(() => load(text));
    const surprises = found.filter((mistake, index) => !isAsExpected(mistake, expected[index]));
    expect(surprises).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });

  it("never shows a secret that was written into it", () => {
    const found = mistakes(() =>
      load(good.replaceAll("env:HUBSPOT_TOKEN", "hunter2").replaceAll("env:JWT_KEY", "hunter2")),
    );
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain("hunter2");
  });

  it("that is not there is said to be so", () => {
    const readFile = (): string => {
      throw Object.assign(new Error("ENOENT: open"), { code: "ENOENT" });
    };
    expect(mistakes(() => loadConfig({ file: "x.yaml", env, readFile, connectors: someConnectors }))).toEqual([
      "x.yaml can't be read: there is no such file; give the path of the configuration file",
    ]);
  });
});

describe("a configuration built in code", () => {
  it("goes by the same rules, without lines and without the environment", () => {
    const value = {
      auth: { issuer: "i", audience: ["a", "b"], keys: [{ algorithm: "HS256", secret: "env:ANY" }] },
      sources: [{ name: "crm", connector: "hubspot", credentials: { accessToken: "env:ANY" } }],
    };
    expect(parseConfig(value, someConnectors).sources[0]?.baseUrl).toBe("https://api.hubapi.com");
    expect(mistakes(() => parseConfig({ ...value, log: { level: 3 } }, someConnectors))).toEqual([
      "log.level: should be one of fatal, error, warn, info, debug, trace, silent, instead got 3",
    ]);
  });
});
