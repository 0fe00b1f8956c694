import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "../../src/cli/sandbox-key.ts";
import { SANDBOX_BRANDS } from "../../src/cli/sandbox-token.ts";
import { sandboxConfig, sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { loadConfig } from "../../src/config/load.ts";
import { dynamics } from "../../src/connectors/dynamics/index.ts";
import { connectors } from "../../src/connectors/index.ts";
import { listedVendors } from "../../src/sandbox/vendor-list.ts";

const vendors = await Promise.all(
  listedVendors.map(async ({ place, load }) => ({ ...(await load()), url: `http://127.0.0.1:${4100 + place}` })),
);
const sources = Object.fromEntries(vendors.map((vendor) => [vendor.name, vendor]));
const only = (...names: string[]): typeof sources =>
  Object.fromEntries(Object.entries(sources).filter(([name]) => names.includes(name)));

describe("sandboxConfig", () => {
  it("points each source at its server, with credentials that the environment beside it holds", () => {
    const { config, env } = sandboxConfig({ sources }, { PORT: "5000", OTHER: "x" }, connectors);
    expect(config.server).toMatchObject({ port: 5000, host: "127.0.0.1" });
    expect(config.sources.map(({ name, connector, baseUrl }) => [name, connector, baseUrl])).toEqual(
      vendors.map(({ name, url }) => [name, name, url]),
    );
    for (const { name, credentials } of config.sources) {
      for (const [credential, reference] of Object.entries(credentials)) {
        expect(env[reference.replace("env:", "")]).toBe(sources[name]?.credentials[credential]);
      }
    }
    expect(env["OTHER"]).toBe("x");
  });

  it("accepts the sandbox's tokens only", () => {
    const { config, env } = sandboxConfig({ sources }, {}, connectors);
    expect(config.auth).toMatchObject({ issuer: SANDBOX_ISSUER, audience: SANDBOX_AUDIENCE });
    expect(config.auth.keys).toEqual([{ kid: "sandbox", algorithm: "HS256", secret: "env:SANDBOX_TOKEN_KEY" }]);
    expect(env["SANDBOX_TOKEN_KEY"]).toBe(sandboxKey.secret);
    expect(config.idSecret).toBe("env:SANDBOX_ID_SECRET");
  });

  it("hands on the settings with which a source reaches its server", () => {
    const played = only("dynamics");
    const [source] = sandboxConfig({ sources: played }, {}, [dynamics]).config.sources;
    expect(source?.options).toEqual({ ...dynamics.options, ...played["dynamics"]?.options });
    expect(Object.keys(source?.credentials ?? {})).toEqual(["clientId", "clientSecret"]);
  });

  it("paces calls by the sandbox's own limits", () => {
    const windowsOf = (rateScale: number | undefined): unknown =>
      sandboxConfig({ sources, ...(rateScale !== undefined && { rateScale }) }, {}, connectors).config.sources.find(
        ({ name }) => name === "hubspot",
      )?.quota.windows;
    expect(windowsOf(undefined)).toEqual({});
    expect(windowsOf(0.01)).toEqual({ burst: 1, search: 1, daily: 2_500 });
    expect(windowsOf(1_000_000)).toEqual({ burst: 190_000_000, search: 5_000_000, daily: 1_000_000_000 });
  });

  it("says what the vendor's brands are called", () => {
    const { config } = sandboxConfig({ sources }, {}, connectors);
    const names = Object.fromEntries(config.sources.map(({ name, brandNames }) => [name, Object.values(brandNames)]));
    expect(names).toMatchObject({ hubspot: [], zendesk: [], stripe: [], smartico: SANDBOX_BRANDS });
  });

  it("keeps what it stores in the folder that it is given, and in no database of others", () => {
    const { store } = sandboxConfig({ sources }, { DATABASE_URL: "x" }, connectors, { folder: "here" }).config;
    expect(store).toEqual({ folder: "here" });
  });

  it("links people by external id to the sources that are there", () => {
    const idsOf = (part: typeof sources): Record<string, readonly unknown[]> =>
      Object.fromEntries(
        sandboxConfig({ sources: part }, {}, connectors).config.sources.map(({ name, externalIds }) => [
          name,
          externalIds,
        ]),
      );
    expect(idsOf(sources)).toMatchObject({
      hubspot: [],
      salesforce: [],
      dynamics: [],
      zendesk: [{ field: "external_id", source: "hubspot" }],
      intercom: [{ field: "external_id", source: "salesforce" }],
      stripe: [{ field: "hubspot_contact_id", source: "hubspot" }],
      smartico: [{ field: "crm_contact_id", source: "hubspot" }],
      paypal: [{ field: "custom_field", source: "dynamics" }],
    });
    expect(idsOf(only("salesforce", "zendesk", "stripe"))).toEqual({ salesforce: [], zendesk: [], stripe: [] });
  });

  it("refuses a PORT that is none", () => {
    expect(() => sandboxConfig({ sources }, { PORT: "x" }, connectors)).toThrow(
      /PORT of the environment should be a port/,
    );
  });
});

describe("sandboxDocument", () => {
  it("is a good file once written", () => {
    const { document, env } = sandboxDocument({ sources }, connectors);
    const text = stringify(document);
    const config = loadConfig({ file: "tributary.yaml", env, readFile: () => text, connectors });
    expect(config.sources).toHaveLength(vendors.length);
    expect(parse(text)).toEqual(document);
  });
});
