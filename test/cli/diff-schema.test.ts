// The whole way: each vendor of the sandbox tells how it has defined its fields, and configurations expect others.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { throwawayTokens } from "../../src/cli/check-tokens.ts";
import { driftOfSources, exitCodeFor, linesOf, type SourceDrift } from "../../src/cli/diff-schema.ts";
import { sandboxDocument } from "../../src/cli/sandbox-config.ts";
import { parseConfig } from "../../src/config/load.ts";
import { connectors } from "../../src/connectors/index.ts";
import { createSecrets } from "../../src/credentials/secrets.ts";
import { startSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { runCli } from "./run-cli.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ customers: 20, seed: 1, latencyMs: 0, rateScale: 1_000 });
});
afterAll(() => sandbox.stop());

/** By source, with these fields in place of those that the sandbox's configuration has. */
async function driftWith(customFields?: readonly object[]): Promise<ReadonlyMap<string, SourceDrift>> {
  const { document, env } = sandboxDocument(sandbox, connectors);
  const config = parseConfig({ ...document, ...(customFields && { customFields }) }, connectors);
  const found = await driftOfSources(config, createSecrets({ env }), throwawayTokens);
  return new Map(found.map((one) => [one.source, one]));
}

const common = { entity: "Customer", description: "Of the company's own.", roles: ["SALES"] };
const TELLING = ["hubspot", "salesforce", "dynamics", "zendesk", "intercom"];

describe("driftOfSources", () => {
  it("finds none where nothing has changed", async () => {
    const found = await driftWith();
    for (const name of TELLING) expect(found.get(name)).toMatchObject({ status: "compared", drift: [] });
    for (const name of ["stripe", "paypal", "smartico"]) expect(found.get(name)?.status).toBe("tells nothing");
    expect(exitCodeFor([...found.values()])).toBe(0);
  });

  it.each([
    ["hubspot", "no_such", "loyalty_points", "loyalty_tier", "silver"],
    ["salesforce", "No_Such__c", "Loyalty_Points__c", "Loyalty_Tier__c", "Silver"],
    ["dynamics", "trb_nosuch", "trb_loyaltypoints", "trb_loyaltytier", "100000001"],
    ["zendesk", "no_such", "loyalty_points", "loyalty_tier", "silver"],
    ["intercom", "no_such", "loyalty_points", null, null],
  ])("finds in %s what is gone, of another type, or has other values", async (name, gone, points, tier, other) => {
    const fields = [
      { ...common, name: "gone", type: "String", sources: { [name]: { field: gone } } },
      { ...common, name: "points", type: "Boolean", sources: { [name]: { field: points } } },
      ...(tier === null
        ? []
        : [{ ...common, name: "tier", values: { GOLD: "Or" }, sources: { [name]: { field: tier } } }]),
    ];
    const found = (await driftWith(fields)).get(name);
    const drift = found?.status === "compared" ? found.drift : [];
    expect(drift).toContainEqual(
      expect.objectContaining({ field: "Customer.gone", problem: "missing", severity: "error" }),
    );
    expect(drift).toContainEqual(expect.objectContaining({ field: "Customer.points", problem: "type" }));
    const values = drift.filter(({ field }) => field === "Customer.tier");
    expect(values.some(({ problem }) => problem === "unused value")).toBe(tier !== null);
    expect(values.some(({ message }) => message.includes(JSON.stringify(other)))).toBe(tier !== null);
    expect(exitCodeFor(found === undefined ? [] : [found])).toBe(1);
  });

  it("says so where a source can't be asked, and compares the others", async () => {
    sandbox.sources["hubspot"]?.faults.set({ serverError: { rate: 1 } });
    try {
      const found = await driftWith();
      expect(found.get("hubspot")?.status).toBe("failed");
      expect(found.get("zendesk")?.status).toBe("compared");
      expect(exitCodeFor([...found.values()])).toBe(2);
    } finally {
      sandbox.sources["hubspot"]?.faults.clear();
    }
  });

  it("spares a refresh token that could not be kept", async () => {
    const config = parseConfig(
      {
        auth: { issuer: "a", audience: "b", jwksUrl: "https://id.example/keys" },
        sources: [
          {
            name: "crm",
            connector: "hubspot",
            baseUrl: sandbox.sources["hubspot"]?.url,
            credentials: { clientId: "env:T", clientSecret: "env:T", refreshToken: "env:T" },
          },
        ],
      },
      connectors,
    );
    const before = sandbox.sources["hubspot"]?.requests;
    const tokens = { ...throwawayTokens, whyNoRefresh: "It would be lost" };
    const [found] = await driftOfSources(config, createSecrets({ env: { T: "t" } }), tokens);
    expect(found).toMatchObject({ status: "failed", problem: expect.stringContaining("It would be lost") as string });
    expect(sandbox.sources["hubspot"]?.requests).toBe(before);
  });
});

describe("linesOf", () => {
  it("says what differs, a line each", () => {
    const drift = [
      { severity: "error", field: "Customer.email", path: "Email", problem: "missing", message: "is missing: gone" },
    ] as const;
    expect(linesOf({ source: "crm", connector: "salesforce", status: "compared", drift })).toEqual([
      "crm (salesforce): 1 difference",
      "  error    Customer.email: Email is missing: gone",
    ]);
  });
});

describe("tributary schema diff", () => {
  it("compares the sandbox where there is no file, as JSON too", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tributary-diff-"));
    try {
      const { code, stdout } = await runCli(
        ["schema", "diff", "--json", "--customers", "10", "--latency", "0", "--sources", "hubspot,stripe"],
        { cwd: folder },
      );
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        sources: [
          { source: "hubspot", connector: "hubspot", status: "compared", drift: [] },
          { source: "stripe", connector: "stripe", status: "tells nothing" },
        ],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
