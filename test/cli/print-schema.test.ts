import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, isObjectType, parse } from "graphql";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { printSchema } from "../../src/cli/print-schema.ts";
import { compose } from "../support/supergraph.ts";
import { runCli } from "./run-cli.ts";

const fieldsOf = (sdl: string, typeName: string): readonly string[] => {
  const type = buildSchema(sdl).getType(typeName);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "tributary-schema-"))));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const nodeIn = (sdl: string): boolean =>
  buildSchema(compose(sdl), { assumeValidSDL: true }).getQueryType()?.getFields()["node"] !== undefined;

describe("printSchema", () => {
  it("prints the schema with its rules", () => {
    const sdl = printSchema({});
    expect(() => buildSchema(sdl)).not.toThrow();
    expect(sdl).toContain("type Payment implements Node @auth(requires: [FINANCE])");
  });

  it("prints what roles see, without the rules", () => {
    const marketing = printSchema({ roles: ["MARKETING"] });
    expect(fieldsOf(marketing, "Customer")).toContain("email");
    expect(fieldsOf(marketing, "Customer")).not.toContain("phone");
    expect(fieldsOf(marketing, "Payment")).toEqual([]);
    expect(marketing).not.toContain("@auth");
    expect(fieldsOf(printSchema({ roles: ["MARKETING", "SUPPORT"] }), "Customer")).toContain("phone");
    expect(fieldsOf(printSchema({ roles: ["FINANCE"] }), "Payment")).toContain("amount");
  });

  it("prints a subgraph as the file has it", () => {
    const file = join(folder, "some.yaml");
    writeFileSync(
      file,
      `auth: { issuer: a, audience: b, jwksUrl: "https://id.example/keys" }
federation: { node: false }
sources: [{ name: desk, connector: zendesk, baseUrl: "https://acme.zendesk.com", credentials: { email: env:E, apiToken: env:T } }]
`,
    );
    for (const name of ["E", "T"]) vi.stubEnv(name, "given");
    expect(nodeIn(printSchema({ federation: true }))).toBe(true);
    expect(nodeIn(printSchema({ federation: true, config: file }))).toBe(false);
  });

  it("has the fields that a configuration adds, for those who may read them", () => {
    const folder = mkdtempSync(join(tmpdir(), "tributary-print-"));
    const config = join(folder, "own.yaml");
    const own = { entity: "Deal", name: "region", type: "String", description: "Where.", roles: ["SALES"] };
    const crm = { name: "crm", connector: "hubspot", credentials: { accessToken: "env:PATH" } };
    const auth = { issuer: "a", audience: "b", jwksUrl: "https://id.example/keys" };
    writeFileSync(
      config,
      JSON.stringify({ auth, sources: [crm], customFields: [{ ...own, sources: { crm: { field: "region" } } }] }),
    );
    try {
      expect(printSchema({ config })).toMatch(/"Where\."\n\s+region: String @auth\(requires: \[SALES\]\)/);
      expect(fieldsOf(printSchema({ config, roles: ["SALES"] }), "Deal")).toContain("region");
      expect(fieldsOf(printSchema({ config, roles: ["SUPPORT"] }), "Deal")).not.toContain("region");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("tributary schema print", () => {
  it("writes the SDL and nothing else", async () => {
    const { code, stdout, stderr } = await runCli(["schema", "print", "--roles", "SALES,SUPPORT"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(fieldsOf(stdout, "Ticket")).toContain("subject");
  });

  it("names the roles there are where one is not known", async () => {
    const { code, stderr } = await runCli(["schema", "print", "--roles", "SALE"]);
    expect(code).toBe(2);
    expect(stderr).toContain('"SALE" is no role');
  });

  it("writes a subgraph, and not as some roles see it", async () => {
    const { code, stdout } = await runCli(["schema", "print", "--federation"], { cwd: folder });
    expect(code).toBe(0);
    expect(() => parse(stdout)).not.toThrow();
    expect(stdout).toContain('type Customer implements Node @key(fields: "id")');
    const both = await runCli(["schema", "print", "--federation", "--roles", "SALES"], { cwd: folder });
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("cannot be used with")]);
  });
});
