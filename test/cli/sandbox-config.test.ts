import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { SANDBOX_AUDIENCE, SANDBOX_ISSUER, sandboxKey } from "../../src/cli/sandbox-key.ts";
import { sandboxConfig, sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { loadConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { vendors } from "../../src/sandbox/sandbox.ts";

const sources = Object.fromEntries(
  vendors.map(({ name, credentials }, index) => [name, { url: `http://127.0.0.1:${4101 + index}`, credentials }]),
);

describe("sandboxConfig", () => {
  it("points each source at its server, with credentials that the environment beside it holds", () => {
    const { config, env } = sandboxConfig({ sources }, { PORT: "5000", OTHER: "x" }, connectors);
    expect(config.server).toMatchObject({ port: 5000, host: "127.0.0.1" });
    expect(config.sources.map(({ name, baseUrl }) => [name, baseUrl])).toEqual([
      ["hubspot", "http://127.0.0.1:4101"],
      ["zendesk", "http://127.0.0.1:4102"],
      ["stripe", "http://127.0.0.1:4103"],
    ]);
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

  it("links people by external id to the sources that are there", () => {
    const idsOf = (part: typeof sources): readonly unknown[] =>
      sandboxConfig({ sources: part }, {}, connectors).config.sources.map(({ externalIds }) => externalIds);
    expect(idsOf(sources)).toEqual([
      [],
      [{ field: "external_id", source: "hubspot" }],
      [{ field: "hubspot_contact_id", source: "hubspot" }],
    ]);
    const { hubspot: _, ...others } = sources;
    expect(idsOf(others)).toEqual([[], []]);
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
    expect(config.sources).toHaveLength(3);
    expect(parse(text)).toEqual(document);
  });
});
