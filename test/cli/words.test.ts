// What the commands print when all goes as it should.
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { configWarnings } from "../../src/cli/config-warnings.ts";
import { describeProbes, probeSources } from "../../src/cli/probe-sources.ts";
import type { Probed } from "../../src/cli/probe-sources.ts";
import { describeSandbox, shellWord } from "../../src/cli/run-sandbox.ts";
import { sandboxWelcome, welcome } from "../../src/cli/welcome.ts";
import type { Config } from "../../src/config/config.ts";
import { loadConfig, parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { UpstreamError } from "../../src/errors.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";
import type { Vendor } from "../../src/sandbox/vendor-server.ts";
import type { Http } from "../../src/upstream/http.ts";

function configOf(extra: object, baseUrl = "https://api.hubapi.com"): Config {
  const value = {
    auth: { issuer: "i", audience: "a", jwksUrl: "https://login.example/jwks" },
    sources: [{ name: "crm", connector: "hubspot", baseUrl, credentials: { accessToken: "env:T" } }],
    ...extra,
  };
  return parseConfig(value, connectors);
}

describe("welcome", () => {
  it("gives addresses that a browser can open", () => {
    expect(welcome("http://0.0.0.0:4000", configOf({}))).toContain("GraphiQL  http://localhost:4000/graphiql\n");
    expect(welcome("http://[::]:4000/", configOf({}))).toContain("GraphQL   http://localhost:4000/graphql\n");
    expect(welcome("http://127.0.0.1:1", configOf({}))).toContain("Sources   crm (hubspot)\n");
  });

  it.each<[string, readonly Vendor["name"][] | undefined]>([
    ["all vendors", undefined],
    ["some", ["salesforce", "zendesk"]],
  ])("on the sandbox with %s says who there is, and how to get a token for each role", async (_, vendors) => {
    const sandbox = await startSandbox({ customers: 10, seed: 1, latencyMs: 0, ...(vendors && { vendors }) });
    try {
      const text = sandboxWelcome("http://127.0.0.1:4000", sandbox);
      for (const role of ["MARKETING", "SALES", "SUPPORT", "FINANCE", "ADMIN"]) {
        expect(text).toContain(`npm run -s token -- --roles ${role} `);
      }
      expect(text).toContain(sandbox.adminUrl);
      const named = [...text.matchAll(/^ {2}(?:Sources| {7}) {3}(\w+) +(http\S+)$/gm)].map(([, name, url]) => [
        name,
        url,
      ]);
      expect(named).toEqual(Object.entries(sandbox.sources).map(([name, { url }]) => [name, url]));
      expect(named.map(([name]) => name)).toEqual(vendors ?? listedVendors.map(({ name }) => name));
    } finally {
      await sandbox.stop();
    }
  });
});

describe("describeSandbox", () => {
  it("says how to point another gateway at it", async () => {
    const sandbox = await startSandbox({ customers: 10, seed: 1, latencyMs: 0 });
    try {
      const lines = describeSandbox(sandbox).split("\n");
      const exports = lines.filter((line) => line.startsWith("export ")).map((line) => line.slice(7).split("="));
      const yaml = lines.slice(lines.indexOf("idSecret: env:SANDBOX_ID_SECRET")).join("\n");
      const config = loadConfig({ file: "x", env: Object.fromEntries(exports), readFile: () => yaml, connectors });
      expect(config.sources.map(({ baseUrl }) => baseUrl)).toEqual(
        Object.values(sandbox.sources).map(({ url }) => url),
      );
    } finally {
      await sandbox.stop();
    }
  });

  it.each(["plain-1.2/x@y:z", "two words", "it's", '$HOME `x` "y" \\ !', "-----BEGIN KEY-----\nabc\n", ""])(
    "writes %j so that a shell reads it back",
    (value) => {
      const printed = execFileSync("sh", ["-c", `export X=${shellWord(value)}; printf %s "$X"`], { encoding: "utf8" });
      expect(printed).toBe(value);
    },
  );
});

describe("configWarnings", () => {
  it("are none for a good configuration", () => {
    expect(configWarnings(configOf({ idSecret: "env:S" }))).toEqual([]);
    expect(configWarnings(configOf({ idSecret: "env:S" }, "http://127.0.0.1:80"))).toEqual([]);
  });

  it("name what is allowed but seldom meant", () => {
    const config = configOf({}, "http://127.evil.example");
    expect(configWarnings(config)).toEqual([
      expect.stringContaining("there is no idSecret"),
      expect.stringContaining("crm: baseUrl is plain http"),
    ]);
  });
});

describe("probeSources", () => {
  const http: Http = {
    get: async () => ({}),
    getOptional: async () => ({}),
    read: async () => ({}),
    deadlineMs: Infinity,
    options: {},
    externalIdFields: [],
    defaultCurrency: null,
    now: () => 0,
  };

  it("times the probe, passes advice on, and fails one source alone", async () => {
    let ms = 0;
    const down = async (): Promise<never> => {
      throw new UpstreamError("b", "timeout");
    };
    const wait = async (): Promise<void> => {
      ms += 12.4;
    };
    const sources: Probed[] = [
      {
        name: "a",
        connector: { name: "hubspot", probe: wait, advise: async () => ["raise the plan"] },
        hidden: async () => ["Contact.phone is not read"],
        http: () => http,
      },
      { name: "bb", connector: { name: "stripe", probe: down }, http: () => http },
      {
        name: "c",
        connector: { name: "stripe", probe: wait, advise: down },
        hidden: async () => ["Ticket is not read"],
        http: () => http,
      },
      { name: "d", connector: { name: "hubspot", probe: down }, whyNot: "not now", http: () => http },
    ];
    const results = await probeSources(sources, () => ms);
    expect(results.map(({ verdict }) => verdict.is)).toEqual(["ok", "failed", "ok", "not asked"]);
    expect(describeProbes(results, ["w"]).replaceAll(/\d+ ms/g, "N ms")).toBe(
      [
        "  a   hubspot  ok, N ms",
        "  bb  stripe   FAILED: did not answer in time: is baseUrl right, and does a firewall let this machine reach it?",
        "  c   stripe   ok, N ms",
        "  d   hubspot  not asked: not now",
        "  warning: w",
        "  warning: a: Contact.phone is not read",
        "  warning: a: raise the plan",
        "  warning: c: Ticket is not read",
        "  warning: c: could not be asked for more: did not answer in time: is baseUrl right, and does a firewall let this machine reach it?",
      ].join("\n"),
    );
  });

  it("rejects for a bug", async () => {
    const bug = async (): Promise<never> => {
      throw new TypeError("oops");
    };
    const source = { name: "a", connector: { name: "hubspot", probe: bug }, http: () => http };
    await expect(probeSources([source], () => 0)).rejects.toThrow("oops");
  });
});
